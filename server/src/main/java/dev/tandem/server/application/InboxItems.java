package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.HandoffComposer;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.SummaryComposer;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.Channel;

import java.util.Locale;

/// Makes a line of the inbox out of a conversation: the last words with somebody, the problem while
/// waiting.
final class InboxItems {
    private InboxItems() {}

    static ServerMessage.InboxItem of(Conversation c) {
        String preview =
                c.waiting().isPresent()
                        ? HandoffComposer.compose(c).problem()
                        : c.transcript().last().map(Transcript.Turn::text).orElse("");
        Channel channel =
                c.waiting().map(Phase.Waiting::channel).orElseGet(() -> c.media().channel());
        return new ServerMessage.InboxItem(
                c.id(),
                c.details().name().orElse(""),
                ConversationSummary.shorten(preview),
                SummaryComposer.kind(c.phase()).name().toLowerCase(Locale.ROOT),
                channel,
                c.version(),
                c.waiting().map(Phase.Waiting::since).orElse(c.phaseSince()),
                c.lastAt());
    }
}
