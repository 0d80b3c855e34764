package dev.tandem.server.assistant;

import dev.tandem.server.assistant.SiteCalibration.Judged;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The tool that the prior and the limits of [SiteCalibration] were chosen with, not a test: run it
/// by name with `-Dtest=SiteCalibrationTrial`. Customers judge answers to the questions of
/// `*-train.tsv` and `*-tune.tsv`; what is learned is tried on those of `*-test.tsv` and
/// `*-blind.tsv`: how many answers are given before and after, how many of them are right, and the
/// calibration error.
class SiteCalibrationTrial {
    private static final int CUSTOMERS = 40;
    private static final int BINS = 10;

    /// What the program thinks of a question, and whether it is right.
    private record Known(double logit, boolean right) {}

    /// @param mistaken share of verdicts that are wrong
    /// @param complain how much likelier those speak who were not helped
    private record Crowd(String name, double mistaken, double complain) {}

    private static final List<Crowd> CROWDS =
            List.of(
                    new Crowd("never wrong", 0, 1),
                    new Crowd("wrong in 15 of 100", 0.15, 1),
                    new Crowd("wrong in 15 of 100, complain twice as often", 0.15, 2),
                    new Crowd("wrong in 15 of 100, complain three times as often", 0.15, 3));

    /// Sites like this one where answers are right less or more often, as a shift of the odds of
    /// those we know; 0 is the site as it is.
    private static final List<Double> OTHERS = List.of(0.0, -3.0, -2.0, 2.0);

    @Test
    void print_what_verdicts_do() {
        Embedder model = Models.SEARCH;
        Map<String, StaticSite> sites = new LinkedHashMap<>();
        sites.put("demo", StaticSite.demo());
        SharedData.folder("login-gov-help")
                .ifPresent(folder ->
                        sites.put(
                                "help",
                                StaticSite.serving(
                                        folder.resolve("site"), "http://127.0.0.1:8099")));
        for (String own : List.of("cycles", "invoices")) {
            sites.put(own, StaticSite.serving(StaticSite.own(own), "http://127.0.0.1:8099"));
        }
        sites.forEach((name, served) -> {
            try (served) {
                LearnedSite site = LearnedSite.from(served, Optional.of(model));
                print(
                        name,
                        known(site, name, List.of("train", "tune")),
                        known(site, name, List.of("test", "blind")));
            }
        });
    }

    private static List<Known> known(LearnedSite site, String name, List<String> parts) {
        return parts.stream()
                .map(part -> name + "-" + part + ".tsv")
                .filter(file ->
                        SiteCalibrationTrial.class.getResource("/questions/" + file) != null)
                .flatMap(file -> Asked.read(file).stream())
                .flatMap(asked -> known(site, asked).stream())
                .toList();
    }

    private static Optional<Known> known(LearnedSite site, Asked asked) {
        return site.evidence(asked, _ -> true)
                .filter(evidence -> !evidence.isFactMissing() && !evidence.isWhollyCompared())
                .map(evidence ->
                        new Known(
                                Calibration.DEFAULT.logit(evidence),
                                asked.isAnsweredAt(evidence.hit().passage().url().toString())));
    }

    private static void print(String site, List<Known> judged, List<Known> heldOut) {
        for (double other : OTHERS) {
            for (Crowd crowd : CROWDS) {
                for (int verdicts : List.of(10, 30, 100, 300)) {
                    System.out.printf(
                            Locale.ROOT,
                            "%s %+.0f, customers %s, %d verdicts: %s%n",
                            site,
                            other,
                            crowd.name(),
                            verdicts,
                            tried(judged, heldOut, other, crowd, verdicts));
                }
            }
        }
    }

    private static String tried(
            List<Known> judged, List<Known> heldOut, double other, Crowd crowd, int verdicts) {
        double[] sums = new double[7];
        double lowest = 0;
        double highest = 0;
        for (int seed = 0; seed < CUSTOMERS; seed++) {
            Random random = new Random(seed);
            double shift =
                    SiteCalibration.of(said(site(judged, other, random), crowd, verdicts, random))
                            .shift();
            lowest = Math.min(lowest, shift);
            highest = Math.max(highest, shift);
            List<Known> asked = site(heldOut, other, random);
            double[] figures = {
                shift,
                given(asked, 0, false),
                given(asked, 0, true),
                given(asked, shift, false),
                given(asked, shift, true),
                error(asked, 0),
                error(asked, shift)
            };
            for (int i = 0; i < sums.length; i++) {
                sums[i] += figures[i] / CUSTOMERS;
            }
        }
        return String.format(
                Locale.ROOT,
                "shift %+.2f (%+.2f to %+.2f), given %.0f -> %.0f of %d, right %.2f -> %.2f, calibration error %.2f -> %.2f",
                sums[0],
                lowest,
                highest,
                sums[1],
                sums[3],
                heldOut.size(),
                sums[2] / sums[1],
                sums[4] / sums[3],
                sums[5],
                sums[6]);
    }

    /// Answers of the sites we know are right with odds of about 1 + 1.4 times the shipped logit.
    private static List<Known> site(List<Known> known, double other, Random random) {
        return other == 0
                ? known
                : known.stream()
                        .map(k ->
                                new Known(
                                        k.logit(),
                                        random.nextDouble()
                                                < Calibration.probability(
                                                        1 + 1.4 * k.logit() + other)))
                        .toList();
    }

    /// Of what is given or suggested.
    private static List<Judged> said(List<Known> site, Crowd crowd, int many, Random random) {
        double suggested = Calibration.DEFAULT.suggestFrom();
        List<Known> seen =
                site.stream().filter(k -> Calibration.probability(k.logit()) >= suggested).toList();
        List<Judged> said = new ArrayList<>();
        while (said.size() < many) {
            Known answer = seen.get(random.nextInt(seen.size()));
            if (!answer.right() || random.nextDouble() < 1 / crowd.complain()) {
                boolean mistaken = random.nextDouble() < crowd.mistaken();
                said.add(new Judged(answer.logit(), answer.right() != mistaken));
            }
        }
        return said;
    }

    private static long given(List<Known> asked, double shift, boolean rightOnly) {
        return asked.stream()
                .filter(k ->
                        Calibration.probability(k.logit() + shift)
                                >= Calibration.DEFAULT.answerFrom())
                .filter(k -> k.right() || !rightOnly)
                .count();
    }

    private static double error(List<Known> asked, double shift) {
        double[] said = new double[BINS];
        double[] right = new double[BINS];
        for (Known known : asked) {
            double p = Calibration.probability(known.logit() + shift);
            int bin = Math.min(BINS - 1, (int) (p * BINS));
            said[bin] += p;
            right[bin] += known.right() ? 1 : 0;
        }
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            error += Math.abs(said[bin] - right[bin]) / asked.size();
        }
        return error;
    }
}
