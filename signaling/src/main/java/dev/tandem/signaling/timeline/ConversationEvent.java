package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.SiteKey;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything that can happen in a conversation. This one type is the event log's row, the
/// transcript, the audit trail and the resume stream of every browser.
///
/// Rule of growth: a new field is optional, a `type` name is never used again for something else.
/// Events of years ago must still be read.
public sealed interface ConversationEvent {

    /// The customer opened the conversation. Always version 1, and only there.
    ///
    /// @param segment of the business's customers to which this one belongs, as its backend has
    ///   signed
    /// @param user the customer's id at the business, as its backend has signed
    record Started(
            SiteKey site,
            CustomerId customer,
            String locale,
            Optional<PageView> page,
            Optional<String> segment,
            Optional<String> user)
            implements ConversationEvent {}

    // Text

    record CustomerSaid(String text) implements ConversationEvent {}

    record AgentSaid(AgentId agent, String name, String text) implements ConversationEvent {}

    /// @param inReplyTo version of the customer's message
    /// @param text plain text in the customer's language; empty when the band's own sentence says
    ///   it all
    /// @param topics "which of these?": headings to choose from, each a question when asked; absent
    ///   when the question was clear
    record AssistantSaid(
            long inReplyTo,
            AnswerBand band,
            String text,
            List<Citation> citations,
            double confidence,
            Optional<List<String>> topics)
            implements ConversationEvent {}

    /// The assistant asked the business's own system about the customer, before it answered. Seen
    /// by agents only.
    ///
    /// @param lookup its name in the settings
    /// @param asked what it was asked by, each as `name: value`
    /// @param told the beginning of what it said, cards and e-mail addresses masked
    record LookedUp(
            long inReplyTo,
            String lookup,
            List<String> asked,
            LookupOutcome outcome,
            Optional<String> told)
            implements ConversationEvent {
        /// Characters that are kept of what was told.
        public static final int TOLD_CHARS = 600;
    }

    /// The assistant could not answer in time or failed; the customer is offered a person.
    record AssistantFailed(long inReplyTo) implements ConversationEvent {}

    /// Seen by agents only.
    record NoteWritten(AgentId agent, String name, String text) implements ConversationEvent {}

    record PageVisited(PageView page) implements ConversationEvent {}

    /// What the page said about itself and its user; replaces what it said before.
    record ContextSet(List<ContextFact> context) implements ConversationEvent {}

    /// Delivered and read marks; each is the version of the newest event that reached or was seen
    /// by `by`.
    record MessagesSeen(Role by, long delivered, long read) implements ConversationEvent {}

    /// "Did this answer your question?"
    record AnswerJudged(long answer, boolean helpful) implements ConversationEvent {}

    // From the assistant to a person

    /// One decision of the escalation policy, with what it saw. Seen by agents only.
    ///
    /// @param turn version of the customer's message; of the assistant's answer if what the
    ///   customer said about it decided
    /// @param rule the rule that decided, as named in the policy
    /// @param weighing absent where nothing was weighed, and in what was stored by older versions
    record EscalationDecided(
            long turn,
            EscalationOutcome outcome,
            Trigger trigger,
            String rule,
            String policyVersion,
            List<Signal> signals,
            Optional<Weighing> weighing)
            implements ConversationEvent {

        /// Decided by a rule alone.
        public EscalationDecided(
                long turn,
                EscalationOutcome outcome,
                Trigger trigger,
                String rule,
                String policyVersion,
                List<Signal> signals) {
            this(turn, outcome, trigger, rule, policyVersion, signals, Optional.empty());
        }
    }

    /// Text, voice or video?
    record ChannelsOffered(Trigger trigger, List<ChannelOption> options)
            implements ConversationEvent {}

    /// The customer would rather go on with the assistant.
    record ChannelsDeclined() implements ConversationEvent {}

    /// Nobody can come now; the customer can leave a message.
    ///
    /// @param opensAt the business is closed, and opens then
    record NobodyAvailable(Trigger trigger, Optional<Instant> opensAt)
            implements ConversationEvent {}

    record ChannelChosen(Channel channel) implements ConversationEvent {}

    /// The short form before a person; it is refusable.
    record DetailsAsked(List<DetailField> fields, Optional<ClarifyingQuestion> question)
            implements ConversationEvent {}

    record DetailsGiven(Details details) implements ConversationEvent {}

    /// "No, just connect me."
    record DetailsSkipped() implements ConversationEvent {}

    /// @param giveUpAt until then somebody has come, or the customer is offered to leave a message
    record Queued(String queue, Channel channel, Instant giveUpAt) implements ConversationEvent {}

    record QueueLeft() implements ConversationEvent {}

    /// Nobody came in time. The assistant goes on, and the customer can leave a message.
    record WaitGivenUp() implements ConversationEvent {}

    /// Read by a person later. The assistant goes on.
    ///
    /// @param email one of the two is there, or both
    record MessageLeft(String text, Optional<String> email, Optional<String> phone)
            implements ConversationEvent {}

    /// An agent has answered the message that was left, or says that it is not answered after all.
    /// Seen by agents only.
    record MessageAnswered(AgentId agent, String name, boolean answered)
            implements ConversationEvent {}

    /// An agent's desk rings. Seen by agents only.
    record AgentRung(OfferId offer, AgentId agent, String name, Instant expiresAt)
            implements ConversationEvent {}

