package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;

import java.time.Instant;

/// What is still wished when talking is over: the agent wraps up, the customer rates, an agent has
/// answered what was left.
final class AfterwardsDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    AfterwardsDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
    }

    Decision extendWrapUp(String agent) {
        if (!(now.phase() instanceof Phase.WrapUp p) || !p.agent().value().equals(agent)) {
            return notNow();
        }
        Instant later = p.endsAt().plus(rules.wrapUpFor());
        Instant latest =
                now.phaseSince().plus(rules.wrapUpFor().multipliedBy(1L + Rules.EXTENSIONS));
        return later.isAfter(latest)
                ? rejected(RejectionCode.AT_CAPACITY, "wrap-up was extended often enough")
                : accepted(new ConversationEvent.WrapUpExtended(later));
    }

    Decision finishWrapUp(ClientCommand.FinishWrapUp w, String agent) {
        return now.phase() instanceof Phase.WrapUp p && p.agent().value().equals(agent)
                ? accepted(
                        new ConversationEvent.WrapUpFinished(w.disposition(), w.topic(), w.note()),
                        new ConversationEvent.Closed())
                : notNow();
    }

    Decision rate(ClientCommand.Rate w) {
        boolean inTime =
                now.outcome()
                        .endedAt()
                        .map(e -> at.isBefore(e.plus(rules.rateWithin())))
                        .orElse(false);
        return inTime
                ? accepted(new ConversationEvent.Rated(w.score(), w.helped(), w.comment()))
                : notNow();
    }

    /// Saying what is so already adds nothing: of two who answer, the first is told of.
    Decision answerMessage(Participant by, ClientCommand.AnswerMessage w) {
        return now.outcome()
                .message()
                .map(left ->
                        left.answered() == w.answered()
                                ? accepted()
                                : accepted(
                                        new ConversationEvent.MessageAnswered(
                                                new AgentId(by.id()), by.name(), w.answered())))
                .orElseGet(() ->
                        rejected(RejectionCode.NOT_NOW, "no message waits for an answer here"));
    }

    private static Decision notNow() {
        return rejected(RejectionCode.NOT_NOW, "not in this phase of the conversation");
    }
}
