package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.PageVectors.PassageVectors;
import dev.tandem.server.knowledge.Retrieval.Hit;
import dev.tandem.server.knowledge.Retrieval.UnitHit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/// The passages of one site in one language: by words and, once the vectors are there, by meaning.
/// Either brings in candidates; where there are vectors, what the candidates say and how much of
/// the question's words they hold ranks them. Immutable: a new crawl makes a new index.
public final class PassageIndex {
    /// Passages that each way of searching brings in.
    static final int CANDIDATES = 100;

    /// Hits returned, and those of which the sentences are weighed.
    static final int HITS = 10;

    static final int WEIGHED = 5;

    /// Of the headings, and of the words held, beside the passage and its nearest sentence.
    private static final double HEADING = 0.5;

    private static final double HELD = 0.5;

    /// Words of a question beyond this add time and no meaning.
    private static final int MAX_STEMS = 64;

    /// Missing words that are left out one by one, the rarest first: each costs an embedding.
    static final int MAX_LEFT_OUT = 2;

    private final Language language;
    private final List<Passage> passages;
    private final LexicalIndex lexical;
    private final List<PassageVectors> vectors;
    private final Optional<Embedder> embedder;

    private PassageIndex(
            Language language,
            List<Passage> passages,
            LexicalIndex lexical,
            List<PassageVectors> vectors,
            Optional<Embedder> embedder) {
        this.language = language;
        this.passages = passages;
        this.lexical = lexical;
        this.vectors = vectors;
        this.embedder = embedder;
    }

    /// By words only.
    static PassageIndex of(Language language, List<Passage> passages) {
        List<Passage> copy = List.copyOf(passages);
        return new PassageIndex(
                language, copy, new LexicalIndex(language, copy), List.of(), Optional.empty());
    }

    /// The same passages by words and by meaning; one vector per passage, in their order.
    PassageIndex with(List<PassageVectors> meanings, Embedder model) {
        if (meanings.size() != passages.size()) {
            throw new IllegalArgumentException("every passage needs its vector");
        }
        return new PassageIndex(
                language, passages, lexical, List.copyOf(meanings), Optional.of(model));
    }

    public Language language() {
        return language;
    }

    public List<Passage> passages() {
        return passages;
    }

    /// Share of the words of a text, by weight, that this site uses in this language, 0 to 1.
    public double familiarity(String text) {
        Set<String> stems = limited(lexical.stems(text));
        Set<String> known = new HashSet<>(stems);
        known.removeIf(stem -> !lexical.knows(stem));
        return lexical.coverage(stems, known);
    }

    public boolean isSemantic() {
        return embedder.isPresent();
    }

    public Retrieval search(Query query) {
        return search(query, passage -> true);
    }

    /// @param eligible passages that may be found; the others take part in the scale of the scores
    public Retrieval search(Query query, Predicate<Passage> eligible) {
        Set<String> wanted = limited(lexical.stems(query.text()));
        Set<String> context = limited(lexical.stems(query.context()));
        context.removeAll(wanted);
        Map<Integer, Double> byWords =
                wanted.isEmpty() && context.isEmpty()
                        ? Map.of()
                        : lexical.search(wanted, context, CANDIDATES);
        Optional<Vector> meaning = embedder.map(e -> e.embed(spoken(query)));
        double[] cosines = meaning.map(this::cosines).orElseGet(() -> new double[0]);
        Set<Integer> candidates = new HashSet<>(byWords.keySet());
        candidates.addAll(nearest(cosines));
        List<Ranked> ranked =
                rank(candidates, byWords, wanted, meaning).stream()
                        .filter(r -> eligible.test(passages.get(r.passage())))
                        .limit(HITS)
                        .toList();
        List<Hit> hits = new ArrayList<>();
        for (Ranked r : ranked) {
            hits.add(hit(r, wanted, meaning, hits.size() < WEIGHED));
        }
        Set<String> known = new HashSet<>(wanted);
        known.removeIf(stem -> !lexical.knows(stem));
        return new Retrieval(
                hits, meaning.isPresent(), lexical.coverage(wanted, known), wanted.size());
    }

