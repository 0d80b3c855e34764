package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The tool that trains the heads, run by `mvn -Ptrain verify`, not a test: own utterances, and of
/// public data the questions whose intent has one clear reading. Four folds, each without every
/// fourth kind of business, say how heads do with sentences of businesses that they have not seen;
/// by these they are calibrated, and it is printed. Writes `escalation/heads.txt`. No chance is
/// involved: the same data gives the same file.
class HeadTraining {
    private static final Path OUT = Path.of("src/main/resources/escalation/heads.txt");

    private static final Map<Character, Trigger> LETTERS =
            Map.of(
                    'x', Trigger.EXPLICIT_REQUEST,
                    'e', Trigger.EMOTION_URGENCY,
                    'u', Trigger.AI_UNCERTAIN,
                    'c', Trigger.COMPLEX,
                    'a', Trigger.ACCOUNT_SPECIFIC,
                    'r', Trigger.REGULATED_SAFETY,
                    'b', Trigger.BUYING_INTENT);

    /// Intents of Banking77 that concern the asker's own account, and those of stolen money.
    private static final Set<String> OWN_ACCOUNT =
            Set.of(
                    "transaction_charged_twice",
                    "Refund_not_showing_up",
                    "pending_transfer",
                    "failed_transfer",
                    "card_arrival",
                    "pin_blocked",
                    "extra_charge_on_statement",
                    "wrong_amount_of_cash_received",
                    "balance_not_updated_after_bank_transfer",
                    "transfer_not_received_by_recipient",
                    "direct_debit_payment_not_recognised");

    private static final Set<String> STOLEN =
            Set.of(
                    "compromised_card",
                    "lost_or_stolen_card",
                    "card_payment_not_recognised",
                    "cash_withdrawal_not_recognised");

    /// Sentences taken per public intent: enough for breadth, too few to make the heads a bank's.
    private static final int PER_INTENT = 8;

    private static final double PUBLIC_WEIGHT = 0.15;

    /// Of an English sentence for the heads of other languages.
    private static final double BORROWED_WEIGHT = 0.1;

    private static final double RIDGE = 1e-5;
    private static final int ROUNDS = 500;
    private static final int FOLDS = 4;

    /// Where going on alone costs as much as a person, by the values that come with the program.
    private static final double LIMIT = 0.545;

    /// All sentences of a trigger weigh so much, measured by all others.
    private static final double YES_SHARE = 0.5;

    /// Public sentences belong to no fold: they are always learned from and never measured.
    private static final int NO_FOLD = -1;

    private record Example(
            String text, Set<Trigger> triggers, Set<Trigger> unknown, double weight, int fold) {

        Example of(Set<Trigger> others) {
            return new Example(text, others, Set.of(), weight, fold);
        }

        /// For heads of other languages.
        Example borrowed() {
            return new Example(text, triggers, unknown, BORROWED_WEIGHT, NO_FOLD);
        }
    }

    /// What turns a head's sum into a probability that holds for sentences it has not seen.
    private record Calibration(double slope, double shift) {
        double likelihood(double sum) {
            return 1 / (1 + Math.exp(-(slope * sum + shift)));
        }
    }

