package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Calibration.Basis;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.MiniLmEmbedder;
import dev.tandem.server.knowledge.Query;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The tool that fits the weights of [Calibration.DEFAULT], not a test: run it by name with
/// `-Dtest=CalibrationFit` after a change of retrieval and copy what it prints. It asks the
/// questions of `*-train.tsv` only.
class CalibrationFit {
    /// Keeps weights small where 150 questions cannot tell.
    private static final double RIDGE = 0.02;

    private record Example(Basis basis, double[] features, boolean right, String question) {}

    @Test
    void print_the_weights() {
        Optional<Embedder> model = Optional.of(new MiniLmEmbedder());
        List<Example> examples = new ArrayList<>();
        try (StaticSite demo = StaticSite.demo()) {
            collect(demo, "demo-train.tsv", model, examples);
        }
        SharedData.folder("login-gov-help")
                .ifPresent(folder -> {
                    try (StaticSite help =
                            StaticSite.serving(folder.resolve("site"), "http://127.0.0.1:8099")) {
                        collect(help, "help-train.tsv", model, examples);
                    }
                });
        for (Basis basis : Basis.values()) {
            report(basis, examples.stream().filter(e -> e.basis() == basis).toList());
        }
    }

    private static void collect(
            StaticSite site, String questions, Optional<Embedder> model, List<Example> examples) {
        LearnedSite byMeaning = LearnedSite.from(site, model);
        LearnedSite byWords = LearnedSite.from(site, Optional.empty());
        for (Asked asked : Asked.read(questions)) {
            example(byMeaning, asked).ifPresent(examples::add);
            example(byWords, asked).ifPresent(examples::add);
        }
        for (LearnedSite learned : List.of(byMeaning, byWords)) {
            Scorecard card = Scorecard.of(learned, Asked.read(questions));
            System.out.println(card.table(questions));
            card.misses().forEach(System.out::println);
        }
    }

    private static Optional<Example> example(LearnedSite site, Asked asked) {
        return site.knowledge()
                .current(site.key())
                .in(asked.language())
                .flatMap(index ->
                        site.engine()
                                .find(
                                        index,
                                        Query.of(asked.question()),
                                        AskedFact.of(asked.question(), asked.language()))
                                .evidence())
                .map(evidence ->
                        new Example(
                                evidence.basis(),
                                evidence.features(),
                                asked.isAnsweredAt(evidence.hit().passage().url().toString()),
                                asked.question()));
    }

    private static void report(Basis name, List<Example> examples) {
        for (Example example : examples) {
            System.out.printf(
                    Locale.ROOT,
                    "EXAMPLE %s %b %s %s%n",
                    name,
                    example.right(),
                    Arrays.toString(example.features()),
                    example.question());
        }
        double[] weights = fit(examples);
        System.out.printf(
                Locale.ROOT, "%s, %d examples: %s%n", name, examples.size(), listed(weights));
        double[] wrong =
                examples.stream()
                        .filter(e -> !e.right())
                        .mapToDouble(e -> p(weights, e))
                        .sorted()
                        .toArray();
        double[] right =
                examples.stream()
                        .filter(Example::right)
                        .mapToDouble(e -> p(weights, e))
                        .sorted()
                        .toArray();
        System.out.printf(Locale.ROOT, "  AUROC %.3f%n", auroc(right, wrong));
        for (double t = 0.1; t < 0.95; t += 0.1) {
            double at = t;
            long r = Arrays.stream(right).filter(v -> v >= at).count();
            long w = Arrays.stream(wrong).filter(v -> v >= at).count();
            System.out.printf(
                    Locale.ROOT,
                    "  from %.1f: right %d of %d, wrong %d of %d%n",
                    t,
                    r,
                    right.length,
                    w,
                    wrong.length);
        }
    }

    private static String listed(double[] weights) {
        StringBuilder list = new StringBuilder("List.of(");
        for (int i = 0; i < weights.length; i++) {
            list.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.2f", weights[i]));
        }
        return list.append(")").toString();
    }

    private static double p(double[] weights, Example example) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * example.features()[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /// Plain gradient descent: eight weights and a few hundred examples need nothing better.
    private static double[] fit(List<Example> examples) {
        double[] weights = new double[examples.getFirst().features().length];
        for (int round = 0; round < 60_000; round++) {
            double[] gradient = new double[weights.length];
            for (Example example : examples) {
                double error = p(weights, example) - (example.right() ? 1 : 0);
                for (int i = 0; i < weights.length; i++) {
                    gradient[i] += error * example.features()[i] / examples.size();
                }
            }
            for (int i = 0; i < weights.length; i++) {
                double pull = i == 0 ? 0 : RIDGE / 10 * weights[i];
                weights[i] -= 0.3 * (gradient[i] + pull);
                // More evidence never makes an answer less likely.
                weights[i] = i == 0 ? weights[i] : Math.max(0, weights[i]);
            }
        }
        return weights;
    }

    private static double auroc(double[] right, double[] wrong) {
        double wins = 0;
        for (double r : right) {
            for (double w : wrong) {
                wins += r > w ? 1 : r == w ? 0.5 : 0;
            }
        }
        return wins / right.length / wrong.length;
    }
}
