package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Calibration.Basis;
import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Lack;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Retrieval;
import dev.tandem.server.knowledge.Retrieval.Hit;
import dev.tandem.server.knowledge.Retrieval.UnitHit;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalInt;

/// The sentence chosen from a retrieval, and the figures that tell how far to trust it.
///
/// @param fact 1 if the kind of fact asked for is in the sentence, -1 if not, 0 if none was asked
/// @param margin lead over the best passage of another page, 0 to 0.6
/// @param compared whether the unit is the row of a table that comparing found
/// @param lack what of the question the passage does not speak of
record Evidence(
        Hit hit,
        UnitHit unit,
        boolean semantic,
        double known,
        int fact,
        double margin,
        boolean compared,
        Lack lack) {
    /// What speaks for the answer, and behind it what speaks against it.
    static final int FOR = 9;

    static final int FEATURES = FOR + 4;

    /// The feature that is 1 whatever was found.
    static final int INTERCEPT = 0;

    /// The asked kind of fact, where every word of the question is: worth twice.
    private static final double COMPLETE = 2;

    private static final double MAX_MARGIN = 0.6;
    private static final double MAX_LEXICAL = 3;

    /// The ranking of passages decides; only near ties are broken by the sentence. Chosen on the
    /// questions of `*-train.tsv`, `*-tune.tsv` and `*-test.tsv`, on which the sentence deciding
    /// more did worse.
    private static final double PASSAGE_WEIGHT = 3;

    /// The passage that holds the rare words of a question, such as the number of a plan, before
    /// one that is as near without them.
    private static final double HELD_WEIGHT = 0.2;

    /// Who asks how wants the steps, if there are any near enough.
    private static final double STEPS_BONUS = 0.3;

    /// Words of a unit below this say too little to be quoted alone.
    private static final int SHORT = 4;

    /// The best sentence of the best passages; empty if nothing was found.
    ///
    /// @param steps whether the customer asked how something is done
    static Optional<Evidence> of(Retrieval retrieval, Optional<AskedFact> asked, boolean steps) {
        if (retrieval.hits().isEmpty()) {
            return Optional.empty();
        }
        double top = retrieval.hits().getFirst().score();
        return retrieval.hits().stream()
                .flatMap(hit -> hit.units().stream().map(unit -> new Candidate(hit, unit)))
                .max(Comparator.comparingDouble(c -> c.score(top, asked, steps)))
                .map(best -> best.evidence(retrieval, asked, false));
    }

    /// The row of a table that is the fastest, the cheapest, ...; empty if the table was not found
    /// or has no such figures.
    static Optional<Evidence> extreme(
            Retrieval retrieval,
            Passage table,
            Optional<AskedFact> asked,
            Superlative superlative) {
        OptionalInt row = superlative.rowOf(table);
        return retrieval.hits().stream()
                .filter(hit -> row.isPresent() && hit.passage().equals(table))
                .findFirst()
                .filter(hit -> row.getAsInt() < hit.units().size())
                .map(hit -> new Candidate(hit, hit.units().get(row.getAsInt())))
                .map(best -> best.evidence(retrieval, asked, true));
    }

    Evidence with(Lack found) {
        return new Evidence(hit, unit, semantic, known, fact, margin, compared, found);
    }

    private record Candidate(Hit hit, UnitHit unit) {
        Evidence evidence(Retrieval retrieval, Optional<AskedFact> asked, boolean compared) {
            return new Evidence(
                    hit,
                    unit,
                    retrieval.semantic(),
                    retrieval.known(),
                    fact(asked),
                    margin(retrieval, hit),
                    compared,
                    Lack.NONE);
        }

        double score(double top, Optional<AskedFact> asked, boolean steps) {
            boolean tooShort = unit.unit().text().split(" ", SHORT + 1).length < SHORT;
            boolean hasSteps =
                    hit.passage().units().stream().anyMatch(u -> u.kind() == Block.Kind.STEP);
            return unit.cosine()
                    + 0.5 * unit.coverage()
                    + HELD_WEIGHT * hit.coverage()
                    + PASSAGE_WEIGHT * (hit.score() - top)
                    + 0.15 * fact(asked)
                    + (steps && hasSteps ? STEPS_BONUS : 0)
                    - (tooShort ? 0.15 : 0);
        }

        int fact(Optional<AskedFact> asked) {
            return asked.map(kind -> kind.isIn(unit.unit().text()) ? 1 : -1).orElse(0);
        }
    }

    private static double margin(Retrieval retrieval, Hit best) {
        double other =
                retrieval.hits().stream()
                        .filter(hit -> !hit.passage().url().equals(best.passage().url()))
                        .mapToDouble(Hit::score)
                        .max()
                        .orElse(best.score() - MAX_MARGIN);
        return Math.clamp(best.score() - other, 0, MAX_MARGIN);
    }

    /// Whether the headings are about as near to the question as any sentence below them: then the
    /// section as a whole is the answer, from its beginning.
    ///
    /// @param steps whether the customer asked how something is done
    boolean isSection(boolean steps) {
        boolean hasSteps =
                hit.passage().units().stream().anyMatch(u -> u.kind() == Block.Kind.STEP);
        double slack = steps && hasSteps ? 0.2 : 0.05;
        return semantic
                && !compared
                && !hit.passage().headings().isEmpty()
                && hit.heading() >= unit.cosine() - slack;
    }

    /// The kind of fact asked for, or what was asked about by its number or name, is not there:
    /// "error 7204" is not answered by a list of other errors.
    boolean isFactMissing() {
        return fact < 0 || lack.named();
    }

    /// Whether comparing answers one word of the question and the passage has all the others.
    boolean isWhollyCompared() {
        return compared && lack.weight() == 0 && hit.coverage() > 0;
    }

    Basis basis() {
        if (!semantic) {
            return Basis.WORDS_ONLY;
        }
        return hit.passage().language() == Language.ENGLISH
                ? Basis.ENGLISH_MEANING
                : Basis.OTHER_MEANING;
    }

    /// In the order of the weights of [Calibration].
    double[] features() {
        return new double[] {
            1,
            hit.cosine(),
            hit.heading(),
            unit.cosine(),
            hit.coverage(),
            known,
            Math.min(hit.lexical(), MAX_LEXICAL),
            fact > 0 && lack.weight() == 0 ? COMPLETE : fact,
            margin,
            lack.weight(),
            lack.named() ? 1 : 0,
            lack.passage(),
            lack.unit()
        };
    }
}
