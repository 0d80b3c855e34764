package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Answer.Gap;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.LanguageDetector;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.PassageIndex;
import dev.tandem.server.knowledge.Query;
import dev.tandem.server.knowledge.Retrieval;
import dev.tandem.server.knowledge.Retrieval.Hit;
import dev.tandem.server.knowledge.SiteIndex;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Citation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// The default assistant: finds the sentence of the site that answers and quotes it. Needs no model
/// endpoint and no network; never says what the site does not.
public final class ExtractiveAnswerEngine implements AnswerEngine {
    /// Of a long message only what asks is searched: its questions, or its last sentence.
    private static final int LONG_CHARS = 280;

    /// A row that comparing found needs little nearness on top, if it leaves no word of the
    /// question over.
    private static final double COMPARED_FROM = 0.1;

    /// Cosine of question and passage from which on the site at least speaks of the topic, in
    /// English. The least at which, on the questions of `*-train.tsv` and `*-tune.tsv`, nothing is
    /// shown to those that no business's site answers.
    private static final double NEAR = 0.52;

    /// How far the score of what is shown beside the best may be behind it: further behind hardly
    /// any page was the right one.
    private static final double BEHIND = 0.3;

    private final Phrases phrases;
    private final Function<SiteKey, SiteIndex> knowledge;
    private final Function<SiteKey, Calibration> calibrations;

    /// @param calibrations of each site as it is at the moment; never blocks
    public ExtractiveAnswerEngine(
            Phrases phrases,
            Function<SiteKey, SiteIndex> knowledge,
            Function<SiteKey, Calibration> calibrations) {
        this.phrases = phrases;
        this.knowledge = knowledge;
        this.calibrations = calibrations;
    }

    @Override
    public Answer answer(Question written) {
        Question question = written.masked();
        Optional<Answer.SmallTalk> talk = phrases.smallTalk.recognise(question.text());
        if (talk.isPresent()) {
            return talk.get();
        }
        SiteIndex site = knowledge.apply(question.site());
        Language language = languageOf(question, site);
        Optional<PassageIndex> index = site.in(language).or(site::largest);
        if (index.isEmpty()) {
            return new Answer.NotCovered(language, Gap.NOTHING_LEARNED, 0);
        }
        String asked = asked(phrases.smallTalk.withoutGreeting(question.text()));
        if (asked.chars().noneMatch(Character::isLetterOrDigit)) {
            return new Answer.NotCovered(language, Gap.NO_WORDS, 0);
        }
        boolean forNow = site.isByWordsForNow(index.get().language());
        Calibration learned = calibrations.apply(question.site());
        Calibration calibration = forNow ? learned.forNow() : learned;
        Finding best = best(question, asked, language, index.get(), calibration);
        Answer answer = judge(question, language, asked, best, calibration);
        // What words alone do not find may well be on the site.
        return forNow && answer instanceof Answer.NotCovered none
                ? new Answer.NotCovered(language, Gap.NOTHING_LEARNED, none.confidence())
                : answer;
    }

    /// The question on its own, or as it follows on what was said before if that is surer.
    private Finding best(
            Question question,
            String asked,
            Language language,
            PassageIndex index,
            Calibration calibration) {
        Optional<AskedFact> fact = phrases.facts.in(asked, language);
        Finding alone = find(index, Query.of(asked), fact, _ -> true, calibration);
        return phrases.followUp
                .of(question, asked)
                .map(query -> find(index, query, fact, _ -> true, calibration))
                .filter(inContext -> inContext.probability() >= alone.probability())
                .orElse(alone);
    }

    /// A judged question asked once more of the site as it is now. Empty if another page or none
    /// would be cited, if the shipped calibration would not even suggest it, or if comparing
    /// answers it whatever the calibration.
    public Optional<SiteCalibration.Judged> again(Verdict verdict) {
        Question question = verdict.question().masked();
        SiteIndex site = knowledge.apply(question.site());
        Language language = languageOf(question, site);
        String asked = asked(phrases.smallTalk.withoutGreeting(question.text()));
        Calibration shipped = Calibration.DEFAULT;
        return site.in(language)
                .or(site::largest)
                .map(index -> best(question, asked, language, index, shipped))
                .filter(found -> found.probability() >= shipped.suggestFrom())
                .flatMap(Finding::evidence)
                .filter(evidence -> !evidence.isWhollyCompared() && isCited(evidence, verdict))
                .map(evidence ->
                        new SiteCalibration.Judged(shipped.logit(evidence), verdict.helped()));
    }

    private static boolean isCited(Evidence evidence, Verdict verdict) {
        return DeepLink.page(citation(evidence).url()).equals(DeepLink.page(verdict.cited()));
    }

    /// The least confidence that an answer is given with.
    double answersFrom(SiteKey site) {
        return calibrations.apply(site).answerFrom();
    }

