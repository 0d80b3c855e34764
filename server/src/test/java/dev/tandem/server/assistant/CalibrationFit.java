package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Calibration.Basis;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// The tool that fits the weights of [Calibration.DEFAULT], not a test: run it by name with
/// `-Dtest=CalibrationFit` after a change of retrieval and copy what it prints. It fits on the
/// questions of `*-train.tsv` and `*-tune.tsv` only, each covered one twice: with its pages and
/// without them, as a question on the topic that the site does not answer. What weights do on a
/// site that they were not fitted on is told of all parts.
class CalibrationFit {
    /// Keeps weights small where a few hundred questions cannot tell.
    private static final double RIDGE = 0.02;

    /// A question whose pages are hidden may still be answered in passing elsewhere.
    private static final double HIDDEN_WEIGHT = 0.5;

    /// Written for what is hardest to refuse, and few.
    private static final double OPEN_WEIGHT = 2;

    private record Example(
            Basis basis, String site, double[] features, boolean right, double weight) {}

    /// A question as customers ask it, with all pages there.
    ///
    /// @param quotable whether the kind of fact and the name that were asked for are there
    private record Visible(
            String site,
            String part,
            double[] features,
            boolean right,
            boolean covered,
            boolean quotable) {}

    private static final List<String> PARTS = List.of("train", "tune", "test", "blind");

    @Test
    void print_the_weights() {
        print(Models.SEARCH);
    }

    static void print(Embedder model) {
        List<Example> examples = new ArrayList<>();
        List<Visible> visible = new ArrayList<>();
        try (StaticSite demo = StaticSite.demo()) {
            collect(demo, "demo", model, examples, visible);
        }
        SharedData.folder("login-gov-help")
                .ifPresent(folder -> {
                    try (StaticSite help =
                            StaticSite.serving(folder.resolve("site"), "http://127.0.0.1:8099")) {
                        collect(help, "help", model, examples, visible);
                    }
                });
        for (String own : List.of("cycles", "invoices", "pool", "storage")) {
            try (StaticSite site =
                    StaticSite.serving(StaticSite.own(own), "http://127.0.0.1:8099")) {
                collect(site, own, model, examples, visible);
            }
        }
        for (Basis basis : Basis.values()) {
            report(basis, examples.stream().filter(e -> e.basis() == basis).toList());
        }
        quoted(examples.stream().filter(e -> e.basis() == Basis.ENGLISH_MEANING).toList(), visible);
    }

    private static void collect(
            StaticSite site,
            String name,
            Embedder model,
            List<Example> examples,
            List<Visible> visible) {
        for (LearnedSite learned :
                List.of(
                        LearnedSite.from(site, Optional.of(model)),
                        LearnedSite.from(site, Optional.empty()))) {
            for (String part : PARTS) {
                for (Asked asked : asked(name, part)) {
                    visible(learned, name, part, asked).ifPresent(visible::add);
                    if (part.equals("test") || part.equals("blind")) {
                        continue;
                    }
                    boolean open = !asked.isCovered() && part.equals("tune");
                    double weight = open ? OPEN_WEIGHT : 1;
                    example(learned, name, asked, false, weight).ifPresent(examples::add);
                    if (asked.isCovered()) {
                        example(learned, name, asked, true, HIDDEN_WEIGHT).ifPresent(examples::add);
                    }
                }
            }
        }
    }

    /// Only the first two sites are large enough for parts to train on and to test.
    private static List<Asked> asked(String site, String part) {
        boolean large = site.equals("demo") || site.equals("help");
        return large || part.equals("tune") || part.equals("blind")
                ? Asked.read(site + "-" + part + ".tsv")
                : List.of();
    }

    private static Optional<Visible> visible(
            LearnedSite site, String name, String part, Asked asked) {
        return site.evidence(asked, _ -> true)
                .filter(evidence -> evidence.basis() == Basis.ENGLISH_MEANING)
                .map(evidence ->
                        new Visible(
                                name,
                                part,
                                evidence.features(),
                                asked.isAnsweredAt(evidence.hit().passage().url().toString()),
                                asked.isCovered(),
                                !evidence.isFactMissing()));
    }

