package dev.tandem.server;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.HeadReader;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.SiteAssistant;
import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.AnswerTexts;
import dev.tandem.server.assistant.EmbeddingSimilarity;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.OpenAiModel;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.assistant.WritingAnswerEngine;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.function.Function;

/// The assistant as this process has it: quoting, or writing by a model where one is set.
final class AssistantRole {
    private AssistantRole() {}

    static AssistantTurns of(
            ServerConfig.Writer writer,
            KnowledgeRole knowledge,
            Function<SiteKey, String> businessName,
            PolicyRole policy,
            ServerMetrics metrics) {
        return new AssistantTurns(
                assistant(
                        engine(writer, knowledge.quoting, metrics),
                        knowledge,
                        businessName,
                        policy.words),
                policy.policies,
                policy.hours,
                metrics,
                writer.url().isPresent() ? AssistantTurns.AT_ONCE_WRITING : AssistantTurns.AT_ONCE);
    }

    /// Never asks a model that writes: what is asked again costs nothing.
    static SiteAssistant quoting(
            KnowledgeRole knowledge, Function<SiteKey, String> businessName, Vocabulary words) {
        return assistant(knowledge.quoting, knowledge, businessName, words);
    }

    private static SiteAssistant assistant(
            AnswerEngine engine,
            KnowledgeRole knowledge,
            Function<SiteKey, String> businessName,
            Vocabulary words) {
        SentenceSimilarity similarity =
                knowledge
                        .sentences
                        .<SentenceSimilarity>map(EmbeddingSimilarity::new)
                        .orElseGet(LexicalSimilarity::new);
        return new SiteAssistant(
                engine,
                new AnswerTexts(),
                similarity,
                businessName,
                new HeadReader(words, knowledge.meaning));
    }

    private static AnswerEngine engine(
            ServerConfig.Writer writer, ExtractiveAnswerEngine quoting, ServerMetrics metrics) {
        return writer.url()
                .<AnswerEngine>map(url ->
                        new WritingAnswerEngine(
                                quoting,
                                new OpenAiModel(
                                        url, writer.model(), writer.key(), writer.timeout()),
                                writer.tokensPerHour(),
                                writer.pricing(),
                                writer.timeout(),
                                writer.reach(),
                                System::nanoTime,
                                metrics))
                .orElse(quoting);
    }
}