    @Test
    void train() throws IOException {
        Embedder model = Models.SEARCH;
        Map<String, double[]> vectors = new HashMap<>();
        Function<String, double[]> meaning =
                text -> vectors.computeIfAbsent(text, t -> model.embed(t).values());
        List<Example> english = own("utterances", 1);
        List<Example> examples = new ArrayList<>(english);
        List<Example> shared = SharedData.folder("nlp").map(HeadTraining::shared).orElse(List.of());
        System.out.printf("%d own sentences, %d public ones%n", examples.size(), shared.size());
        assertThat(shared).as("the folder nlp of the public data").isNotEmpty();
        examples.addAll(shared);
        List<String> lines = new ArrayList<>();
        lines.add(
                "# Heads of escalation.Heads: kind, trigger, scale, weights (a byte each, base 64).");
        lines.add(
                "# Written by `mvn -Ptrain verify` from own sentences (src/test/resources/heads) and from");
        lines.add(
                "# Banking77 and NLU++ (PolyAI, CC BY 4.0) and CLINC150 (Larson et al., CC BY 3.0).");
        List<Example> others = new ArrayList<>();
        for (String language : List.of("spanish", "french", "german", "other-languages")) {
            others.addAll(own(language, 0));
        }
        System.out.printf("%d sentences of other languages%n", others.size());
        List<Example> byLanguage = new ArrayList<>();
        others.forEach(e -> byLanguage.add(e.of(Set.of(Trigger.NONE))));
        english.forEach(e -> byLanguage.add(e.of(Set.of())));
        // What is in no language alone: names of things, and messages in two languages.
        english.forEach(e -> others.add(e.borrowed()));
        for (Heads.Kind kind : Heads.Kind.values()) {
            List<Example> read =
                    switch (kind) {
                        case MEANING, WORDS -> examples;
                        case PIECES -> others;
                        case LANGUAGE -> byLanguage;
                    };
            Collection<Trigger> triggers =
                    kind == Heads.Kind.LANGUAGE ? List.of(Trigger.NONE) : LETTERS.values();
            List<Sparse> features =
                    read.stream()
                            .map(e ->
                                    Sparse.of(Heads.features(kind, e.text(), Optional.of(meaning))))
                            .toList();
            triggers.stream().sorted().toList().parallelStream()
                    .map(trigger -> head(kind, trigger, read, features))
                    .toList()
                    .forEach(lines::add);
        }
        Files.createDirectories(OUT.getParent());
        Files.write(OUT, lines);
    }

    private static String head(
            Heads.Kind kind, Trigger trigger, List<Example> examples, List<Sparse> features) {
        double[] unseen = new double[examples.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            double[] weights = fit(trigger, examples, features, fold);
            for (int i = 0; i < unseen.length; i++) {
                if (examples.get(i).fold() == fold) {
                    unseen[i] = score(weights, features.get(i));
                }
            }
        }
        List<Integer> own =
                IntStream.range(0, unseen.length)
                        .filter(i -> examples.get(i).fold() != NO_FOLD)
                        .boxed()
                        .toList();
        double[] sums = own.stream().mapToDouble(i -> unseen[i]).toArray();
        boolean[] truth = new boolean[sums.length];
        for (int i = 0; i < truth.length; i++) {
            truth[i] = examples.get(own.get(i)).triggers().contains(trigger);
        }
        Calibration calibration = calibrated(sums, truth);
        check(kind, trigger, sums, truth, calibration);
        double[] weights = fit(trigger, examples, features, FOLDS);
        for (int k = 0; k < weights.length; k++) {
            weights[k] =
                    weights[k] * calibration.slope()
                            + (k == weights.length - 1 ? calibration.shift() : 0);
        }
        return Heads.line(kind, trigger, weights);
    }

    private static void check(
            Heads.Kind kind, Trigger trigger, double[] sums, boolean[] truth, Calibration by) {
        int hit = 0, missed = 0, wrong = 0;
        double apart = 0;
        for (int i = 0; i < sums.length; i++) {
            double likelihood = by.likelihood(sums[i]);
            boolean yes = likelihood >= LIMIT;
            hit += yes && truth[i] ? 1 : 0;
            missed += !yes && truth[i] ? 1 : 0;
            wrong += yes && !truth[i] ? 1 : 0;
            apart += Math.pow(likelihood - (truth[i] ? 1 : 0), 2);
        }
        System.out.printf(
                Locale.ROOT,
                "%-8s %-18s businesses not seen, own sentences: precision %.2f recall %.2f, wrong %.1f per 1000, Brier %.4f%n",
                kind,
                trigger,
                hit / (double) Math.max(1, hit + wrong),
                hit / (double) Math.max(1, hit + missed),
                1000.0 * wrong / sums.length,
                apart / sums.length);
    }

