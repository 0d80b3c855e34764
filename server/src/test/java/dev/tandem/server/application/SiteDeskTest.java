package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.memory.MemorySettings;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// The desk between the router and the conversations: what is under way counts already.
class SiteDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final CallId CALL = new CallId("call-1");

    private final List<ConversationId> rung = new ArrayList<>();
    private final List<ConversationCommand> acted = new ArrayList<>();
    private final List<ServerMessage> heardByBob = new ArrayList<>();
    private final List<Availability> said = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox("desk");
    private int offers;

    /// Answers to a ring come when they come; here they do not come at all.
    private final Doer slow =
            new Doer() {
                @Override
                public CompletionStage<AskOutcome> act(
                        ConversationId conversation, ConversationCommand command) {
                    acted.add(command);
                    if (command instanceof ConversationCommand.Ring) {
                        rung.add(conversation);
                    }
                    return new CompletableFuture<>();
                }

                @Override
                public void tell(ConversationId conversation, Role role, ServerMessage message) {}
            };

    private final SiteDesk desk =
            new SiteDesk(
                    () -> NOW,
                    (_, what) -> later.add(what),
                    () -> new OfferId("offer-" + ++offers),
                    mailbox,
                    slow,
                    new Presences(new MemorySettings()),
                    said::add);

    @Test
    void nobodyIsNotSaidBeforeAgentsCouldSitDownButAtOnceOfOneWhoGoesOnABreak() {
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        assertThat(said).isEmpty();
        desk.connect(ada(2), socket());
        assertThat(said.getLast().isNobody()).isFalse();
        desk.presence(new AgentId("ada"), Presence.BREAK);
        assertThat(said.getLast().isNobody()).isTrue();
    }

    @Test
    void aRingThatIsUnderWayTakesTheAgentsCapacity() {
        desk.connect(ada(1), socket());
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"));
    }

    @Test
    void aCallThatIsUnderWayTakesTheAgentWholly() {
        desk.connect(ada(3), socket());
        desk.changed(DeskView.of(waiting("call", Channel.VOICE)));
        desk.changed(DeskView.of(waiting("text", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("call"));
    }

    @Test
    void whatTheCustomerSaysMeanwhileDoesNotFreeThePlace() {
        desk.connect(ada(1), socket());
        Conversation first = waiting("first", Channel.TEXT);
        desk.changed(DeskView.of(first));
        desk.changed(
                DeskView.of(
                        first.after(
                                new TimelineEntry(
                                        first.version() + 1,
                                        NOW,
                                        Optional.empty(),
                                        new ConversationEvent.CustomerSaid("Hello?")))));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"));
    }

    @Test
    void textMayBeUnderWayTwice() {
        desk.connect(ada(2), socket());
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("third", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"), new ConversationId("second"));
    }

    // Passing on

    @Test
    void theColleagueWhoIsAskedIsRungAndNobodyElse() {
        desk.connect(ada(3), socket());
        desk.connect(bob(1), bobsSocket());
        Conversation talking = talksTo("first", "ada", "Ada");
        desk.changed(DeskView.of(talking));
        Conversation asked = asks(talking, "bob");
        desk.changed(DeskView.of(asked));
        assertThat(acted)
                .singleElement()
                .isInstanceOfSatisfying(
                        ConversationCommand.Ring.class,
                        r -> assertThat(r.agent()).isEqualTo(new AgentId("bob")));

        Conversation rings = with(asked, rung("bob", "Bob"));
        desk.changed(DeskView.of(rings));
        assertThat(heardByBob(ServerMessage.OfferRinging.class).handoff().passedOn())
                .contains(
                        new Handoff.PassedOn(
                                new AgentId("ada"), "Ada", Optional.of("Mind the cat")));
        assertThat(acted).as("once").hasSize(1);

        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        assertThat(rung).as("his place is taken while it rings").hasSize(2);
        assertThat(((ConversationCommand.Ring) acted.getLast()).agent())
                .isEqualTo(new AgentId("ada"));
    }

    @Test
    void aColleagueInTheCallTakesAPlaceUntilTheyLeave() {
        desk.connect(ada(3), socket());
        desk.connect(bob(1), bobsSocket());
        Conversation rings = with(calls("first"), asksFirst("bob"), rung("bob", "Bob"));
        desk.changed(DeskView.of(rings));
        assertThat(heardByBob(ServerMessage.OfferRinging.class).consult()).contains(true);

        Conversation talk =
                with(rings, new ConversationEvent.ConsultStarted(CALL, new AgentId("bob"), "Bob"));
        desk.changed(DeskView.of(talk));
        assertThat(heardByBob(ServerMessage.OfferClosed.class).outcome()).as("accepted").isEmpty();
        assertThat(heardByBob(ServerMessage.Desk.class).mine())
                .extracting(ServerMessage.InboxItem::conversation)
                .containsExactly(talk.id());
        desk.presence(new AgentId("bob"), Presence.BREAK);
        assertThat(heardByBob(ServerMessage.Desk.class).pending())
                .as("after the call")
                .contains(Presence.BREAK);
        desk.presence(new AgentId("bob"), Presence.AVAILABLE);
        desk.changed(DeskView.of(asks(talksTo("second", "ada", "Ada"), "bob")));
        assertThat(acted)
                .containsExactly(new ConversationCommand.RefuseTransfer(new AgentId("bob")));

        desk.changed(
                DeskView.of(
                        with(
                                talk,
                                new ConversationEvent.ConsultEnded(
                                        new AgentId("bob"), ConsultEnd.LEFT))));
        assertThat(heardByBob(ServerMessage.Desk.class).mine()).isEmpty();
        assertThat(rung).as("free for the next").containsExactly(new ConversationId("second"));
    }

    @Test
    void aColleagueWhoseDeskIsGoneForLongIsLostToTheConsult() {
        desk.connect(ada(3), socket());
        desk.connect(bob(1), bobsSocket());
        desk.changed(
                DeskView.of(
                        with(
                                calls("first"),
                                asksFirst("bob"),
                                rung("bob", "Bob"),
                                new ConversationEvent.ConsultStarted(
                                        CALL, new AgentId("bob"), "Bob"))));
        desk.disconnect(new AgentId("bob"), "socket-bob");
        List.copyOf(later).forEach(Runnable::run);
        CompletableFuture<Void> done = new CompletableFuture<>();
        mailbox.offer(() -> done.complete(null));
        mailbox.start(1, done::isDone);
        done.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(acted).contains(new ConversationCommand.LoseAgent(new AgentId("bob")));
    }

    @Test
    void aTransferThatIsTakenBackStopsTheColleaguesDesk() {
        desk.connect(ada(3), socket());
        desk.connect(bob(1), bobsSocket());
        Conversation rings = with(asks(talksTo("first", "ada", "Ada"), "bob"), rung("bob", "Bob"));
        desk.changed(DeskView.of(rings));
        desk.changed(
                DeskView.of(
                        with(
                                rings,
                                new ConversationEvent.TransferEnded(
                                        new AgentId("bob"), OfferEnd.WITHDRAWN))));
        assertThat(heardByBob(ServerMessage.OfferClosed.class).outcome())
                .contains(OfferEnd.WITHDRAWN);
    }

    @Test
    void aColleagueWhoIsFullOrOnABreakOrNotThereIsNotRung() {
        desk.connect(ada(3), socket());
        Conversation absent = asks(talksTo("absent", "ada", "Ada"), "bob");
        desk.changed(DeskView.of(absent));
        assertThat(acted)
                .containsExactly(new ConversationCommand.RefuseTransfer(new AgentId("bob")));
        desk.changed(
                DeskView.of(
                        with(
                                absent,
                                new ConversationEvent.TransferEnded(
                                        new AgentId("bob"), OfferEnd.AGENT_GONE))));
        acted.clear();
        desk.connect(bob(1), bobsSocket());
        desk.changed(DeskView.of(talksTo("bobs", "bob", "Bob")));
        desk.changed(DeskView.of(asks(talksTo("full", "ada", "Ada"), "bob")));
        assertThat(rung).isEmpty();
        assertThat(acted)
                .contains(new ConversationCommand.RefuseTransfer(new AgentId("bob")))
                .allMatch(c -> c instanceof ConversationCommand.RefuseTransfer);

        acted.clear();
        desk.connect(
                new AgentProfile(new AgentId("cleo"), SITE, "Cleo", 3, List.of("support")),
                socket());
        desk.presence(new AgentId("cleo"), Presence.BREAK);
        desk.changed(DeskView.of(asks(talksTo("break", "ada", "Ada"), "cleo")));
        assertThat(acted).contains(new ConversationCommand.RefuseTransfer(new AgentId("cleo")));
        assertThat(rung).isEmpty();
    }

    @Test
    void aColleagueInACallIsNotRungForAnything() {
        desk.connect(ada(3), socket());
        desk.connect(bob(3), bobsSocket());
        desk.changed(
                DeskView.of(
                        with(
                                talksTo("bobs", "bob", "Bob"),
                                new ConversationEvent.CallStarted(
                                        new CallId("call-1"), Channel.VOICE))));
        desk.changed(DeskView.of(asks(talksTo("first", "ada", "Ada"), "bob")));
        assertThat(acted)
                .containsExactly(new ConversationCommand.RefuseTransfer(new AgentId("bob")));
    }

    private <T extends ServerMessage> T heardByBob(Class<T> type) {
        return heardByBob.reversed().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private static Conversation talksTo(String name, String agent, String agentName) {
        return with(
                waiting(name, Channel.TEXT),
                rung(agent, agentName),
                new ConversationEvent.AgentJoined(new AgentId(agent), agentName));
    }

    private static Conversation asks(Conversation talking, String colleague) {
        return with(
                talking,
                new ConversationEvent.TransferAsked(
                        new AgentId("ada"),
                        "Ada",
                        new AgentId(colleague),
                        Optional.of("Mind the cat"),
                        NOW.plusSeconds(20),
                        Optional.empty()));
    }

    private static Conversation calls(String name) {
        return with(
                talksTo(name, "ada", "Ada"),
                new ConversationEvent.CallStarted(CALL, Channel.VOICE));
    }

    private static ConversationEvent asksFirst(String colleague) {
        return new ConversationEvent.TransferAsked(
                new AgentId("ada"),
                "Ada",
                new AgentId(colleague),
                Optional.empty(),
                NOW.plusSeconds(20),
                Optional.of(true));
    }

    private static ConversationEvent rung(String agent, String name) {
        return new ConversationEvent.AgentRung(
                new OfferId("o-" + agent), new AgentId(agent), name, NOW.plusSeconds(20));
    }

    private static Conversation with(Conversation state, ConversationEvent... events) {
        Conversation next = state;
        for (ConversationEvent event : events) {
            next = next.after(new TimelineEntry(next.version() + 1, NOW, Optional.empty(), event));
        }
        return next;
    }

    private static Conversation waiting(String name, Channel channel) {
        List<TimelineEntry> log = new ArrayList<>();
        List<ConversationEvent> events =
                new ArrayList<>(
                        Conversation.open(
                                SITE,
                                new CustomerId("customer-" + name),
                                "en",
                                Optional.empty(),
                                Details.NOTHING,
                                Optional.empty(),
                                Optional.empty()));
        events.add(new ConversationEvent.Queued("support", channel, NOW.plusSeconds(900)));
        events.forEach(e -> log.add(new TimelineEntry(log.size() + 1, NOW, Optional.empty(), e)));
        return Conversation.replay(new ConversationId(name), log);
    }

    private static AgentProfile ada(int capacity) {
        return new AgentProfile(new AgentId("ada"), SITE, "Ada", capacity, List.of("support"));
    }

    private static AgentProfile bob(int capacity) {
        return new AgentProfile(new AgentId("bob"), SITE, "Bob", capacity, List.of("support"));
    }

    private Follower bobsSocket() {
        return socket("bob", "Bob", heardByBob);
    }

    private static Follower socket() {
        return socket("ada", "Ada", new ArrayList<>());
    }

    private static Follower socket(String agent, String name, List<ServerMessage> heard) {
        return new Follower() {
            @Override
            public String id() {
                return "socket-" + agent;
            }

            @Override
            public Participant who() {
                return Participant.agent(new AgentId(agent), name);
            }

            @Override
            public SiteKey site() {
                return SITE;
            }

            @Override
            public void hear(ServerMessage message) {
                heard.add(message);
            }

            @Override
            public void refused(ConversationId conversation, RejectionCode code, String why) {}

            @Override
            public void attachAgain(ConversationId conversation) {}
        };
    }
}
