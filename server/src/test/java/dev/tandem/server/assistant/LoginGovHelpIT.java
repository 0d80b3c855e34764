package dev.tandem.server.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.Answer.NotCovered;
import dev.tandem.server.assistant.Answer.Quoted;
import dev.tandem.server.assistant.Answer.Suggested;
import dev.tandem.server.knowledge.CrawlProblem;
import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A real help center in three languages, learned over HTTP and asked in customers' own words; and
/// the demo business in the same way. The questions are in `questions/*-test.tsv`; nothing was
/// fitted on them. The floors are what was measured, less a margin.
class LoginGovHelpIT {
    /// Words of the site's frame: cookie banner, official banner, navigation, newsletter, footer.
    private static final List<String> FRAME =
            List.of(
                    "We use cookies",
                    "An official website of the United States government",
                    "Here’s how you know",
                    "Skip to main content",
                    "Get service updates by email",
                    "Was this article helpful",
                    "Back to top",
                    "In this section",
                    "Accept all");

    @Test
    void the_help_center_is_learned_and_asked_or_the_demo_site_in_its_place() {
        Optional<Path> folder = SharedData.folder("login-gov-help");
        if (folder.isEmpty()) {
            System.out.println(
                    "The folder login-gov-help is not there (set -Dtandem.data or TANDEM_DATA):"
                            + " the demo site is asked in its place.");
            askTheDemoSite();
            return;
        }
        try (StaticSite site =
                StaticSite.serving(folder.get().resolve("site"), "http://127.0.0.1:8099")) {
            LearnedSite help = LearnedSite.from(site, Optional.of(Models.SEARCH));
            checkWhatWasLearned(help);
            checkAnswers(help);
        }
    }

    @Test
    void the_demo_business_is_learned_and_asked() {
        askTheDemoSite();
    }

    private static void checkWhatWasLearned(LearnedSite help) {
        assertThat(help.crawl().complete()).isTrue();
        assertThat(pages(help, "/es/")).isEqualTo(69);
        assertThat(pages(help, "/fr/")).isEqualTo(69);
        assertThat(help.crawl().pages()).hasSize(233);
        assertThat(help.crawl().pages()).noneMatch(p -> p.url().getPath().contains("/private/"));
        assertThat(help.crawl().problems())
                .extracting(CrawlProblem::reason)
                .containsExactlyInAnyOrder(Reason.CLOSED_BY_ROBOTS, Reason.NOT_TO_BE_INDEXED);
        List<Passage> passages = passages(help);
        assertThat(passages)
                .allSatisfy(passage ->
                        assertThat(passage.path() + " " + passage.text())
                                .doesNotContain("QUARTZ-HERON-4471")
                                .doesNotContain(FRAME));
    }

    private static long pages(LearnedSite site, String prefix) {
        return site.crawl().pages().stream()
                .filter(page -> page.url().getPath().startsWith(prefix))
                .count();
    }

    private static List<Passage> passages(LearnedSite site) {
        List<Passage> all = new ArrayList<>();
        Stream.of(Language.ENGLISH, Language.SPANISH, Language.FRENCH)
                .forEach(language ->
                        site.knowledge()
                                .current(site.key())
                                .in(language)
                                .ifPresent(index -> all.addAll(index.passages())));
        return all;
    }

    private static void checkAnswers(LearnedSite help) {
        List<Asked> questions = Asked.read("help-test.tsv");
        assertThat(questions).hasSizeGreaterThanOrEqualTo(30);
        Scorecard card =
                print("Help center, " + help.crawl().pages().size() + " pages", help, questions);
        for (Language language : List.of(Language.ENGLISH, Language.SPANISH, Language.FRENCH)) {
            List<Asked> own = questions.stream().filter(q -> q.language() == language).toList();
            System.out.println(Scorecard.of(help, own).table("  of these, in " + language));
        }
        assertFloors(card, 0.85, 0.95, 0.60);
        assertThat(help.engine().answer(Question.first(help.key(), "what is QUARTZ-HERON-4471")))
                .isNotInstanceOf(Quoted.class);
    }

    private static void askTheDemoSite() {
        try (StaticSite site = StaticSite.demo()) {
            LearnedSite demo = LearnedSite.from(site, Optional.of(Models.SEARCH));
            Scorecard card =
                    print(
                            "Demo business, " + demo.crawl().pages().size() + " pages",
                            demo,
                            Asked.read("demo-test.tsv"));
            assertFloors(card, 0.90, 0.97, 0.60);
            LearnedSite lite = LearnedSite.from(site, Optional.empty());
            print("Demo business, by words only (lite)", lite, Asked.read("demo-test.tsv"));
        }
    }

    private static Scorecard print(String name, LearnedSite site, List<Asked> questions) {
        Scorecard card = Scorecard.of(site, questions);
        System.out.println(card.table(name));
        System.out.printf(
                Locale.ROOT,
                "  crawled in %d ms, embedded in %d ms, ready after a restart in %d ms, %d"
                        + " passages%n  what went wrong:%n",
                site.crawlMillis(),
                site.embedMillis(),
                site.restoreMillis(),
                site.knowledge().current(site.key()).passages());
        card.misses().forEach(System.out::println);
        for (Asked asked : questions) {
            Answer answer = site.engine().answer(Question.first(site.key(), asked.question()));
            boolean honest =
                    switch (answer) {
                        case Quoted quoted -> !quoted.citations().isEmpty();
                        case Suggested suggested -> !suggested.citations().isEmpty();
                        case NotCovered _, Answer.Clarify _, Answer.SmallTalk _ -> true;
                        case Answer.LookedUp _ -> false;
                    };
            assertThat(honest).as(asked.question()).isTrue();
        }
        return card;
    }

    private static void assertFloors(Scorecard card, double hit1, double hit3, double right) {
        assertThat(card.share(card.hit1(), card.covered())).as("hit@1").isGreaterThan(hit1);
        assertThat(card.share(card.hit3(), card.covered())).as("hit@3").isGreaterThan(hit3);
        assertThat(card.share(card.answeredRight(), card.covered()))
                .as("covered questions answered from the right page")
                .isGreaterThan(right);
        assertThat(card.share(card.answeredRight(), card.answered()))
                .as("answers that come from the right page")
                .isGreaterThan(0.90);
        assertThat(card.share(card.uncoveredAnswered(), card.uncovered()))
                .as("uncovered questions answered wrongly")
                .isLessThan(0.2);
    }
}