    /// The passages nearest to a question, nearest first; of any page as many as there are.
    List<Passage> passages(Question written, int most) {
        Question question = written.masked();
        SiteIndex site = knowledge.apply(question.site());
        Language language = languageOf(question, site);
        String asked = asked(phrases.smallTalk.withoutGreeting(question.text()));
        Query query = phrases.followUp.of(question, asked).orElseGet(() -> Query.of(asked));
        return site.in(language).or(site::largest).stream()
                .flatMap(index -> index.search(query).hits().stream())
                .map(Hit::passage)
                .limit(most)
                .toList();
    }

    /// Everything that was found for one reading of the question. For [CalibrationFit] as well.
    record Finding(Retrieval retrieval, Optional<Evidence> evidence, double probability) {}

    /// @param shown pages that may be answered from, the others count as absent
    Finding find(
            PassageIndex index,
            Query query,
            Optional<AskedFact> fact,
            Predicate<Passage> shown,
            Calibration calibration) {
        boolean steps = phrases.wantsSteps(query.text());
        return phrases.superlatives
                .in(query.text())
                .flatMap(extreme -> compared(index, query, fact, shown, extreme, calibration))
                .orElseGet(() -> {
                    Retrieval retrieval = index.search(query, shown);
                    Optional<Evidence> chosen = Evidence.of(retrieval, fact, steps);
                    return found(index, query, retrieval, chosen, calibration);
                });
    }

    /// No table says "cheapest": the question is looked up by what is compared, and answered by the
    /// row that is. Empty if nothing near enough can be compared.
    private static Optional<Finding> compared(
            PassageIndex index,
            Query query,
            Optional<AskedFact> fact,
            Predicate<Passage> shown,
            Superlative extreme,
            Calibration calibration) {
        Predicate<Passage> comparable = shown.and(p -> extreme.rowOf(p).isPresent());
        if (index.passages().stream().noneMatch(comparable)) {
            return Optional.empty();
        }
        Query plain = new Query(extreme.plain(query.text(), index.language()), query.context());
        Query rest = new Query(extreme.without(query.text()), query.context());
        Retrieval retrieval = index.search(plain, comparable);
        // All that can be compared has such figures; of what they are tells the tables apart. Other
        // words are another search: neither their meaning nor their weight is in the first one.
        Retrieval byRest = rest.equals(plain) ? retrieval : index.search(rest, comparable);
        List<Hit> tables = (byRest.words() > 0 ? byRest : retrieval).hits();
        return tables.stream()
                .findFirst()
                .flatMap(table -> Evidence.extreme(retrieval, table.passage(), fact, extreme))
                .map(row -> {
                    // The row answers the word; what else is asked must be there.
                    return found(index, rest, retrieval, Optional.of(row), calibration);
                })
                .filter(row ->
                        row.probability()
                                >= (row.evidence().filter(Evidence::isWhollyCompared).isPresent()
                                        ? COMPARED_FROM
                                        : calibration.suggestFrom()));
    }

    private static Finding found(
            PassageIndex index,
            Query query,
            Retrieval retrieval,
            Optional<Evidence> chosen,
            Calibration calibration) {
        Optional<Evidence> evidence = chosen.map(e -> e.with(index.lack(query, e.hit(), e.unit())));
        return new Finding(retrieval, evidence, evidence.map(calibration::probability).orElse(0.0));
    }

    private Answer judge(
            Question question,
            Language language,
            String asked,
            Finding found,
            Calibration calibration) {
        if (found.evidence().isEmpty()) {
            return new Answer.NotCovered(language, Gap.OFF_SITE, 0);
        }
        Evidence evidence = found.evidence().get();
        double probability = found.probability();
        boolean oneWord = found.retrieval().words() <= 1 && question.recent().isEmpty();
        if (oneWord && evidence.hit().coverage() > 0) {
            Optional<Answer> choice = choice(language, found);
            if (choice.isPresent()) {
                return choice.get();
            }
        }
        boolean factMissing = evidence.isFactMissing();
        // A comparison that leaves no word of the question over needs no nearness on top.
        boolean sure = probability >= calibration.answerFrom() || evidence.isWhollyCompared();
        if (sure && !factMissing) {
            // A fact that was asked for stands in its sentence, not at the head of the section.
            if (evidence.isSection(phrases.wantsSteps(asked)) && evidence.fact() == 0) {
                return new Answer.Quoted(
                        language,
                        QuotedText.section(evidence.hit().passage()),
                        List.of(citation(evidence.hit(), 0)),
                        probability);
            }
            String text =
                    QuotedText.around(
                            evidence.hit().passage(),
                            evidence.unit().index(),
                            phrases.wantsSteps(asked));
            return new Answer.Quoted(language, text, List.of(citation(evidence)), probability);
        }
        if (probability >= calibration.suggestFrom()) {
            return new Answer.Suggested(
                    language, nearest(evidence, found.retrieval()), true, probability);
        }
        if (factMissing && evidence.hit().coverage() > 0.5) {
            return new Answer.NotCovered(language, Gap.FACT_MISSING, probability);
        }
        return isOnTopic(evidence, found.retrieval())
                ? new Answer.Suggested(
                        language, nearestPages(evidence, found.retrieval()), false, probability)
                : new Answer.NotCovered(language, Gap.OFF_SITE, probability);
    }

