package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Trigger;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/// The assistant's own sentences, from `assistant/texts_*.properties`. What a translation lacks is
/// said in English.
public final class AnswerTexts {
    private final Map<Language, Properties> catalogues = new EnumMap<>(Language.class);

    public AnswerTexts() {
        for (Language language : List.of(Language.ENGLISH, Language.SPANISH, Language.FRENCH)) {
            catalogues.put(language, read("/assistant/texts_" + language.tag() + ".properties"));
        }
    }

    /// The words for an answer, as they are shown and stored.
    ///
    /// @param business name of the business
    public Reply reply(Answer answer, String business) {
        Language language = answer.language();
        return switch (answer) {
            case Answer.Quoted quoted ->
                    reply(quoted, quoted.text(), quoted.citations(), List.of());
            case Answer.LookedUp told -> reply(told, told.text(), told.citations(), List.of());
            case Answer.Suggested suggested ->
                    reply(
                            suggested,
                            text(suggested.likely() ? "unsure" : "nearest", language, business),
                            suggested.citations(),
                            List.of());
            case Answer.Clarify clarify ->
                    reply(
                            clarify,
                            text("clarify", language, business),
                            clarify.citations(),
                            clarify.topics());
            case Answer.NotCovered none ->
                    reply(none, text(key(none.gap()), language, business), List.of(), List.of());
            case Answer.SmallTalk talk ->
                    reply(talk, text(key(talk.kind()), language, business), List.of(), List.of());
        };
    }

    /// A question that is answered with yes or no, or by a tap on one of the two.
    public Reply asksBack(Trigger about, Language language) {
        return new Reply(
                AnswerBand.TALK,
                text(key(about), language, ""),
                List.of(),
                1,
                List.of(text("reply-yes", language, ""), text("reply-no", language, "")));
    }

    public Reply goesOn(Language language) {
        return new Reply(AnswerBand.TALK, text("goes-on", language, ""), List.of(), 1, List.of());
    }

    /// Nobody is in doubt about nothing; asked all the same, whether a person should come is never
    /// wrong.
    private static String key(Trigger about) {
        return switch (about) {
            case EXPLICIT_REQUEST, NONE -> "doubt-person";
            case EMOTION_URGENCY -> "doubt-urgent";
            case AI_UNCERTAIN -> "doubt-open";
            case COMPLEX -> "doubt-tried";
            case ACCOUNT_SPECIFIC -> "doubt-account";
            case REGULATED_SAFETY -> "doubt-danger";
            case BUYING_INTENT -> "doubt-buying";
        };
    }

    private static Reply reply(
            Answer answer,
            String text,
            List<dev.tandem.signaling.timeline.Citation> citations,
            List<String> topics) {
        return new Reply(answer.band(), text, citations, answer.confidence(), topics);
    }

    static String key(Answer.Gap gap) {
        return switch (gap) {
            case NOTHING_LEARNED -> "nothing-learned";
            case OFF_SITE -> "off-site";
            case FACT_MISSING -> "fact-missing";
            case NO_WORDS -> "no-words";
        };
    }

    static String key(Answer.SmallTalk.Kind kind) {
        return switch (kind) {
            case GREETING -> "greeting";
            case THANKS -> "thanks";
            case GOODBYE -> "goodbye";
            case WHO_ARE_YOU -> "who-are-you";
            case SOLVED -> "solved";
            case NOT_SOLVED -> "not-solved";
        };
    }

    /// A sentence of the catalogue. An unknown key is a mistake of ours.
    public String text(String key, Language language, String business) {
        Properties english = catalogues.getOrDefault(Language.ENGLISH, new Properties());
        String own = catalogues.getOrDefault(language, english).getProperty(key);
        String text = own == null ? english.getProperty(key) : own;
        if (text == null) {
            throw new IllegalArgumentException("no text is called " + key);
        }
        return text.replace("{business}", business);
    }

    private static Properties read(String resource) {
        try (InputStream in = AnswerTexts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the program");
            }
            Properties texts = new Properties();
            texts.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be read", e);
        }
    }
}
