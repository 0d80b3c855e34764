package dev.tandem.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.AnswerEngine;
import dev.tandem.server.assistant.Asked;
import dev.tandem.server.assistant.Calibration;
import dev.tandem.server.assistant.ExtractiveAnswerEngine;
import dev.tandem.server.assistant.LearnedSite;
import dev.tandem.server.assistant.ProgramPhrases;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.KnowledgeBase;
import dev.tandem.server.knowledge.ManyPassages;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How long one answer takes without a model endpoint on a site of 10,000 passages: one question
/// after the other, and as many at once as the machine has processors. Questions are those about
/// the demo site, off the topic and unanswerable ones among them.
@Tag("answer-latency")
class AnswerLatencyBenchmark {
    private static final int PASSAGES = 10_000;
    private static final int RUNS = 5;

    private final Report report = new Report("answer-latency");

    @Test
    void answerLatency() throws Exception {
        Embedder embedder = Models.SEARCH;
        SiteKey site = new SiteKey("large");
        KnowledgeBase large;
        try (StaticSite demo = StaticSite.demo()) {
            LearnedSite small = LearnedSite.from(demo, Optional.empty());
            large = ManyPassages.of(site, small.crawl().pages(), PASSAGES, embedder);
        }
        assertThat(large.current(site).passages()).isGreaterThanOrEqualTo(PASSAGES);
        AnswerEngine engine =
                new ExtractiveAnswerEngine(
                        ProgramPhrases.ALL, large::current, _ -> Calibration.DEFAULT);
        List<Question> questions = new ArrayList<>();
        for (String part : List.of("train", "tune", "test")) {
            Asked.read("demo-" + part + ".tsv")
                    .forEach(asked -> questions.add(Question.first(site, asked.question())));
        }
        int atOnce = Runtime.getRuntime().availableProcessors();
        // The first runs warm up and are not counted.
        ask(engine, questions, 1);
        for (int run = 0; run < RUNS; run++) {
            measure(engine, questions, 1, "one at a time");
            measure(engine, questions, atOnce, atOnce + " at once");
        }
        report.write();
    }

    private void measure(AnswerEngine engine, List<Question> questions, int atOnce, String name)
            throws Exception {
        double[] sorted = ask(engine, questions, atOnce);
        Arrays.sort(sorted);
        report.add(name, "p50", "ms", sorted[sorted.length / 2]);
        report.add(name, "p95", "ms", sorted[(int) (sorted.length * 0.95)]);
        report.add(name, "p99", "ms", sorted[(int) (sorted.length * 0.99)]);
    }

    private static double[] ask(AnswerEngine engine, List<Question> questions, int atOnce)
            throws Exception {
        try (ExecutorService askers = Executors.newFixedThreadPool(atOnce)) {
            List<Callable<Double>> tasks = new ArrayList<>();
            for (Question question : questions) {
                tasks.add(() -> {
                    long start = System.nanoTime();
                    engine.answer(question);
                    return (System.nanoTime() - start) / 1e6;
                });
            }
            List<Double> millis = new ArrayList<>();
            for (Future<Double> done : askers.invokeAll(tasks)) {
                millis.add(done.get());
            }
            return millis.stream().mapToDouble(m -> m).toArray();
        }
    }
}
