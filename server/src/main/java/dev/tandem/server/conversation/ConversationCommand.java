package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.Citation;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;

import java.util.List;
import java.util.Optional;

/// Something that should happen in a conversation: a wish of a participant, or a doing of the
/// system.
public sealed interface ConversationCommand {

    /// @param by who asks, as authenticated; never what a message claims
    record Asked(Participant by, ClientCommand.InConversation wish, Availability availability)
            implements ConversationCommand {}

    /// The customer's `start` on a conversation that exists already: another tab was faster.
    record StartedAgain(Participant by, ClientCommand.Start wish, Availability availability)
            implements ConversationCommand {}

    /// The assistant's turn: what it says, if it says something, and what the escalation policy
    /// decided.
    ///
    /// @param lookedUp what it asked the business's own systems before
    /// @param says the answer, and behind it what is asked back if the policy is in doubt
    record Reply(
            long inReplyTo,
            List<ConversationEvent.LookedUp> lookedUp,
            List<Answer> says,
            ConversationEvent.EscalationDecided decision,
            Availability availability)
            implements ConversationCommand {}

    /// @param topics choices for an unclear question, else empty
    record Answer(
            AnswerBand band,
            String text,
            List<Citation> citations,
            double confidence,
            List<String> topics) {}

    /// The assistant broke; the customer is offered a person.
    record ReplyFailed(long inReplyTo, Availability availability) implements ConversationCommand {}

    /// What the customer said about the assistant's answers is enough for the policy to offer a
    /// person, before the next message.
    ///
    /// @param decision its turn is the newest answer
    record Escalate(ConversationEvent.EscalationDecided decision, Availability availability)
            implements ConversationCommand {}

    /// The router proposes this conversation to an agent.
    record Ring(OfferId offer, AgentId agent, String agentName) implements ConversationCommand {}

    /// The offer cannot be answered any more for another reason than the agent's word.
    record EndOffer(OfferId offer, OfferEnd outcome) implements ConversationCommand {}

    /// The colleague who is asked to take over cannot be rung.
    record RefuseTransfer(AgentId to) implements ConversationCommand {}

    /// The agent's connection has been gone for too long.
    record LoseAgent(AgentId agent) implements ConversationCommand {}

    /// One of the agents in this call has been away from it for too long.
    record LoseParty(CallId call, AgentId agent) implements ConversationCommand {}

    /// A supervisor who is in the call has been away for too long.
    record LoseSupervisor(CallId call, AgentId supervisor) implements ConversationCommand {}

    /// The call goes on over another bridge.
    record MoveCall(CallId call) implements ConversationCommand {}

    record EndCall(CallId call, CallEndReason reason) implements ConversationCommand {}

    /// What is said in the call cannot be stored.
    record FailRecording(CallId call) implements ConversationCommand {}

    /// What was recorded of this call is to go.
    ///
    /// @param by empty: its time is over
    record DeleteRecording(CallId call, Optional<AgentId> by) implements ConversationCommand {}

    /// The call is over, and its bridge has told how it was heard.
    record MeasureCall(CallId call, List<CallHeard> heard) implements ConversationCommand {}

    /// Time has passed; whatever is overdue happens now.
    record PassTime(Availability availability) implements ConversationCommand {}
}
