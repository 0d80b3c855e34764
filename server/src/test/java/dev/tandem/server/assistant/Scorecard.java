package dev.tandem.server.assistant;

import dev.tandem.server.assistant.Answer.NotCovered;
import dev.tandem.server.assistant.Answer.Quoted;
import dev.tandem.server.assistant.Answer.Suggested;
import dev.tandem.server.knowledge.PassageIndex;
import dev.tandem.server.knowledge.Query;
import dev.tandem.signaling.timeline.Citation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What came of asking a list of questions: where the right page stood, what was answered, how
/// often that was wrong, and how long it took.
public record Scorecard(
        int covered,
        int hit1,
        int hit3,
        int answered,
        int answeredRight,
        int suggested,
        int suggestedRight,
        int denied,
        int uncovered,
        int uncoveredAnswered,
        int uncoveredSuggested,
        double p50Millis,
        double p95Millis,
        List<String> misses) {

    public static Scorecard of(LearnedSite site, List<Asked> questions) {
        // The first calls load classes; they are not what a customer waits for.
        questions.forEach(asked -> site.engine().answer(question(site, asked)));
        int covered = 0, hit1 = 0, hit3 = 0, answered = 0, answeredRight = 0, suggested = 0;
        int suggestedRight = 0, denied = 0, uncovered = 0, wrongAnswer = 0, wrongSuggestion = 0;
        List<String> misses = new ArrayList<>();
        double[] millis = new double[questions.size()];
        for (int i = 0; i < questions.size(); i++) {
            Asked asked = questions.get(i);
            long start = System.nanoTime();
            Answer answer = site.engine().answer(question(site, asked));
            millis[i] = (System.nanoTime() - start) / 1e6;
            List<String> pages = ranked(site, asked);
            if (asked.isCovered()) {
                covered++;
                hit1 += pages.stream().limit(1).anyMatch(asked::isAnsweredAt) ? 1 : 0;
                hit3 += pages.stream().limit(3).anyMatch(asked::isAnsweredAt) ? 1 : 0;
            } else {
                uncovered++;
            }
            switch (answer) {
                case Quoted quoted -> {
                    boolean right = asked.isAnsweredAt(quoted.citations().getFirst().url());
                    answered += asked.isCovered() ? 1 : 0;
                    answeredRight += right ? 1 : 0;
                    wrongAnswer += asked.isCovered() ? 0 : 1;
                    if (!right) {
                        misses.add(line("ANSWER", asked, quoted.citations(), quoted.confidence()));
                    }
                }
                case Suggested some -> {
                    boolean right =
                            some.citations().stream()
                                    .map(Citation::url)
                                    .anyMatch(asked::isAnsweredAt);
                    suggested += asked.isCovered() ? 1 : 0;
                    suggestedRight += right ? 1 : 0;
                    wrongSuggestion += asked.isCovered() ? 0 : 1;
                    if (!right) {
                        misses.add(line("SUGGEST", asked, some.citations(), some.confidence()));
                    }
                }
                case NotCovered none -> {
                    denied += asked.isCovered() ? 1 : 0;
                    if (asked.isCovered()) {
                        misses.add(line("NONE", asked, List.of(), none.confidence()));
                    }
                }
                case Answer.Clarify clarify -> suggested += asked.isCovered() ? 1 : 0;
                case Answer.LookedUp _ -> throw new AssertionError("nothing can be looked up here");
                case Answer.SmallTalk talk ->
                        misses.add(line("TALK " + talk.kind(), asked, List.of(), 1));
            }
        }
        Arrays.sort(millis);
        return new Scorecard(
                covered,
                hit1,
                hit3,
                answered,
                answeredRight,
                suggested,
                suggestedRight,
                denied,
                uncovered,
                wrongAnswer,
                wrongSuggestion,
                millis[millis.length / 2],
                millis[(int) (millis.length * 0.95)],
                misses);
    }

    private static Question question(LearnedSite site, Asked asked) {
        return Question.first(site.key(), asked.question());
    }

    private static List<String> ranked(LearnedSite site, Asked asked) {
        return site
                .knowledge()
                .current(site.key())
                .in(asked.language())
                .map((PassageIndex index) -> index.search(Query.of(asked.question())).hits())
                .orElse(List.of())
                .stream()
                .map(hit -> hit.passage().url().toString())
                .distinct()
                .toList();
    }

    private static String line(String band, Asked asked, List<Citation> citations, double p) {
        return String.format(
                Locale.ROOT,
                "  %-8s %.2f  %s -> %s",
                band,
                p,
                asked.question(),
                citations.stream().map(c -> c.title() + " > " + c.heading()).toList());
    }

    public double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    public String table(String name) {
        return String.format(
                Locale.ROOT,
                """
                %s
                  covered   %d: hit@1 %.3f, hit@3 %.3f; answered %d (right page %d), "is it this?" %d (right page among them %d), not answered %d
                  uncovered %d: said so %d, "is it this?" %d, answered wrongly %d
                  one answer: p50 %.1f ms, p95 %.1f ms
                """,
                name,
                covered,
                share(hit1, covered),
                share(hit3, covered),
                answered,
                answeredRight,
                suggested,
                suggestedRight,
                denied,
                uncovered,
                uncovered - uncoveredAnswered - uncoveredSuggested,
                uncoveredSuggested,
                uncoveredAnswered,
                p50Millis,
                p95Millis);
    }
}
