package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.function.Predicate;
import java.util.stream.Stream;

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

    /// @param said whether the quoted text holds the asked fact
    private record Given(
            Asked asked, Answer answer, double confidence, boolean right, boolean said) {
        boolean isQuoted() {
            return answer instanceof Answer.Quoted;
        }
    }

    private final String name;
    private final Scorecard card;
    private final double meanReciprocalRank;
    private final double calibrationError;
    private final List<Given> surestFirst;
    private final int covered;
    private final List<Answer> offTopic;

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
                        case Answer.LookedUp _,
                                Answer.NotCovered _,
                                Answer.Clarify _,
                                Answer.SmallTalk _ ->
                                "";
                    };
            given.add(
                    new Given(
                            asked,
                            answer,
                            answer.confidence(),
                            !page.isEmpty() && asked.isAnsweredAt(page),
                            answer instanceof Answer.Quoted quoted
                                    && asked.isSaidIn(quoted.text())));
        }
        given.sort(Comparator.comparingDouble(Given::confidence).reversed());
        this.surestFirst = given;
        this.calibrationError = calibrationError(given);
        this.offTopic =
                Stream.concat(
                                OFF_TOPIC.stream(),
                                questions.stream().filter(Asked::offTopic).map(Asked::question))
                        .map(q -> site.engine().answer(Question.first(site.key(), q)))
                        .toList();
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

    private long count(Predicate<Given> which) {
        return surestFirst.stream().filter(which).count();
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    /// Questions on the topic that the site leaves open: said so, or only suggested.
    private double openNotAnswered() {
        Predicate<Given> open = g -> !g.asked().isCovered() && !g.asked().offTopic();
        return share(count(open.and(g -> !g.isQuoted())), count(open));
    }

    /// Of the answers given on the right kind of question, those whose text holds the asked fact.
    private double factSaid() {
        Predicate<Given> known = g -> g.isQuoted() && !g.asked().facts().isEmpty();
        return share(count(known.and(g -> g.right() && g.said())), count(known));
    }

    private double offTopicShare(Predicate<Answer> which) {
        return share(offTopic.stream().filter(which).count(), offTopic.size());
    }

    /// How precise the answers would be if only the surest were given: one point for each twentieth
    /// of the answerable questions, unanswerable ones counting as wrong.
    private ArrayNode curve() {
        ArrayNode points = Lines.JSON.createArrayNode();
        int answerable = 0;
        int wrong = 0;
        int right = 0;
        int step = Math.max(1, covered / 20);
        for (Given given : surestFirst) {
            right += given.right() ? 1 : 0;
            wrong += given.right() ? 0 : 1;
            answerable += given.asked().isCovered() ? 1 : 0;
            if (given.asked().isCovered() && answerable % step == 0) {
                points.addObject()
                        .put("from", given.confidence())
                        .put("answeredShare", share(answerable, covered))
                        .put("precision", share(right, right + (long) wrong));
            }
        }
        return points;
    }

    String table() {
        return card.table(name)
                + String.format(
                        Locale.ROOT,
                        "  MRR %.3f; given answers: precision %.3f at %.2f of answerable questions; surest 40/60/80 %%: %.2f/%.2f/%.2f%n"
                                + "  the asked fact in the quoted text: %.3f; on the topic but unanswerable, refused or only suggested: %.3f%n"
                                + "  calibration error %.3f; off-topic refused %.3f of %d, not answered %.3f%n",
                        meanReciprocalRank,
                        answeredPrecision(),
                        card.share(card.answered(), card.covered()),
                        precisionAt(0.4),
                        precisionAt(0.6),
                        precisionAt(0.8),
                        factSaid(),
                        openNotAnswered(),
                        calibrationError,
                        offTopicShare(a -> a instanceof Answer.NotCovered),
                        offTopic.size(),
                        offTopicShare(a -> !(a instanceof Answer.Quoted)));
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
                .put("factSaid", factSaid())
                .put("unanswerableRefusedOrSuggested", openNotAnswered())
                .put("offTopicRefused", offTopicShare(a -> a instanceof Answer.NotCovered))
                .put("offTopicNotAnswered", offTopicShare(a -> !(a instanceof Answer.Quoted)))
                .put("calibrationError", calibrationError)
                .put("p95Millis", card.p95Millis())
                .set("curve", curve());
    }
}
