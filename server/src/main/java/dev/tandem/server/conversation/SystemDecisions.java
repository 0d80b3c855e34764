package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.EndReason;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What becomes of the system's own doings: the assistant's turn, the router's offers, lost agents,
/// time.
final class SystemDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    SystemDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
    }

    /// The floor check: only the open question may be answered, and only while the assistant has
    /// the floor.
    Decision decide(ConversationCommand.Reply reply) {
        if (!waitsForAnswerTo(reply.inReplyTo())) {
            return floorPassed();
        }
        List<ConversationEvent> events = new ArrayList<>(reply.lookedUp());
        events.add(reply.decision());
        reply.says()
                .forEach(a ->
                        events.add(
                                new ConversationEvent.AssistantSaid(
                                        reply.inReplyTo(),
                                        a.band(),
                                        a.text(),
                                        a.citations(),
                                        a.confidence(),
                                        Optional.of(a.topics()).filter(t -> !t.isEmpty()))));
        switch (reply.decision().outcome()) {
            case CONTINUE, CLARIFY -> {}
            case OFFER, ESCALATE ->
                    events.add(
                            PersonWanted.offer(reply.decision().trigger(), reply.availability()));
        }
        return new Decision.Accepted(events);
    }

    Decision decide(ConversationCommand.ReplyFailed failed) {
        return waitsForAnswerTo(failed.inReplyTo())
                ? new Decision.Accepted(failedAnswer(failed.inReplyTo(), failed.availability()))
                : floorPassed();
    }

    private static List<ConversationEvent> failedAnswer(long question, Availability who) {
        return List.of(
                new ConversationEvent.AssistantFailed(question),
                new ConversationEvent.EscalationDecided(
                        question,
                        EscalationOutcome.ESCALATE,
                        Trigger.AI_UNCERTAIN,
                        "assistant_failed",
                        PersonWanted.ALWAYS,
                        List.of(new Signal("assistant_failed", 1, "no answer"))),
                PersonWanted.offer(Trigger.AI_UNCERTAIN, who));
    }

    /// A judgement is not spoken: it may bring a person only while nothing else is going on.
    Decision decide(ConversationCommand.Escalate escalate) {
        boolean stands =
                now.phase() instanceof Phase.WithAssistant p
                        && p.question().isEmpty()
                        && p.offered().isEmpty()
                        && now.transcript().isJudgedAndNotWeighed(escalate.decision().turn());
        return stands
                ? accepted(
                        escalate.decision(),
                        PersonWanted.offer(escalate.decision().trigger(), escalate.availability()))
                : floorPassed();
    }

    private boolean waitsForAnswerTo(long version) {
        return now.phase() instanceof Phase.WithAssistant p
                && p.question().filter(q -> q.version() == version).isPresent();
    }

    private static Decision floorPassed() {
        return rejected(RejectionCode.FLOOR_PASSED, "the assistant no longer has the floor");
    }

    Decision decide(ConversationCommand.Ring ring) {
        boolean stands =
                switch (now.phase()) {
                    case Phase.Waiting p -> !isPast(p.giveUpAt());
                    case Phase.WithAgent p ->
                            p.transfer()
                                    .filter(t -> t.ring().isEmpty() && t.to().equals(ring.agent()))
                                    .filter(t -> !isPast(t.giveUpAt()))
                                    .isPresent();
                    case Phase.WithAssistant _,
                            Phase.Gathering _,
                            Phase.Ringing _,
                            Phase.WrapUp _,
                            Phase.Closed _ ->
                            false;
                };
        return stands
                ? accepted(
                        new ConversationEvent.AgentRung(
                                ring.offer(),
                                ring.agent(),
                                ring.agentName(),
                                at.plus(rules.ringFor())))
                : rejected(RejectionCode.NOT_NOW, "nobody waits here");
    }

    Decision decide(ConversationCommand.EndOffer end) {
        return now.phase()
                .ring()
                .filter(r -> r.offer().equals(end.offer()))
                .map(r -> accepted(offerEnded(now.phase(), r, end.outcome())))
                .orElseGet(() -> rejected(RejectionCode.OFFER_GONE, "the offer is over"));
    }

    /// Who waits still waits; who is passed on stays with the agent who asked.
    static ConversationEvent offerEnded(Phase phase, Phase.Ring ring, OfferEnd outcome) {
        return phase instanceof Phase.WithAgent
                ? new ConversationEvent.TransferEnded(ring.agent(), outcome)
                : new ConversationEvent.OfferEnded(ring.offer(), ring.agent(), outcome);
    }

    Decision decide(ConversationCommand.RefuseTransfer refuse) {
        return transfer()
                .filter(t -> t.to().equals(refuse.to()) && t.ring().isEmpty())
                .map(t ->
                        accepted(new ConversationEvent.TransferEnded(t.to(), OfferEnd.AGENT_GONE)))
                .orElseGet(() -> rejected(RejectionCode.OFFER_GONE, "nobody is asked"));
    }

    private Optional<Phase.Transfer> transfer() {
        return now.phase() instanceof Phase.WithAgent p ? p.transfer() : Optional.empty();
    }

    Decision decide(ConversationCommand.LoseAgent lose) {
        return gone(
                lose.agent(),
                p -> new ConversationEvent.AgentLost(p.agent(), at.plus(rules.waitAtMost())));
    }

    /// Without the agent the call is over, unless a colleague is in it.
    Decision decide(ConversationCommand.LoseParty lose) {
        return isOn(lose.call())
                ? gone(
                        lose.agent(),
                        _ -> new ConversationEvent.CallEnded(lose.call(), CallEndReason.PARTY_LOST))
                : callGone();
    }

    /// Who knows the case best goes on with it: the agent without the colleague, or, without the
    /// agent, the colleague.
    ///
    /// @param alone what happens when there was nobody else
    private Decision gone(AgentId who, Function<Phase.WithAgent, ConversationEvent> alone) {
        if (now.phase() instanceof Phase.WithAgent p && p.agent().equals(who)) {
            return p.colleague().isPresent()
                    ? TransferDecisions.complete(p)
                    : accepted(alone.apply(p));
        }
        return now.phase() instanceof Phase.WithAgent p
                        && p.colleague().filter(c -> c.agent().equals(who)).isPresent()
                ? TransferDecisions.endConsult(p, ConsultEnd.LOST)
                : rejected(RejectionCode.NOT_NOW, "that agent is not here");
    }

    private boolean isOn(CallId call) {
        return now.media().call().filter(c -> c.id().equals(call)).isPresent();
    }

    private static Decision callGone() {
        return rejected(RejectionCode.CALL_GONE, "that call is over");
    }

    Decision decide(ConversationCommand.MoveCall move) {
        return isOn(move.call())
                ? accepted(new ConversationEvent.CallMoved(move.call()))
                : callGone();
    }

    Decision decide(ConversationCommand.EndCall end) {
        return isOn(end.call())
                ? accepted(new ConversationEvent.CallEnded(end.call(), end.reason()))
                : callGone();
    }

    /// Nothing is written into a conversation that is closed.
    Decision decide(ConversationCommand.MeasureCall measure) {
        return measure.heard().isEmpty() || now.phase() instanceof Phase.Closed
                ? accepted()
                : accepted(new ConversationEvent.CallMeasured(measure.call(), measure.heard()));
    }

    /// Whatever is overdue happens; nothing overdue, nothing happens.
    Decision decide(ConversationCommand.PassTime time) {
        List<ConversationEvent> events = new ArrayList<>();
        now.media()
                .proposal()
                .filter(p -> isPast(p.expiresAt()))
                .ifPresent(p -> events.add(new ConversationEvent.MediaDeclined(other(p), true)));
        if (now.phaseDeadline(rules).filter(this::isPast).isPresent()) {
            events.addAll(phaseOver(time.availability()));
        }
        return new Decision.Accepted(events);
    }

    private List<ConversationEvent> phaseOver(Availability who) {
        return switch (now.phase()) {
            case Phase.WithAssistant p ->
                    p.question()
                            .map(q -> failedAnswer(q.version(), who))
                            .orElseGet(() ->
                                    List.of(
                                            new ConversationEvent.ConversationEnded(
                                                    idleReason(), Optional.empty()),
                                            new ConversationEvent.Closed()));
            case Phase.Gathering _ -> List.of(new ConversationEvent.QueueLeft());
            case Phase.Waiting _ -> waitOver();
            case Phase.Ringing p -> ringOver(p);
            case Phase.WithAgent p when p.transfer().isPresent() ->
                    List.of(transferOver(p.transfer().get()));
            case Phase.WithAgent _ ->
                    afterCall(
                            CallEndReason.CONVERSATION_ENDED,
                            new ConversationEvent.ConversationEnded(
                                    EndReason.IDLE, Optional.of(at.plus(rules.wrapUpFor()))));
            case Phase.WrapUp _ ->
                    List.of(
                            new ConversationEvent.WrapUpFinished(
                                    Disposition.NOT_SAID, Optional.empty(), Optional.empty()),
                            new ConversationEvent.Closed());
            case Phase.Closed _ -> List.of();
        };
    }

    private static ConversationEvent transferOver(Phase.Transfer t) {
        return new ConversationEvent.TransferEnded(
                t.to(), t.ring().isPresent() ? OfferEnd.EXPIRED : OfferEnd.AGENT_GONE);
    }

    /// Silence after a message was left is what was to be expected.
    private EndReason idleReason() {
        return now.outcome().message().isPresent() ? EndReason.MESSAGE_LEFT : EndReason.IDLE;
    }

    private List<ConversationEvent> ringOver(Phase.Ringing p) {
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.OfferEnded(p.offer(), p.agent(), OfferEnd.EXPIRED));
        if (isPast(p.waiting().giveUpAt())) {
            events.addAll(waitOver());
        }
        return events;
    }

    /// A call whose agent was lost does not outlive the wait for another one.
    private List<ConversationEvent> waitOver() {
        return afterCall(CallEndReason.PARTY_LOST, new ConversationEvent.WaitGivenUp());
    }

    private List<ConversationEvent> afterCall(CallEndReason reason, ConversationEvent event) {
        return now.media()
                .call()
                .<List<ConversationEvent>>map(
                        c -> List.of(new ConversationEvent.CallEnded(c.id(), reason), event))
                .orElseGet(() -> List.of(event));
    }

    private static Role other(Media.Proposal p) {
        return switch (p.by()) {
            case CUSTOMER -> Role.AGENT;
            case AGENT, SUPERVISOR, ASSISTANT -> Role.CUSTOMER;
        };
    }

    private boolean isPast(Instant deadline) {
        return !at.isBefore(deadline);
    }
}
