package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;

import java.time.Instant;
import java.util.Optional;

/// Voice and video within a conversation: one side proposes, the other consents; lowering and
/// hanging up need nobody's consent. Who may wish it at all has been decided before.
final class CallDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    CallDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
    }

    Decision propose(Role by, Channel channel) {
        if (!(now.phase() instanceof Phase.WithAgent)) {
            return rejected(RejectionCode.NOT_NOW, "not in this phase of the conversation");
        }
        if (now.media().channel().compareTo(channel) >= 0) {
            return accepted();
        }
        Optional<Media.Proposal> open = openProposal();
        if (open.isPresent() && open.get().channel() == channel) {
            return open.get().by() == by ? accepted() : raise(channel);
        }
        return accepted(
                new ConversationEvent.MediaProposed(by, channel, at.plus(rules.proposalOpenFor())));
    }

    Decision answer(Role by, boolean accept) {
        Optional<Media.Proposal> open = openProposal();
        if (open.isEmpty()) {
            return rejected(RejectionCode.NO_PROPOSAL, "no proposal is open");
        }
        if (!accept) {
            return accepted(new ConversationEvent.MediaDeclined(by, false));
        }
        return open.get().by() == by
                ? rejected(RejectionCode.FORBIDDEN, "the other side answers a proposal")
                : raise(open.get().channel());
    }

    private Decision raise(Channel channel) {
        return now.media()
                .call()
                .map(c -> accepted(new ConversationEvent.MediaChanged(c.id(), channel)))
                .orElseGet(() ->
                        new Decision.Accepted(
                                new RecordingDecisions(now, rules)
                                        .started(now.nextCall(1), channel)));
    }

    Decision lower() {
        return now.media()
                .call()
                .map(c ->
                        c.channel() == Channel.VOICE
                                ? accepted()
                                : accepted(
                                        new ConversationEvent.MediaChanged(c.id(), Channel.VOICE)))
                .orElseGet(() -> rejected(RejectionCode.CALL_GONE, "no call is on"));
    }

    Decision endCall(CallId call, CallEndReason reason) {
        return now.media().call().filter(c -> c.id().equals(call)).isPresent()
                ? accepted(new ConversationEvent.CallEnded(call, reason))
                : rejected(RejectionCode.CALL_GONE, "that call is over");
    }

    /// The customer is put on hold, or taken off it.
    Decision hold(CallId call, boolean held) {
        Optional<Media.LiveCall> on = now.media().call().filter(c -> c.id().equals(call));
        if (on.isEmpty()) {
            return rejected(RejectionCode.CALL_GONE, "that call is over");
        }
        if (on.get().held() == held) {
            return accepted();
        }
        return accepted(
                held ? new ConversationEvent.Held(call) : new ConversationEvent.Resumed(call));
    }

    private Optional<Media.Proposal> openProposal() {
        return now.media().proposal().filter(p -> at.isBefore(p.expiresAt()));
    }
}
