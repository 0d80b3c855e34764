package dev.tandem.server.application;

import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.AnswerReader;
import dev.tandem.server.assistant.AnswerTexts;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.assistant.Reply;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.Reading;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.LanguageDetector;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Asks the answer engine on behalf of a conversation: what was said before goes with the question,
/// and the answer gets its words.
public final class SiteAssistant implements Assistant {
    private final AnswerEngine engine;
    private final AnswerTexts texts;
    private final SentenceSimilarity similarity;
    private final Function<SiteKey, String> businessName;
    private final HeadReader heads;

    public SiteAssistant(
            AnswerEngine engine,
            AnswerTexts texts,
            SentenceSimilarity similarity,
            Function<SiteKey, String> businessName,
            HeadReader heads) {
        this.engine = engine;
        this.texts = texts;
        this.similarity = similarity;
        this.businessName = businessName;
        this.heads = heads;
    }

    @Override
    public ConversationCommand.Answer answer(Conversation c, Transcript.Turn question) {
        return answer(c, question, AnswerReader.NOBODY);
    }

    @Override
    public ConversationCommand.Answer answer(
            Conversation c, Transcript.Turn question, AnswerReader customer) {
        return said(
                texts.reply(
                        engine.answer(questionOf(c, question), customer),
                        businessName.apply(c.site())));
    }

    /// A message with what was said before it.
    static Question questionOf(Conversation c, Transcript.Turn message) {
        return new Question(
                c.site(),
                message.text(),
                Optional.of(c.locale()),
                Optional.of(c.id()),
                c.user(),
                recent(c, message));
    }

    @Override
    public ConversationCommand.Answer asksBack(
            Conversation c, Transcript.Turn question, Trigger about) {
        return said(texts.asksBack(about, languageOf(c, question)));
    }

    /// "No" is the same word in several languages: the page's counts.
    @Override
    public ConversationCommand.Answer goesOn(Conversation c, Transcript.Turn no) {
        return said(texts.goesOn(Language.of(c.locale())));
    }

    private static ConversationCommand.Answer said(Reply reply) {
        return new ConversationCommand.Answer(
                reply.band(), reply.text(), reply.citations(), reply.confidence(), reply.topics());
    }

    private static Language languageOf(Conversation c, Transcript.Turn turn) {
        return LanguageDetector.detect(turn.text()).orElseGet(() -> Language.of(c.locale()));
    }

    /// Earlier questions with what was cited for them.
    private static List<Question.Turn> recent(Conversation c, Transcript.Turn question) {
        List<Question.Turn> recent = new ArrayList<>();
        for (Transcript.Turn turn : c.transcript().turns()) {
            if (turn.by() == Role.CUSTOMER && turn.version() < question.version()) {
                recent.add(new Question.Turn(turn.text(), topicOf(c, turn.version())));
            }
        }
        return recent;
    }

    private static String topicOf(Conversation c, long asked) {
        return c.transcript().turns().stream()
                .flatMap(t -> t.answer().stream())
                .filter(a -> a.inReplyTo() == asked)
                .flatMap(a -> a.citations().stream().limit(1))
                .map(cited -> (cited.title() + " " + cited.heading()).strip())
                .findFirst()
                .orElse("");
    }

    @Override
    public List<Double> similarity(String text, List<String> earlier) {
        return earlier.stream().map(e -> similarity.similarity(text, e)).toList();
    }

    @Override
    public List<Reading> readings(String text) {
        return heads.read(text);
    }
}