    /// What would be quoted by weights fitted without the site that is asked.
    private static void quoted(List<Example> examples, List<Visible> visible) {
        for (String part : PARTS) {
            int right = 0;
            int given = 0;
            int answered = 0;
            int answerable = 0;
            for (String site : visible.stream().map(Visible::site).distinct().toList()) {
                double[] weights =
                        fit(examples.stream().filter(e -> !e.site().equals(site)).toList());
                for (Visible question : visible) {
                    if (question.site().equals(site) && question.part().equals(part)) {
                        boolean quoted =
                                question.quotable()
                                        && p(weights, question.features())
                                                >= Calibration.DEFAULT.answerFrom();
                        right += quoted && question.right() ? 1 : 0;
                        given += quoted ? 1 : 0;
                        answered += quoted && question.covered() ? 1 : 0;
                        answerable += question.covered() ? 1 : 0;
                    }
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s, fitted on the other sites, English: %d of %d quotes right (%.3f), for %d of"
                            + " %d answerable (%.3f)%n",
                    part,
                    right,
                    given,
                    (double) right / given,
                    answered,
                    answerable,
                    (double) answered / answerable);
        }
    }

    private static Optional<Example> example(
            LearnedSite site, String name, Asked asked, boolean hidden, double weight) {
        Predicate<Passage> shown =
                passage -> !hidden || !asked.isAnsweredAt(passage.url().toString());
        return site.evidence(asked, shown)
                .map(evidence ->
                        new Example(
                                evidence.basis(),
                                name,
                                evidence.features(),
                                asked.isAnsweredAt(evidence.hit().passage().url().toString()),
                                weight));
    }

    private static void report(Basis name, List<Example> examples) {
        System.out.printf(
                Locale.ROOT, "%s, %d examples: %s%n", name, examples.size(), listed(fit(examples)));
        curve("  fitted on the same", examples, fit(examples));
        for (String site : examples.stream().map(Example::site).distinct().toList()) {
            List<Example> others = examples.stream().filter(e -> !e.site().equals(site)).toList();
            List<Example> own = examples.stream().filter(e -> e.site().equals(site)).toList();
            if (!others.isEmpty() && !own.isEmpty()) {
                curve("  " + site + ", fitted on the other sites", own, fit(others));
            }
        }
    }

    private static void curve(String name, List<Example> examples, double[] weights) {
        double[] wrong = sorted(weights, examples, false);
        double[] right = sorted(weights, examples, true);
        System.out.printf(Locale.ROOT, "%s: AUROC %.3f%n", name, auroc(right, wrong));
        for (int tenth = 2; tenth < 9; tenth++) {
            double from = tenth / 10.0;
            System.out.printf(
                    Locale.ROOT,
                    "    from %.1f: right %d of %d, wrong %d of %d%n",
                    from,
                    Arrays.stream(right).filter(p -> p >= from).count(),
                    right.length,
                    Arrays.stream(wrong).filter(p -> p >= from).count(),
                    wrong.length);
        }
    }

    private static double[] sorted(double[] weights, List<Example> examples, boolean right) {
        return examples.stream()
                .filter(e -> e.right() == right)
                .mapToDouble(e -> p(weights, e.features()))
                .sorted()
                .toArray();
    }

    private static String listed(double[] weights) {
        StringBuilder list = new StringBuilder("List.of(");
        for (int i = 0; i < weights.length; i++) {
            list.append(i == 0 ? "" : ", ").append(String.format(Locale.ROOT, "%.2f", weights[i]));
        }
        return list.append(")").toString();
    }

    private static double p(double[] weights, double[] features) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * features[i];
        }
        return 1 / (1 + Math.exp(-sum));
    }

    /// Plain gradient descent on standardised features: a dozen weights and a few hundred examples
    /// need nothing better. More evidence never makes an answer less likely, more that is lacking
    /// never makes it likelier.
    private static double[] fit(List<Example> examples) {
        int size = examples.getFirst().features().length;
        double[] mean = new double[size];
        double[] deviation = new double[size];
        for (int i = 1; i < size; i++) {
            int feature = i;
            double average =
                    examples.stream().mapToDouble(e -> e.features()[feature]).average().orElse(0);
            mean[i] = average;
            deviation[i] =
                    Math.sqrt(
                            examples.stream()
                                    .mapToDouble(e -> Math.pow(e.features()[feature] - average, 2))
                                    .average()
                                    .orElse(0));
        }
        double all = examples.stream().mapToDouble(Example::weight).sum();
        double[] weights = new double[size];
        for (int round = 0; round < 6_000; round++) {
            double[] gradient = new double[size];
            for (Example example : examples) {
                double sum = weights[0];
                for (int i = 1; i < size; i++) {
                    sum += weights[i] * standard(example, i, mean, deviation);
                }
                double error = 1 / (1 + Math.exp(-sum)) - (example.right() ? 1 : 0);
                gradient[0] += error * example.weight() / all;
                for (int i = 1; i < size; i++) {
                    gradient[i] +=
                            error * standard(example, i, mean, deviation) * example.weight() / all;
                }
            }
            weights[0] -= 0.5 * gradient[0];
            for (int i = 1; i < size; i++) {
                double moved = weights[i] - 0.5 * (gradient[i] + RIDGE * weights[i]);
                weights[i] = i < Evidence.FOR ? Math.max(0, moved) : Math.min(0, moved);
            }
        }
        double[] plain = new double[size];
        plain[0] = weights[0];
        for (int i = 1; i < size; i++) {
            plain[i] = deviation[i] == 0 ? 0 : weights[i] / deviation[i];
            plain[0] -= plain[i] * mean[i];
        }
        return plain;
    }

    private static double standard(Example example, int i, double[] mean, double[] deviation) {
        return deviation[i] == 0 ? 0 : (example.features()[i] - mean[i]) / deviation[i];
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