    /// Platt's: logistic regression of the truth on the sum alone, by Newton's method.
    private static Calibration calibrated(double[] sums, boolean[] truth) {
        double slope = 1;
        double shift = 0;
        for (int round = 0; round < 30; round++) {
            double g0 = 0, g1 = 0, h00 = 1e-9, h01 = 0, h11 = 1e-9;
            for (int i = 0; i < sums.length; i++) {
                double p = new Calibration(slope, shift).likelihood(sums[i]);
                double error = p - (truth[i] ? 1 : 0);
                double bend = p * (1 - p);
                g0 += error * sums[i];
                g1 += error;
                h00 += bend * sums[i] * sums[i];
                h01 += bend * sums[i];
                h11 += bend;
            }
            double area = h00 * h11 - h01 * h01;
            slope -= (h11 * g0 - h01 * g1) / area;
            shift -= (h00 * g1 - h01 * g0) / area;
        }
        return new Calibration(slope, shift);
    }

    /// Logistic regression by Nesterov's method; examples of the fold `left` are left out.
    private static double[] fit(
            Trigger trigger, List<Example> examples, List<Sparse> features, int left) {
        int size = features.getFirst().size() + 1;
        double[] weight = new double[examples.size()];
        double yesses = 0;
        double noes = 0;
        for (int i = 0; i < weight.length; i++) {
            Example e = examples.get(i);
            boolean used = !e.unknown().contains(trigger) && e.fold() != left;
            weight[i] = used ? e.weight() : 0;
            yesses += e.triggers().contains(trigger) ? weight[i] : 0;
            noes += e.triggers().contains(trigger) ? 0 : weight[i];
        }
        double total = noes * (1 + YES_SHARE);
        for (int i = 0; i < weight.length; i++) {
            weight[i] *=
                    examples.get(i).triggers().contains(trigger) ? YES_SHARE * noes / yesses : 1;
        }
        double[] now = new double[size];
        double[] ahead = new double[size];
        // A quarter of the squared length of the longest features, and of the bias.
        double longest = features.stream().mapToDouble(Sparse::squared).max().orElse(0);
        double step = 1 / (0.25 * (longest + 1) + RIDGE);
        for (int round = 0; round < ROUNDS; round++) {
            double[] gradient = new double[size];
            for (int i = 0; i < weight.length; i++) {
                if (weight[i] == 0) {
                    continue;
                }
                Sparse x = features.get(i);
                double yes = examples.get(i).triggers().contains(trigger) ? 1 : 0;
                double error = weight[i] / total * (1 / (1 + Math.exp(-score(ahead, x))) - yes);
                for (int k = 0; k < x.at().length; k++) {
                    gradient[x.at()[k]] += error * x.value()[k];
                }
                gradient[size - 1] += error;
            }
            double[] next = new double[size];
            for (int k = 0; k < size; k++) {
                double pull = k == size - 1 ? 0 : RIDGE * ahead[k];
                next[k] = ahead[k] - step * (gradient[k] + pull);
            }
            for (int k = 0; k < size; k++) {
                ahead[k] = next[k] + round / (round + 3.0) * (next[k] - now[k]);
            }
            now = next;
        }
        return now;
    }

    private static double score(double[] weights, Sparse x) {
        double sum = weights[weights.length - 1];
        for (int k = 0; k < x.at().length; k++) {
            sum += weights[x.at()[k]] * x.value()[k];
        }
        return sum;
    }

    /// Most sentences have few of all words.
    private record Sparse(int size, int[] at, double[] value) {
        double squared() {
            return Arrays.stream(value).map(v -> v * v).sum();
        }

