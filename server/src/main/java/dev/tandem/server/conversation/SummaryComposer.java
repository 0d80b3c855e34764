package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.timeline.Channel;

import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Makes the summary out of a conversation: the one place where the projection is defined.
public final class SummaryComposer {
    private SummaryComposer() {}

    public static ConversationSummary compose(Conversation c, Rules rules) {
        Outcome o = c.outcome();
        return new ConversationSummary(
                c.id(),
                c.site(),
                c.customer(),
                c.details().name().orElse(""),
                kind(c.phase()),
                channel(c),
                c.version(),
                c.startedAt(),
                c.lastAt(),
                Optional.of(c.phaseSince()),
                c.nextDeadline(rules).map(d -> d.truncatedTo(ChronoUnit.MICROS)),
                agent(c.phase()).map(Agent::id).or(() -> o.agent().map(Outcome.By::id)),
                agent(c.phase()).map(Agent::name).or(() -> o.agent().map(Outcome.By::name)),
                c.waiting().map(Phase.Waiting::queue),
                o.queuedAt(),
                o.joinedAt(),
                o.endedAt(),
                o.closedAt(),
                o.trigger(),
                o.disposition(),
                o.topic(),
                o.rating(),
                ConversationSummary.shorten(
                        c.transcript().last().map(Transcript.Turn::text).orElse("")),
                ConversationSummary.shorten(HandoffComposer.problem(c)),
                c.phase() instanceof Phase.WithAssistant p
                        ? p.question().map(Phase.OpenQuestion::version).orElse(0L)
                        : 0L,
                o.callSeconds(),
                c.media().call().isPresent(),
                o.message().filter(m -> !m.answered()).map(Outcome.LeftMessage::at));
    }

    private record Agent(AgentId id, String name) {}

    private static Optional<Agent> agent(Phase phase) {
        return switch (phase) {
            case Phase.Ringing p -> Optional.of(new Agent(p.agent(), p.agentName()));
            case Phase.WithAgent p -> Optional.of(new Agent(p.agent(), p.agentName()));
            case Phase.WrapUp p -> Optional.of(new Agent(p.agent(), p.agentName()));
            case Phase.WithAssistant _, Phase.Gathering _, Phase.Waiting _, Phase.Closed _ ->
                    Optional.empty();
        };
    }

    private static Channel channel(Conversation c) {
        return c.media()
                .call()
                .map(Media.LiveCall::channel)
                .or(() -> c.waiting().map(Phase.Waiting::channel))
                .orElse(c.outcome().highest());
    }

    public static PhaseKind kind(Phase phase) {
        return switch (phase) {
            case Phase.WithAssistant _ -> PhaseKind.WITH_ASSISTANT;
            case Phase.Gathering _ -> PhaseKind.GATHERING;
            case Phase.Waiting _ -> PhaseKind.WAITING;
            case Phase.Ringing _ -> PhaseKind.RINGING;
            case Phase.WithAgent _ -> PhaseKind.WITH_AGENT;
            case Phase.WrapUp _ -> PhaseKind.WRAP_UP;
            case Phase.Closed _ -> PhaseKind.CLOSED;
        };
    }
}
