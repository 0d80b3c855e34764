package dev.tandem.server.assistant;

import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;
import java.util.Optional;

/// What the customer just wrote, with what is needed to understand it.
///
/// @param text as written, up to 4,000 characters
/// @param locale BCP 47 tag of the page or the browser: a hint, the text itself decides
/// @param conversation in which it is asked, if in one
/// @param user the customer's id at the business, where its backend has signed it
/// @param recent earlier turns of this conversation, oldest first; the last few are enough
public record Question(
        SiteKey site,
        String text,
        Optional<String> locale,
        Optional<ConversationId> conversation,
        Optional<String> user,
        List<Turn> recent) {
    /// Turns that are looked at.
    public static final int MAX_RECENT = 5;

    public Question {
        recent =
                List.copyOf(recent.subList(Math.max(0, recent.size() - MAX_RECENT), recent.size()));
    }

    /// Of somebody who may be anybody.
    public Question(SiteKey site, String text, Optional<String> locale, List<Turn> recent) {
        this(site, text, locale, Optional.empty(), Optional.empty(), recent);
    }

    /// A question that begins a conversation.
    public static Question first(SiteKey site, String text) {
        return new Question(site, text, Optional.empty(), List.of());
    }

    /// As a model, a log or a report may see it.
    public Question masked() {
        return new Question(
                site,
                Masked.text(text),
                locale,
                conversation,
                user,
                recent.stream()
                        .map(turn ->
                                new Turn(Masked.text(turn.question()), Masked.text(turn.topic())))
                        .toList());
    }

    /// @param topic title and heading of what was cited, empty if nothing was
    public record Turn(String question, String topic) {}
}
