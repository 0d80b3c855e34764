package dev.tandem.server;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.application.AvailabilitySource;
import dev.tandem.server.application.HeadReader;
import dev.tandem.server.application.ServerMetrics;
import dev.tandem.server.application.SiteAssistant;
import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.AnswerTexts;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.EmbeddingSimilarity;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.OpenAiModel;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.assistant.WritingAnswerEngine;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Optional;
import java.util.function.Function;

/// The assistant as this process has it: quoting, or writing by a model where one is set.
final class AssistantRole {
    private AssistantRole() {}

    static AssistantTurns of(
            ServerConfig.Writer writer,
            KnowledgeBase knowledge,
            Optional<Embedder> embedder,
            Function<SiteKey, String> businessName,
            EscalationPolicy policy,
            AvailabilitySource availability,
            ServerMetrics metrics) {
        SentenceSimilarity similarity =
                embedder.<SentenceSimilarity>map(EmbeddingSimilarity::new)
                        .orElseGet(LexicalSimilarity::new);
        return new AssistantTurns(
                new SiteAssistant(
                        engine(writer, knowledge, metrics),
                        new AnswerTexts(),
                        similarity,
                        businessName,
                        new HeadReader(embedder)),
                policy,
                availability,
                metrics,
                writer.url().isPresent() ? AssistantTurns.AT_ONCE_WRITING : AssistantTurns.AT_ONCE);
    }

    private static AnswerEngine engine(
            ServerConfig.Writer writer, KnowledgeBase knowledge, ServerMetrics metrics) {
        ExtractiveAnswerEngine quoting =
                new ExtractiveAnswerEngine(knowledge::current, Calibration.DEFAULT);
        return writer.url()
                .<AnswerEngine>map(url ->
                        new WritingAnswerEngine(
                                quoting,
                                new OpenAiModel(
                                        url, writer.model(), writer.key(), writer.timeout()),
                                writer.tokensPerHour(),
                                writer.timeout(),
                                System::nanoTime,
                                metrics::written))
                .orElse(quoting);
    }
}
