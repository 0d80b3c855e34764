package dev.tandem.signaling.protocol;

import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Everything a browser may hear. Only `entry` is durable; the rest is about now and may be lost
/// without harm.
public sealed interface ServerMessage {

    /// Answers `hello`.
    ///
    /// @param conversation the customer's open conversation, if there is one
    /// @param now the server's clock, so that countdowns are right
    record Welcome(Participant you, Optional<ConversationId> conversation, Instant now)
            implements ServerMessage {}

    record Pong() implements ServerMessage {}

    /// The command is committed. `version` is the conversation's version after it.
    record Accepted(CommandId id, Optional<ConversationId> conversation, long version)
            implements ServerMessage {}

    /// Nothing changed.
    ///
    /// @param id of the command, if one could be read
    /// @param message one English sentence for developers; what people read is looked up by `code`
    record Rejected(Optional<CommandId> id, RejectionCode code, String message)
            implements ServerMessage {}

    /// One event of a followed conversation, in version order. A gap means: resume.
    record Entry(ConversationId conversation, TimelineEntry entry) implements ServerMessage {}

    /// All that was stored when `resume` came has been sent; what follows is live.
    record CaughtUp(ConversationId conversation, long version) implements ServerMessage {}

    record Typing(ConversationId conversation, Role by, boolean typing) implements ServerMessage {}

    /// What the assistant has written of its answer so far: whole sentences, each held against the
    /// site's pages. No part of the timeline; the answer itself comes as an `entry`, begins with
    /// these words or has others, and takes their place.
    ///
    /// @param inReplyTo version of the customer's message; a draft for any other than the one that
    ///   the assistant owes an answer is over
    /// @param text all of it so far, plain, at most [#CHARS]; absent: it does not stand, forget it
    record AssistantDrafting(ConversationId conversation, long inReplyTo, Optional<String> text)
            implements ServerMessage {
        public static final int CHARS = 1_200;
    }

    /// @param place 1: next
    /// @param waitSeconds empty: we cannot tell yet
    record QueuePlace(ConversationId conversation, int place, Optional<Integer> waitSeconds)
            implements ServerMessage {}

    // Calls

    /// A call may begin under this id, if the one who is asked says yes: bring your leg to this
    /// bridge already, but open no device and send nothing before `join_call`.
    record PrepareCall(
            ConversationId conversation,
            CallId call,
            BridgeId bridge,
            Channel channel,
            List<IceServer> iceServers)
            implements ServerMessage {}

    /// The call that was prepared does not begin: let its leg go.
    record ForgoCall(ConversationId conversation, CallId call) implements ServerMessage {}

    /// Bring your leg to this bridge: no connection yet, make one; another bridge than before,
    /// restart ICE.
    ///
    /// @param muted true: another page of this person carried the leg and sent no sound, so this
    ///   one begins muted; absent is false
    record JoinCall(
            ConversationId conversation,
            CallId call,
            BridgeId bridge,
            Channel channel,
            List<IceServer> iceServers,
            Optional<Boolean> muted)
            implements ServerMessage {}

    /// The call is about to go to this bridge, and the one it is on still carries it: bring a
    /// second leg there, beside the first, and say `leg_moved` when it carries what the others
    /// send. `join_call` with this bridge ends the first leg; with another one, the second.
    record MoveCall(
            ConversationId conversation, CallId call, BridgeId bridge, List<IceServer> iceServers)
            implements ServerMessage {}

    /// These take the place of the ICE servers that came with the call: their credentials live
    /// longer. Nothing is to be done now; the next search for a way, as a restart of ICE, uses
    /// them.
    record IceServers(ConversationId conversation, CallId call, List<IceServer> iceServers)
            implements ServerMessage {}

    /// This participant's leg is in another tab or on another device; `take_call` brings it here.
    record CallElsewhere(ConversationId conversation, CallId call) implements ServerMessage {}

    record SdpAnswer(
            ConversationId conversation, CallId call, int number, BridgeId bridge, String sdp)
            implements ServerMessage {}

    /// The leg could not be made; text goes on.
    ///
    /// @param code as in the bridge's refusals
    record CallProblem(ConversationId conversation, CallId call, int number, String code)
            implements ServerMessage {}

    /// What another one in the call sends now.
    ///
    /// @param screen absent is false
    /// @param who of several with this role; absent from older servers
    record PeerSending(
            ConversationId conversation,
            CallId call,
            Role by,
            boolean microphone,
            boolean camera,
            Optional<Boolean> screen,
            Optional<Participant> who)
            implements ServerMessage {}

    /// Another one in the call has pressed a key of their keypad. For the eyes of those who talk:
    /// it may be a digit of a card or a PIN, is stored nowhere, and does not appear in what is
    /// written of this.
    ///
    /// @param key one of 0 to 9, *, #, A to D
    record PeerPressed(
            ConversationId conversation, CallId call, Role by, String key, Participant who)
            implements ServerMessage {
        @Override
        public String toString() {
            return "PeerPressed[conversation=" + conversation + ", by=" + by + "]";
        }
    }

    /// How the call reaches another one in it now, by their browser's own word.
    ///
    /// @param who as above
    record PeerQuality(
            ConversationId conversation,
            CallId call,
            Role by,
            ConnectionQuality quality,
            Optional<Participant> who)
            implements ServerMessage {}

    // The agent's desk

    /// The whole state of the agent's inbox; sent after `hello` and whenever it changes.
    ///
    /// @param colleagues to whom a conversation can be passed on; those who are at a desk
    /// @param pending presence that takes effect after the current call
    record Desk(
            Presence presence,
            Optional<Presence> pending,
            int capacity,
            List<InboxItem> mine,
            List<InboxItem> waiting,
            List<Colleague> colleagues)
            implements ServerMessage {}

    /// Another agent of the site who is at a desk now.
    ///
    /// @param free can take one conversation more
    record Colleague(AgentId agent, String name, Presence presence, boolean free) {}

    /// One line of the inbox.
    ///
    /// @param preview the last words, or the problem in one line
    /// @param since when the present phase began
    record InboxItem(
            ConversationId conversation,
            String name,
            String preview,
            String phase,
            Channel channel,
            long version,
            Instant since,
            Instant lastAt) {}

    /// What goes on at the site, for a supervisor who watches; sent when it has changed, at most
    /// once a second.
    ///
    /// @param conversations the first of them: who waits, then who talks to an agent, then who is
    ///   with the assistant; in each, the longest first
    /// @param total how many there are
    /// @param current false: it cannot be read now, and this is how it was before
    record Live(List<LiveConversation> conversations, int total, boolean current)
            implements ServerMessage {}

    /// @param channel how they talk, or want to
    /// @param onCall voice or video is on
    /// @param agent the name of who rings or talks
    /// @param since when the present phase began; for who waits, when the wait began
    record LiveConversation(
            ConversationId conversation,
            String name,
            String preview,
            String phase,
            Channel channel,
            boolean onCall,
            Optional<String> agent,
            Instant startedAt,
            Instant since) {}

    /// The desk rings.
    ///
    /// @param consult true: to talk with the agent who has it, in the call, before anything else
    record OfferRinging(
            OfferId offer,
            ConversationId conversation,
            Channel channel,
            Handoff handoff,
            int waitedSeconds,
            Instant expiresAt,
            Optional<Boolean> consult)
            implements ServerMessage {}

    /// It stops ringing, in all tabs. Empty outcome: accepted.
    record OfferClosed(OfferId offer, ConversationId conversation, Optional<OfferEnd> outcome)
            implements ServerMessage {}
}
