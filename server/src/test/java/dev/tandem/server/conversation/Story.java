package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.SupervisionMode;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One conversation under test: says what happens in order, and keeps the log that came of it.
final class Story {
    static final Instant START = Instant.parse("2026-03-01T09:00:00Z");
    static final ConversationId ID = new ConversationId("c1");
    static final SiteKey SITE = new SiteKey("harbor");
    static final CustomerId ZOE = new CustomerId("zoe");
    static final AgentId ADA = new AgentId("ada");
    static final AgentId BOB = new AgentId("bob");
    static final AgentId SAM = new AgentId("sam");
    static final OfferId OFFER = new OfferId("offer-1");
    static final Availability EVERYTHING =
            new Availability(
                    List.of(option(Channel.TEXT), option(Channel.VOICE), option(Channel.VIDEO)));
    static final Availability ONLY_TEXT = new Availability(List.of(option(Channel.TEXT)));

    private final List<TimelineEntry> log = new ArrayList<>();
    private Conversation state;
    private Rules rules = Rules.DEFAULT;
    private Instant now = START;
    private Availability who = EVERYTHING;
    private int commands;
    private Decision last = Decision.accepted();

    private Story(Details vouched) {
        for (ConversationEvent e :
                Conversation.open(
                        SITE,
                        ZOE,
                        "en",
                        Optional.empty(),
                        vouched,
                        Optional.empty(),
                        Optional.empty())) {
            log.add(new TimelineEntry(log.size() + 1, now, Optional.empty(), e));
        }
        state = Conversation.replay(ID, log);
    }

    static Story begun() {
        return new Story(Details.NOTHING);
    }

    static Story begunBy(Details vouched) {
        return new Story(vouched);
    }

    // Circumstances

    Story under(Rules other) {
        rules = other;
        return this;
    }

    Story served(Availability available) {
        who = available;
        return this;
    }

    Story later(Duration time) {
        now = now.plus(time);
        return this;
    }

    // What happens

    Story zoe(ClientCommand.InConversation wish) {
        return when(new ConversationCommand.Asked(zoe(), wish, who));
    }

    Story ada(ClientCommand.InConversation wish) {
        return when(new ConversationCommand.Asked(agent(ADA), wish, who));
    }

    Story by(Participant someone, ClientCommand.InConversation wish) {
        return when(new ConversationCommand.Asked(someone, wish, who));
    }

    Story zoeStartsAgain(ClientCommand.Start wish) {
        return when(new ConversationCommand.StartedAgain(zoe(), wish, who));
    }

    Story assistantSays(String text) {
        return assistantSays(text, AnswerBand.ANSWER, EscalationOutcome.CONTINUE);
    }

    Story assistantSays(String text, AnswerBand band, EscalationOutcome outcome) {
        long question = openQuestion();
        return when(reply(question, text, band, outcome));
    }

    ConversationCommand.Reply reply(
            long question, String text, AnswerBand band, EscalationOutcome outcome) {
        return new ConversationCommand.Reply(
                question,
                List.of(),
                List.of(new ConversationCommand.Answer(band, text, List.of(), 0.9, List.of())),
                decided(question, outcome),
                who);
    }

    static ConversationEvent.EscalationDecided decided(long turn, EscalationOutcome outcome) {
        return new ConversationEvent.EscalationDecided(
                turn, outcome, Trigger.AI_UNCERTAIN, "test", "test-1", List.of());
    }

    Story rings(AgentId agent) {
        return when(new ConversationCommand.Ring(OFFER, agent, name(agent)));
    }

    Story timePasses(Duration time) {
        return later(time).when(new ConversationCommand.PassTime(who));
    }

    Story when(ConversationCommand command) {
        last = state.decide(command, rules, now);
        if (last instanceof Decision.Accepted yes) {
            Optional<CommandId> cause =
                    switch (command) {
                        case ConversationCommand.Asked a -> Optional.of(a.wish().id());
                        case ConversationCommand.StartedAgain a -> Optional.of(a.wish().id());
                        default -> Optional.empty();
                    };
            yes.events().forEach(e -> happens(cause, e));
        }
        return this;
    }

    private void happens(Optional<CommandId> cause, ConversationEvent event) {
        TimelineEntry entry = new TimelineEntry(state.version() + 1, now, cause, event);
        state = state.after(entry);
        log.add(entry);
    }

    // What came of it

    Conversation state() {
        return state;
    }

    List<TimelineEntry> log() {
        return List.copyOf(log);
    }

    Instant now() {
        return now;
    }

    Rules rules() {
        return rules;
    }

    Decision decision() {
        return last;
    }

    /// `CustomerSaid Closed`, `nothing`, `repeated 3` or `rejected NOT_NOW`.
    String outcome() {
        return switch (last) {
            case Decision.Accepted yes when yes.events().isEmpty() -> "nothing";
            case Decision.Accepted yes -> names(yes.events());
            case Decision.Repeated again -> "repeated " + again.version();
            case Decision.Rejected no -> "rejected " + no.code();
        };
    }

    static String names(List<ConversationEvent> events) {
        return String.join(" ", events.stream().map(e -> e.getClass().getSimpleName()).toList());
    }

    <E extends ConversationEvent> E event(Class<E> kind) {
        return log.reversed().stream()
                .map(TimelineEntry::event)
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " in " + log));
    }

    long openQuestion() {
        return ((Phase.WithAssistant) state.phase()).question().orElseThrow().version();
    }

    CallId call() {
        return state.media().call().map(Media.LiveCall::id).orElse(new CallId("no-call"));
    }

    // Who and what

    CommandId next() {
        commands++;
        return new CommandId("cmd-" + commands);
    }

    ClientCommand.Say say(String text) {
        return new ClientCommand.Say(next(), ID, text);
    }

    Story sam(SupervisionMode mode) {
        return by(sam(), new ClientCommand.Supervise(next(), ID, call(), mode));
    }

    ClientCommand.Transfer toBob() {
        return new ClientCommand.Transfer(
                next(),
                ID,
                Optional.of(BOB),
                Optional.of("Has restarted it twice."),
                Optional.empty());
    }

    /// To talk first.
    ClientCommand.Transfer askBob() {
        return new ClientCommand.Transfer(
                next(),
                ID,
                Optional.of(BOB),
                Optional.of("Has restarted it twice."),
                Optional.of(true));
    }

    ClientCommand.Transfer toQueue() {
        return new ClientCommand.Transfer(
                next(),
                ID,
                Optional.empty(),
                Optional.of("Has restarted it twice."),
                Optional.empty());
    }

    ClientCommand.Start start(String text, Channel person) {
        return new ClientCommand.Start(
                next(), Optional.of(text), Optional.of(person), Optional.empty(), Optional.empty());
    }

    static Participant zoe() {
        return Participant.customer(ZOE, "Zoe");
    }

    static Participant agent(AgentId id) {
        return Participant.agent(id, name(id));
    }

    static Participant sam() {
        return Participant.supervisor(SAM, "Sam");
    }

    static String name(AgentId id) {
        return id.value().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                + id.value().substring(1);
    }

    static Details details(String name) {
        return new Details(
                Optional.of(name),
                Optional.of(name + "@example.org"),
                Optional.empty(),
                Optional.of("the router blinks"));
    }

    private static ChannelOption option(Channel channel) {
        return new ChannelOption(channel, Optional.of(20));
    }
}
