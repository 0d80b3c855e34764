package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One customer contact, from the first word to the rating: the state that its events add up to.
///
/// `decide(command, rules, now)` says what would happen and changes nothing; `after(entry)` is the
/// next state.
///
/// @param segment of the business's customers, as its backend has signed
/// @param user the customer's id at the business, as its backend has signed
/// @param passedOn the agent who is passing it on, until the next one has it
/// @param context what the page says about itself and its user, as last said
public record Conversation(
        ConversationId id,
        long version,
        SiteKey site,
        CustomerId customer,
        String locale,
        Optional<String> segment,
        Optional<String> user,
        Instant startedAt,
        Phase phase,
        Instant phaseSince,
        Instant lastAt,
        Transcript transcript,
        List<ContextFact> context,
        Details details,
        boolean formSkipped,
        Media media,
        Seen seen,
        Outcome outcome,
        Optional<Handoff.PassedOn> passedOn,
        RecentCommands recent) {

    /// The events with which a conversation begins.
    ///
    /// @param identity what the business has vouched for about its user
    public static List<ConversationEvent> open(
            SiteKey site,
            CustomerId customer,
            String locale,
            Optional<PageView> page,
            Details identity,
            Optional<String> segment,
            Optional<String> user) {
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.Started(site, customer, locale, page, segment, user));
        if (!identity.equals(Details.NOTHING)) {
            events.add(new ConversationEvent.DetailsGiven(identity));
        }
        return events;
    }

    /// The state after the log of a conversation, from version 1 on.
    public static Conversation replay(ConversationId id, List<TimelineEntry> log) {
        Conversation state = started(id, log.getFirst());
        for (TimelineEntry entry : log.subList(1, log.size())) {
            state = state.after(entry);
        }
        return state;
    }

    public static Conversation started(ConversationId id, TimelineEntry first) {
        if (first.version() != 1 || !(first.event() instanceof ConversationEvent.Started started)) {
            throw new IllegalArgumentException(id + " does not begin with started");
        }
        Transcript transcript =
                started.page().map(Transcript.EMPTY::visited).orElse(Transcript.EMPTY);
        RecentCommands recent =
                first.cause().map(c -> RecentCommands.NONE.plus(c, 1)).orElse(RecentCommands.NONE);
        return new Conversation(
                id,
                1,
                started.site(),
                started.customer(),
                started.locale(),
                started.segment(),
                started.user(),
                first.at(),
                Phase.WithAssistant.LISTENING,
                first.at(),
                first.at(),
                transcript,
                List.of(),
                Details.NOTHING,
                false,
                Media.NONE,
                Seen.NOTHING,
                Outcome.OPEN,
                Optional.empty(),
                recent);
    }

    /// Whose words the other side waits for: the customer's, and those of the agent it is with. Who
    /// only looks on writes to nobody.
    public boolean isTalking(Participant who) {
        return switch (who.role()) {
            case CUSTOMER -> true;
            case AGENT, SUPERVISOR ->
                    phase instanceof Phase.WithAgent p && p.agent().value().equals(who.id());
            case ASSISTANT -> phase instanceof Phase.WithAssistant;
        };
    }

    /// What happens if this command arrives now. Changes nothing.
    public Decision decide(ConversationCommand command, Rules rules, Instant now) {
        return switch (command) {
            case ConversationCommand.Asked asked ->
                    new WishDecisions(this, rules, now).decide(asked);
            case ConversationCommand.StartedAgain again ->
                    new WishDecisions(this, rules, now).decide(again);
            case ConversationCommand.Reply reply ->
                    new SystemDecisions(this, rules, now).decide(reply);
            case ConversationCommand.ReplyFailed failed ->
                    new SystemDecisions(this, rules, now).decide(failed);
            case ConversationCommand.Escalate escalate ->
                    new SystemDecisions(this, rules, now).decide(escalate);
            case ConversationCommand.Ring ring ->
                    new SystemDecisions(this, rules, now).decide(ring);
            case ConversationCommand.EndOffer end ->
                    new SystemDecisions(this, rules, now).decide(end);
            case ConversationCommand.RefuseTransfer refuse ->
                    new SystemDecisions(this, rules, now).decide(refuse);
            case ConversationCommand.LoseAgent lose ->
                    new SystemDecisions(this, rules, now).decide(lose);
            case ConversationCommand.LoseParty lose ->
                    new SystemDecisions(this, rules, now).decide(lose);
            case ConversationCommand.LoseSupervisor lose ->
                    new SupervisionDecisions(this).decide(lose);
            case ConversationCommand.MoveCall move ->
                    new SystemDecisions(this, rules, now).decide(move);
            case ConversationCommand.EndCall end ->
                    new SystemDecisions(this, rules, now).decide(end);
            case ConversationCommand.FailRecording fail ->
                    new RecordingDecisions(this, rules).decide(fail);
            case ConversationCommand.DeleteRecording delete ->
                    new RecordingDecisions(this, rules).decide(delete);
            case ConversationCommand.MeasureCall measure ->
                    new SystemDecisions(this, rules, now).decide(measure);
            case ConversationCommand.PassTime time ->
                    new SystemDecisions(this, rules, now).decide(time);
        };
    }

    /// The call that begins if the one who is asked now says yes.
    public Optional<Media.Prospect> prospect() {
        return media.call().isPresent() ? Optional.empty() : asked().flatMap(this::prospect);
    }

    private Optional<Media.Prospect> prospect(Channel channel) {
        return channel.isCall()
                ? media.next().map(id -> new Media.Prospect(id, channel))
                : Optional.empty();
    }

    /// @param ahead how many versions from now it begins
    CallId nextCall(int ahead) {
        return media.next().orElseGet(() -> CallIds.at(id, version + ahead));
    }

    private Optional<Channel> asked() {
        return phase instanceof Phase.Ringing p
                ? Optional.of(p.waiting().channel())
                : media.proposal().map(Media.Proposal::channel);
    }

    /// The next state. An entry out of order is our own fault.
    public Conversation after(TimelineEntry entry) {
        if (entry.version() != version + 1) {
            throw new IllegalStateException(
                    id + " is at " + version + " and got version " + entry.version());
        }
        return new Fold(this, entry).next();
    }

    /// When somebody must look at this conversation again, because a phase's time is up.
    public Optional<Instant> nextDeadline(Rules rules) {
        Optional<Instant> byPhase = phaseDeadline(rules);
        Optional<Instant> byProposal = media.proposal().map(Media.Proposal::expiresAt);
        return byProposal.map(p -> byPhase.filter(d -> d.isBefore(p)).orElse(p)).or(() -> byPhase);
    }

    /// When the present phase ends even if nobody does anything. From then on, not after it.
    Optional<Instant> phaseDeadline(Rules rules) {
        return switch (phase) {
            case Phase.WithAssistant p ->
                    Optional.of(
                            p.question()
                                    .map(q -> q.since().plus(rules.answerWithin()))
                                    .orElseGet(() -> quietSince().plus(rules.idleWithAssistant())));
            case Phase.Gathering _ -> Optional.of(phaseSince.plus(rules.fillFormWithin()));
            case Phase.Waiting p -> Optional.of(p.giveUpAt());
            case Phase.Ringing p -> Optional.of(p.expiresAt());
            case Phase.WithAgent p -> Optional.of(idleEnd(rules, p));
            case Phase.WrapUp p -> Optional.of(p.endsAt());
            case Phase.Closed _ -> Optional.empty();
        };
    }

    /// A call that is on keeps the conversation alive for some times as long.
    private Instant idleEnd(Rules rules, Phase.WithAgent p) {
        Duration idle = rules.idleWithAgent();
        Instant end =
                quietSince()
                        .plus(
                                media.call().isPresent()
                                        ? idle.multipliedBy(Rules.QUIET_IN_A_CALL)
                                        : idle);
        return p.transfer().map(Phase.Transfer::deadline).filter(end::isAfter).orElse(end);
    }

    /// Who comes back from a long wait has been silent, but not idle.
    private Instant quietSince() {
        return lastAt.isBefore(phaseSince) ? phaseSince : lastAt;
    }

    /// Whether the customer has nobody to talk to in the call, and hears music: held by the agent,
    /// perhaps to talk to a colleague, being passed on, or no agent is there.
    public boolean isOnHold() {
        return media.call()
                .filter(c ->
                        c.held()
                                || !(phase instanceof Phase.WithAgent p)
                                || p.transfer().isPresent())
                .isPresent();
    }

    public boolean isOver() {
        return switch (phase) {
            case Phase.WrapUp _, Phase.Closed _ -> true;
            case Phase.WithAssistant _,
                    Phase.Gathering _,
                    Phase.Waiting _,
                    Phase.Ringing _,
                    Phase.WithAgent _ ->
                    false;
        };
    }

    public Participant customerParticipant() {
        return Participant.customer(customer, details.name().orElse(""));
    }

    /// The queue's share of the phase, whether it rings or not.
    public Optional<Phase.Waiting> waiting() {
        return phase.queued();
    }

    static Phase.Waiting waitingFor(ConversationEvent.Queued queued, Instant since) {
        return new Phase.Waiting(
                queued.queue(), queued.channel(), since, queued.giveUpAt(), Set.of());
    }
}