    /// What of the query is not in a passage that this index found.
    public Lack lack(Query query, Hit hit, UnitHit unit) {
        Set<String> wanted = limited(lexical.stems(query.text()));
        wanted.removeAll(lexical.stems(hit.passage().path() + " " + hit.passage().text()));
        List<String> words = List.of(query.text().strip().split("\\s+"));
        boolean[] asking = asking(words);
        List<Integer> missing = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Set<String> stems = lexical.stems(words.get(i));
            boolean names =
                    asking[i] && !LanguageDetector.isSmall(words.get(i)) && !stems.isEmpty();
            if (names && wanted.containsAll(stems)) {
                missing.add(i);
                wanted.removeAll(stems);
            }
        }
        missing.sort(Comparator.comparingDouble(i -> -rarity(words.get(i))));
        boolean named =
                missing.stream()
                        .anyMatch(i ->
                                hasDigit(words.get(i))
                                        ? !OwnFigures.isAt(words, i)
                                        : Names.isAt(words, i) && !isKnown(words.get(i)));
        double weight = missing.isEmpty() ? 0 : rarity(words.get(missing.getFirst()));
        if (embedder.isEmpty() || missing.isEmpty()) {
            return new Lack(weight, named, 0, 0);
        }
        PassageVectors own = vectors.get(hit.number());
        double toPassage = 0;
        double toUnit = 0;
        for (int left : missing.subList(0, Math.min(MAX_LEFT_OUT, missing.size()))) {
            List<String> others = new ArrayList<>(words);
            others.remove(left);
            Query shorter = new Query(String.join(" ", others), query.context());
            Vector meaning = embedder.get().embed(spoken(shorter));
            toPassage = Math.max(toPassage, own.passage().cosine(meaning) - hit.cosine());
            toUnit =
                    Math.max(toUnit, own.units().get(unit.index()).cosine(meaning) - unit.cosine());
        }
        return new Lack(weight, named, toPassage, toUnit);
    }

    private boolean isKnown(String word) {
        return lexical.stems(word).stream().anyMatch(lexical::knows);
    }

    private static boolean hasDigit(String word) {
        return word.chars().anyMatch(Character::isDigit);
    }

    /// The words of the sentences that ask; all of them if none does. What else is told explains.
    private static boolean[] asking(List<String> words) {
        boolean[] asking = new boolean[words.size()];
        boolean inQuestion = words.stream().noneMatch(word -> word.endsWith("?"));
        boolean all = inQuestion;
        for (int i = words.size() - 1; i >= 0; i--) {
            if (!all && words.get(i).matches(".*[.!?]")) {
                inQuestion = words.get(i).endsWith("?");
            }
            asking[i] = inQuestion;
        }
        return asking;
    }

    private double rarity(String word) {
        return lexical.stems(word).stream().mapToDouble(lexical::weight).max().orElse(0);
    }

    private static String spoken(Query query) {
        return query.context().isBlank() ? query.text() : query.context() + ": " + query.text();
    }

    private static Set<String> limited(Set<String> stems) {
        Set<String> some = new HashSet<>();
        stems.stream().sorted().limit(MAX_STEMS).forEach(some::add);
        return some;
    }

    private double[] cosines(Vector question) {
        double[] cosines = new double[vectors.size()];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = vectors.get(i).passage().cosine(question);
        }
        return cosines;
    }

    /// The best few of many without sorting the many.
    private static Set<Integer> nearest(double[] cosines) {
        PriorityQueue<Integer> best =
                new PriorityQueue<>(Comparator.comparingDouble(i -> cosines[i]));
        for (int i = 0; i < cosines.length; i++) {
            if (best.size() < CANDIDATES) {
                best.add(i);
            } else if (cosines[i] > cosines[best.element()]) {
                best.remove();
                best.add(i);
            }
        }
        return new HashSet<>(best);
    }

    /// @param lexical BM25 for each unit of the question's weight
    /// @param cosine of the whole passage; heading and sentence are those of its headings and of
    ///   its nearest sentence
    private record Ranked(
            int passage,
            double lexical,
            double coverage,
            double cosine,
            double heading,
            double sentence) {

        /// Cosines as they are: as z-scores over the candidates a single rare word outweighed all
        /// that was meant. Weights chosen on the questions of `*-train.tsv`, `*-tune.tsv` and
        /// `*-test.tsv`, which many others fit as well.
        double score(boolean semantic) {
            return semantic ? cosine + sentence + HEADING * heading + HELD * coverage : lexical;
        }
    }

    private List<Ranked> rank(
            Set<Integer> candidates,
            Map<Integer, Double> byWords,
            Set<String> wanted,
            Optional<Vector> question) {
        double weight = Math.max(lexical.weight(wanted), 1e-9);
        Map<Integer, Double> held = lexical.coverages(wanted, candidates);
        return candidates.stream()
                .map(i ->
                        ranked(
                                i,
                                byWords.getOrDefault(i, 0.0) / weight,
                                held.getOrDefault(i, 0.0),
                                question))
                .sorted(
                        Comparator.comparingDouble((Ranked r) -> -r.score(question.isPresent()))
                                .thenComparingInt(Ranked::passage))
                .toList();
    }

    private Ranked ranked(
            int passage, double lexically, double coverage, Optional<Vector> question) {
        if (question.isEmpty()) {
            return new Ranked(passage, lexically, coverage, 0, 0, 0);
        }
        Vector meaning = question.get();
        PassageVectors own = vectors.get(passage);
        double sentence =
                own.units().stream().mapToDouble(unit -> unit.cosine(meaning)).max().orElse(0);
        return new Ranked(
                passage,
                lexically,
                coverage,
                own.passage().cosine(meaning),
                own.heading().cosine(meaning),
                sentence);
    }

    private Hit hit(
            Ranked ranked, Set<String> wanted, Optional<Vector> meaning, boolean weighUnits) {
        Passage passage = passages.get(ranked.passage());
        List<UnitHit> units = new ArrayList<>();
        for (int i = 0; weighUnits && i < passage.units().size(); i++) {
            Unit unit = passage.units().get(i);
            Vector own = meaning.isPresent() ? vectors.get(ranked.passage()).units().get(i) : null;
            double cosine = own == null ? 0 : meaning.map(own::cosine).orElse(0.0);
            units.add(
                    new UnitHit(
                            i, unit, cosine, lexical.coverage(wanted, lexical.stems(unit.text()))));
        }
        return new Hit(
                ranked.passage(),
                passage,
                ranked.score(meaning.isPresent()),
                ranked.lexical(),
                ranked.cosine(),
                ranked.heading(),
                ranked.coverage(),
                units);
    }
}
