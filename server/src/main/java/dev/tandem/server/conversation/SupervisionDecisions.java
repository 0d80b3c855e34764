package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.SupervisionEnd;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A supervisor in the call of an agent: listens, whispers, joins, leaves. Nothing else of the
/// conversation changes by it. That the one who wishes it is a supervisor has been decided before.
final class SupervisionDecisions {
    /// In one call. A bridge carries eight legs of it; the others are for those who serve the
    /// customer.
    static final int AT_MOST = 4;

    private final Conversation now;

    SupervisionDecisions(Conversation conversation) {
        now = conversation;
    }

    /// Empty: no wish that only supervisors may have.
    Optional<Decision> decide(ConversationCommand.Asked asked) {
        return switch (asked.wish()) {
            case ClientCommand.Supervise w -> Optional.of(supervise(asked.by(), w));
            case ClientCommand.EndSupervision w ->
                    Optional.of(end(w.call(), new AgentId(asked.by().id()), SupervisionEnd.LEFT));
            case ClientCommand.InConversation _ -> Optional.empty();
        };
    }

    private Decision supervise(Participant by, ClientCommand.Supervise w) {
        if (!isOn(w.call())) {
            return rejected(RejectionCode.CALL_GONE, "that call is over");
        }
        AgentId supervisor = new AgentId(by.id());
        if (serves(supervisor)) {
            return rejected(RejectionCode.NOT_NOW, "the call is your own");
        }
        Optional<Media.Supervisor> before = now.media().supervisor(supervisor);
        if (before.filter(s -> s.mode() == w.mode()).isPresent()) {
            return accepted();
        }
        if (before.isEmpty() && now.media().supervisors().size() >= AT_MOST) {
            return rejected(
                    RejectionCode.AT_CAPACITY, "at most " + AT_MOST + " supervisors in a call");
        }
        return accepted(
                new ConversationEvent.Supervised(
                        w.call(),
                        supervisor,
                        by.name(),
                        w.mode(),
                        before.map(Media.Supervisor::mode)));
    }

    /// As the agent, or as the colleague whom the agent has asked into the call.
    private boolean serves(AgentId supervisor) {
        return now.phase() instanceof Phase.WithAgent p
                && (p.agent().equals(supervisor)
                        || p.consulted().filter(supervisor::equals).isPresent());
    }

    Decision decide(ConversationCommand.LoseSupervisor lose) {
        return end(lose.call(), lose.supervisor(), SupervisionEnd.LOST);
    }

    private Decision end(CallId call, AgentId supervisor, SupervisionEnd reason) {
        return isOn(call)
                ? new Decision.Accepted(ended(supervisor, reason))
                : rejected(RejectionCode.CALL_GONE, "that call is over");
    }

    /// Nothing, if they are not in the call.
    List<ConversationEvent> ended(AgentId supervisor, SupervisionEnd reason) {
        BiFunction<CallId, Media.Supervisor, ConversationEvent> event =
                (call, s) ->
                        new ConversationEvent.SupervisionEnded(
                                call, s.id(), s.name(), s.mode(), reason);
        return now
                .media()
                .call()
                .flatMap(c -> now.media().supervisor(supervisor).map(s -> event.apply(c.id(), s)))
                .stream()
                .toList();
    }

    private boolean isOn(CallId call) {
        return now.media().call().filter(c -> c.id().equals(call)).isPresent();
    }
}
