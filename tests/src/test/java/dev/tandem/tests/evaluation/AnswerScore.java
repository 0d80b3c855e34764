package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.Asked;
import dev.tandem.server.assistant.LearnedSite;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.assistant.Scorecard;
import dev.tandem.server.knowledge.PassageIndex;
import dev.tandem.server.knowledge.Query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// How well the assistant answers the questions of a set, beside what [Scorecard] counts: where the
/// right page stands, how precise the surest answers are, and whether its confidence can be
/// believed.
final class AnswerScore {
    /// Questions that no business's site answers.
    private static final List<String> OFF_TOPIC =
            List.of(
                    "who won the world cup in 1998",
                    "what is the capital of Mongolia",
                    "write me a poem about autumn",
                    "what's the weather like in Madrid tomorrow",
                    "how do I cook risotto",
                    "what is the square root of 1764",
                    "who wrote War and Peace",
                    "recommend a film for tonight",
                    "how tall is Mount Kilimanjaro",
                    "translate good morning into Japanese",
                    "what are the symptoms of measles",
                    "how many moons does Jupiter have",
                    "give me a chess opening against the Sicilian",
                    "when did the Roman Empire fall",
                    "what should I name my cat",
                    "how do I grow tomatoes on a balcony",
                    "explain quantum entanglement",
                    "what's the best guitar for beginners",
                    "who is the president of Brazil",
                    "how long do penguins live");

    private static final int BINS = 10;

    private record Given(double confidence, boolean right) {}

    private final String name;
    private final Scorecard card;
    private final double meanReciprocalRank;
    private final double calibrationError;
    private final List<Given> surestFirst;
    private final int covered;
    private final int offTopicRefused;

    AnswerScore(String name, LearnedSite site, List<Asked> questions) {
        this.name = name;
        this.card = Scorecard.of(site, questions);
        this.covered = (int) questions.stream().filter(Asked::isCovered).count();
        this.meanReciprocalRank =
                questions.stream()
                        .filter(Asked::isCovered)
                        .mapToDouble(asked -> reciprocalRank(site, asked))
                        .average()
                        .orElse(0);
        List<Given> given = new ArrayList<>();
        for (Asked asked : questions) {
            Answer answer = site.engine().answer(Question.first(site.key(), asked.question()));
            String page =
                    switch (answer) {
                        case Answer.Quoted quoted -> quoted.citations().getFirst().url();
                        case Answer.Suggested some -> some.citations().getFirst().url();
                        case Answer.NotCovered _, Answer.Clarify _, Answer.SmallTalk _ -> "";
                    };
            given.add(new Given(answer.confidence(), !page.isEmpty() && asked.isAnsweredAt(page)));
        }
        given.sort(Comparator.comparingDouble(Given::confidence).reversed());
        this.surestFirst = given;
        this.calibrationError = calibrationError(given);
        this.offTopicRefused =
                (int)
                        OFF_TOPIC.stream()
                                .map(q -> site.engine().answer(Question.first(site.key(), q)))
                                .filter(a -> a instanceof Answer.NotCovered)
                                .count();
    }

    private static double reciprocalRank(LearnedSite site, Asked asked) {
        List<String> pages =
                site
                        .knowledge()
                        .current(site.key())
                        .in(asked.language())
                        .map((PassageIndex index) ->
                                index.search(Query.of(asked.question())).hits())
                        .orElse(List.of())
                        .stream()
                        .map(hit -> hit.passage().url().toString())
                        .distinct()
                        .toList();
        for (int rank = 0; rank < pages.size(); rank++) {
            if (asked.isAnsweredAt(pages.get(rank))) {
                return 1.0 / (rank + 1);
            }
        }
        return 0;
    }

    /// Expected calibration error in ten bins.
    private static double calibrationError(List<Given> given) {
        double error = 0;
        for (int bin = 0; bin < BINS; bin++) {
            int b = bin;
            List<Given> in =
                    given.stream()
                            .filter(g -> Math.min(BINS - 1, (int) (g.confidence() * BINS)) == b)
                            .toList();
            double confidence = in.stream().mapToDouble(Given::confidence).average().orElse(0);
            double right = in.stream().mapToDouble(g -> g.right() ? 1 : 0).average().orElse(0);
            error += Math.abs(confidence - right) * in.size() / given.size();
        }
        return error;
    }

    private double precisionAt(double share) {
        List<Given> surest = surestFirst.subList(0, (int) Math.round(share * covered));
        return surest.stream().mapToDouble(g -> g.right() ? 1 : 0).average().orElse(0);
    }

    private double answeredPrecision() {
        return card.share(card.answeredRight(), card.answered() + card.uncoveredAnswered());
    }

    String table() {
        return card.table(name)
                + String.format(
                        Locale.ROOT,
                        "  MRR %.3f; given answers: precision %.3f at %.2f of answerable questions; surest 40/60/80 %%: %.2f/%.2f/%.2f%n"
                                + "  calibration error %.3f; off-topic refused %d of %d%n",
                        meanReciprocalRank,
                        answeredPrecision(),
                        card.share(card.answered(), card.covered()),
                        precisionAt(0.4),
                        precisionAt(0.6),
                        precisionAt(0.8),
                        calibrationError,
                        offTopicRefused,
                        OFF_TOPIC.size());
    }

    ObjectNode json() {
        return Lines.JSON
                .createObjectNode()
                .put("covered", card.covered())
                .put("uncovered", card.uncovered())
                .put("hit1", card.share(card.hit1(), card.covered()))
                .put("hit3", card.share(card.hit3(), card.covered()))
                .put("mrr", meanReciprocalRank)
                .put("answerPrecision", answeredPrecision())
                .put("answeredShare", card.share(card.answered(), card.covered()))
                .put("precisionAt40", precisionAt(0.4))
                .put("precisionAt60", precisionAt(0.6))
                .put("precisionAt80", precisionAt(0.8))
                .put(
                        "unanswerableRefusedOrSuggested",
                        card.share(card.uncovered() - card.uncoveredAnswered(), card.uncovered()))
                .put("offTopicRefused", (double) offTopicRefused / OFF_TOPIC.size())
                .put("calibrationError", calibrationError)
                .put("p95Millis", card.p95Millis());
    }
}