    /// The offer ended without a yes; the customer still waits, in the same place. Seen by agents
    /// only.
    record OfferEnded(OfferId offer, AgentId agent, OfferEnd outcome)
            implements ConversationEvent {}

    /// From here on the assistant never speaks.
    record AgentJoined(AgentId agent, String name) implements ConversationEvent {}

    /// The agent's connection did not come back; the customer waits for another person, at the head
    /// of the queue.
    record AgentLost(AgentId agent, Instant giveUpAt) implements ConversationEvent {}

    /// A colleague is asked to take the conversation over; until the colleague has said yes, it
    /// stays with this agent. The customer does not see the note.
    ///
    /// @param giveUpAt until then the colleague's desk rings, or it has come to nothing
    /// @param consult true: the colleague is asked to talk about it first
    record TransferAsked(
            AgentId by,
            String name,
            AgentId to,
            Optional<String> note,
            Instant giveUpAt,
            Optional<Boolean> consult)
            implements ConversationEvent {}

    /// The colleague does not take it; it stays with the agent who asked.
    record TransferEnded(AgentId to, OfferEnd outcome) implements ConversationEvent {}

    /// The colleague who was asked is in the call and talks to the agent, who keeps the
    /// conversation. The customer is on hold until it is said otherwise; then all of them hear each
    /// other.
    record ConsultStarted(CallId call, AgentId agent, String name) implements ConversationEvent {}

    /// The colleague has left the call, in which the customer is with the agent again. Not said of
    /// a call that ends, nor when the colleague has the conversation now.
    record ConsultEnded(AgentId agent, ConsultEnd reason) implements ConversationEvent {}

    /// The agent gave the conversation back to the queue, where the customer's first wait counts. A
    /// call stays on. The customer does not see the note.
    record Requeued(AgentId by, String name, String queue, Optional<String> note, Instant giveUpAt)
            implements ConversationEvent {}

    /// The agent gave the conversation back to the assistant.
    record HandedBack(AgentId agent) implements ConversationEvent {}

    // Voice and video

    /// One side asks the other to go on by voice or video.
    record MediaProposed(Role by, Channel channel, Instant expiresAt)
            implements ConversationEvent {}

    /// No, or no answer in time (silence means no).
    record MediaDeclined(Role by, boolean expired) implements ConversationEvent {}

    record CallStarted(CallId call, Channel channel) implements ConversationEvent {}

    /// Raised or lowered within the call.
    record MediaChanged(CallId call, Channel channel) implements ConversationEvent {}

    /// The agent has put the customer on hold: music for the customer, nothing of each other for
    /// both. Ends with the call, with a consult, or when another agent joins.
    record Held(CallId call) implements ConversationEvent {}

    record Resumed(CallId call) implements ConversationEvent {}

    /// The call continues on another bridge.
    record CallMoved(CallId call) implements ConversationEvent {}

    /// A supervisor is in the call, or is in it in another way than before. Agents see it as far as
    /// the installation lets them; the customer sees that somebody joined, and nothing else. Ends
    /// with the call.
    ///
    /// @param before absent: they were not in it
    record Supervised(
            CallId call,
            AgentId supervisor,
            String name,
            SupervisionMode mode,
            Optional<SupervisionMode> before)
            implements ConversationEvent {}

    /// The supervisor is not in the call any more, which goes on.
    ///
    /// @param mode in which they last were
    record SupervisionEnded(
            CallId call,
            AgentId supervisor,
            String name,
            SupervisionMode mode,
            SupervisionEnd reason)
            implements ConversationEvent {}

    /// From here on the call is recorded, until it is paused, stopped or over.
    ///
    /// @param agent who began it; empty: the site records every call
    record RecordingStarted(CallId call, Optional<AgentId> agent) implements ConversationEvent {}

    /// Nothing of what is said until `recording_resumed` is written.
    record RecordingPaused(CallId call, AgentId agent) implements ConversationEvent {}

    record RecordingResumed(CallId call, AgentId agent) implements ConversationEvent {}

    record RecordingStopped(CallId call, AgentId agent) implements ConversationEvent {}

    /// It could not be stored; the call goes on without.
    record RecordingFailed(CallId call) implements ConversationEvent {}

    /// What was recorded of this call is gone.
    ///
    /// @param agent who deleted it; empty: its time was over
    record RecordingDeleted(CallId call, Optional<AgentId> agent) implements ConversationEvent {}

    /// What the call that has ended was worth to those who were in it. Seen by agents only.
    record CallMeasured(CallId call, List<CallHeard> heard) implements ConversationEvent {}

    record CallEnded(CallId call, CallEndReason reason) implements ConversationEvent {}

    // The end

    /// Talking is over. With an agent, wrap-up follows until `wrapUpEndsAt`.
    record ConversationEnded(EndReason reason, Optional<Instant> wrapUpEndsAt)
            implements ConversationEvent {}

    /// Seen by agents only.
    record WrapUpExtended(Instant endsAt) implements ConversationEvent {}

    /// Seen by agents only.
    record WrapUpFinished(Disposition disposition, Optional<String> topic, Optional<String> note)
            implements ConversationEvent {}

    record Closed() implements ConversationEvent {}

    /// @param score 1 (bad) to 5 (great)
    /// @param helped keys of what helped, as in the message catalogue
    record Rated(int score, List<String> helped, Optional<String> comment)
            implements ConversationEvent {}

    /// Stands where an event is that this viewer may not see, so that versions stay free of gaps.
    /// Never stored.
    record Hidden() implements ConversationEvent {}
}
