package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.util.Optional;

/// What goes with the words of a conversation: notes, what the page says, who has seen what, which
/// answer has helped.
final class WordDecisions {
    private final Conversation now;

    WordDecisions(Conversation conversation) {
        this.now = conversation;
    }

    /// Of whoever is in the conversation as an agent, or was until a moment ago.
    Decision note(Participant by, ClientCommand.WriteNote w) {
        boolean own =
                switch (now.phase()) {
                    case Phase.WithAgent p ->
                            p.agent().value().equals(by.id())
                                    || p.colleague()
                                            .filter(c -> c.agent().value().equals(by.id()))
                                            .isPresent();
                    case Phase.WrapUp p -> p.agent().value().equals(by.id());
                    case Phase.WithAssistant _,
                            Phase.Gathering _,
                            Phase.Waiting _,
                            Phase.Ringing _,
                            Phase.Closed _ ->
                            false;
                };
        return own
                ? accepted(
                        new ConversationEvent.NoteWritten(
                                new AgentId(by.id()), by.name(), w.text()))
                : rejected(RejectionCode.FORBIDDEN, "not for this participant");
    }

    Decision setContext(ClientCommand.SetContext w) {
        return now.context().equals(w.context())
                ? accepted()
                : accepted(new ConversationEvent.ContextSet(w.context()));
    }

    /// Only messages of the other side count. Marks of marks would answer each other for ever.
    Decision seen(Role by, ClientCommand.MarkSeen w) {
        long delivered = newestOfOthers(by, w.delivered());
        long read = newestOfOthers(by, w.read());
        return now.seen().has(by, delivered, read)
                ? accepted()
                : accepted(new ConversationEvent.MessagesSeen(by, delivered, read));
    }

    private long newestOfOthers(Role by, long upTo) {
        return now.transcript().turns().reversed().stream()
                .filter(t -> t.version() <= upTo)
                .filter(t -> (t.by() == Role.CUSTOMER) != (by == Role.CUSTOMER))
                .mapToLong(Transcript.Turn::version)
                .findFirst()
                .orElse(0);
    }

    Decision judge(ClientCommand.JudgeAnswer w) {
        return now.transcript()
                .turn(w.answer())
                .flatMap(Transcript.Turn::answer)
                .map(a ->
                        a.helped().equals(Optional.of(w.helpful()))
                                ? accepted()
                                : accepted(
                                        new ConversationEvent.AnswerJudged(
                                                w.answer(), w.helpful())))
                .orElseGet(
                        () -> rejected(RejectionCode.INVALID_VALUE, "no answer has that version"));
    }
}