    private static boolean isOnTopic(Evidence evidence, Retrieval retrieval) {
        return evidence.basis() == Calibration.Basis.ENGLISH_MEANING
                && retrieval.hits().stream().anyMatch(hit -> hit.cosine() >= NEAR);
    }

    private static Citation citation(Evidence evidence) {
        return citation(evidence.hit(), evidence.unit().index());
    }

    private static Citation citation(Hit hit, int unit) {
        return new Citation(
                DeepLink.to(hit.passage(), hit.passage().units().get(unit)),
                hit.passage().title(),
                hit.passage().heading(),
                hit.passage().units().get(unit).text());
    }

    /// The chosen sentence first, then the best one of other passages.
    private static List<Citation> nearest(Evidence evidence, Retrieval retrieval) {
        return cited(evidence, near(evidence, retrieval));
    }

    /// The same where no sentence is trusted: the page that is nearest as a whole first.
    private static List<Citation> nearestPages(Evidence evidence, Retrieval retrieval) {
        List<Hit> hits = new ArrayList<>(near(evidence, retrieval));
        hits.sort(Comparator.comparingDouble((Hit hit) -> hit.cosine() + hit.heading()).reversed());
        return cited(evidence, hits);
    }

    private static List<Hit> near(Evidence evidence, Retrieval retrieval) {
        List<Hit> near = new ArrayList<>();
        near.add(evidence.hit());
        for (Hit hit : retrieval.hits()) {
            boolean other = !hit.passage().path().equals(evidence.hit().passage().path());
            if (other && near.size() < Answer.Suggested.MAX_CITATIONS && isNear(hit, retrieval)) {
                near.add(hit);
            }
        }
        return near;
    }

    private static List<Citation> cited(Evidence evidence, List<Hit> hits) {
        return hits.stream()
                .map(hit ->
                        hit.number() == evidence.hit().number()
                                ? citation(evidence)
                                : citation(hit, bestUnit(hit)))
                .toList();
    }

    private static boolean isNear(Hit hit, Retrieval retrieval) {
        return hit.score() >= retrieval.hits().getFirst().score() - BEHIND;
    }

    private static int bestUnit(Hit hit) {
        return hit.units().stream()
                .max(Comparator.comparingDouble(unit -> unit.cosine() + unit.coverage()))
                .map(Retrieval.UnitHit::index)
                .orElse(0);
    }

    /// One heading of each page that a single word leads to.
    private static Optional<Answer> choice(Language language, Finding found) {
        Map<String, Hit> topics = new LinkedHashMap<>();
        for (Hit hit : found.retrieval().hits()) {
            if (hit.coverage() > 0 && topics.size() < Answer.Clarify.MAX_TOPICS) {
                topics.putIfAbsent(hit.passage().title(), hit);
            }
        }
        if (topics.size() < 2) {
            return Optional.empty();
        }
        List<Citation> citations =
                topics.values().stream().map(hit -> citation(hit, bestUnit(hit))).toList();
        return Optional.of(
                new Answer.Clarify(
                        language, List.copyOf(topics.keySet()), citations, found.probability()));
    }

    /// The question's own small words decide; then where the customer is, then the site's words.
    private static Language languageOf(Question question, SiteIndex site) {
        return LanguageDetector.detect(question.text())
                .or(() -> question.locale().map(Language::of).filter(l -> site.in(l).isPresent()))
                .or(() -> site.mostFamiliarWith(question.text()))
                .or(() -> site.largest().map(PassageIndex::language))
                .orElse(Language.ENGLISH);
    }

    private static String asked(String text) {
        if (text.length() <= LONG_CHARS) {
            return text;
        }
        String[] sentences = text.split("(?<=[.!?\\n])\\s+", -1);
        boolean questions = List.of(sentences).stream().anyMatch(s -> s.strip().endsWith("?"));
        StringBuilder asked = new StringBuilder();
        for (int i = 0; i < sentences.length; i++) {
            String sentence = sentences[i].strip().toLowerCase(Locale.ROOT);
            if (questions ? sentence.endsWith("?") : i == sentences.length - 1) {
                asked.append(sentences[i].strip()).append(' ');
            }
        }
        return asked.toString().strip();
    }
}