        static Sparse of(double[] all) {
            int[] at = IntStream.range(0, all.length).filter(i -> all[i] != 0).toArray();
            return new Sparse(all.length, at, IntStream.of(at).mapToDouble(i -> all[i]).toArray());
        }
    }

    /// @param mixed which of the businesses is none in particular: its sentences are spread over
    ///   all folds; 0 if none is
    private static List<Example> own(String file, int mixed) throws IOException {
        List<Example> all = new ArrayList<>();
        int business = 0;
        for (String line : lines(file)) {
            if (line.startsWith("## ")) {
                business++;
            } else if (!line.startsWith("#")) {
                String[] part = line.split("\t", 2);
                all.add(
                        new Example(
                                part[1],
                                part[0].chars()
                                        .filter(letter -> letter != '-')
                                        .mapToObj(letter -> LETTERS.get((char) letter))
                                        .collect(Collectors.toUnmodifiableSet()),
                                Set.of(),
                                1,
                                business == mixed ? all.size() % FOLDS : business % FOLDS));
            }
        }
        return all;
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = HeadTraining.class.getResourceAsStream("/heads/" + file + ".tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<Example> shared(Path folder) {
        try {
            List<Example> all = new ArrayList<>();
            Map<String, Integer> taken = new HashMap<>();
            for (String line :
                    Files.readAllLines(folder.resolve("banking77/train.csv")).stream()
                            .skip(1)
                            .toList()) {
                int comma = line.lastIndexOf(',');
                String intent = line.substring(comma + 1);
                if (comma > 0 && taken.merge(intent, 1, Integer::sum) <= PER_INTENT) {
                    // Other intents of a bank may be either: nothing is learned about accounts.
                    all.add(
                            new Example(
                                    line.substring(0, comma).replace("\"", ""),
                                    OWN_ACCOUNT.contains(intent)
                                            ? Set.of(Trigger.ACCOUNT_SPECIFIC)
                                            : STOLEN.contains(intent)
                                                    ? Set.of(Trigger.REGULATED_SAFETY)
                                                    : Set.of(),
                                    OWN_ACCOUNT.contains(intent) || STOLEN.contains(intent)
                                            ? Set.of(Trigger.EMOTION_URGENCY)
                                            : Set.of(
                                                    Trigger.ACCOUNT_SPECIFIC,
                                                    Trigger.REGULATED_SAFETY,
                                                    Trigger.EMOTION_URGENCY),
                                    PUBLIC_WEIGHT,
                                    NO_FOLD));
                }
            }
            ObjectMapper json = new ObjectMapper();
            for (JsonNode pair :
                    json.readTree(folder.resolve("clinc150/data_full.json").toFile())
                            .get("train")) {
                if (taken.merge("clinc " + pair.get(1).asText(), 1, Integer::sum)
                        <= PER_INTENT / 2) {
                    all.add(
                            new Example(
                                    pair.get(0).asText(),
                                    Set.of(),
                                    Set.of(
                                            Trigger.ACCOUNT_SPECIFIC,
                                            Trigger.REGULATED_SAFETY,
                                            Trigger.AI_UNCERTAIN),
                                    PUBLIC_WEIGHT,
                                    NO_FOLD));
                }
            }
            for (int fold = 0; fold < 20; fold++) {
                for (JsonNode said :
                        json.readTree(
                                folder.resolve("nlupp/banking/fold" + fold + ".json").toFile())) {
                    if (said.path("intents").toString().contains("\"handoff\"")) {
                        all.add(
                                new Example(
                                        said.get("text").asText(),
                                        Set.of(Trigger.EXPLICIT_REQUEST),
                                        Set.of(
                                                Trigger.ACCOUNT_SPECIFIC,
                                                Trigger.EMOTION_URGENCY,
                                                Trigger.REGULATED_SAFETY,
                                                Trigger.AI_UNCERTAIN),
                                        1,
                                        NO_FOLD));
                    }
                }
            }
            return all;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
