package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;

import java.util.List;

/// What axe can tell of WCAG 2.2 AA by looking at a page: names, roles, contrast, sizes. What only
/// people can tell is not in here.
final class Accessibility {
    private static final List<String> WCAG_2_2_AA =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private Accessibility() {}

    /// The widget only: the page around it is the business's own.
    static void isFineInTheWidget(Page page, String state) {
        isFine(axe(page).include("tandem-widget"), "the widget, " + state);
    }

    static void isFineOnTheDesk(Page page, String state) {
        isFine(axe(page), "the desk, " + state);
    }

    private static AxeBuilder axe(Page page) {
        // Else it opens a page of its own to gather what frames say, and there are none.
        return new AxeBuilder(page).setLegacyMode(true).withTags(WCAG_2_2_AA);
    }

    private static void isFine(AxeBuilder axe, String what) {
        assertThat(
                        axe.analyze().getViolations().stream()
                                .flatMap(rule ->
                                        rule.getNodes().stream()
                                                .map(node ->
                                                        "%s: %s %s"
                                                                .formatted(
                                                                        rule.getId(),
                                                                        node.getTarget(),
                                                                        node.getFailureSummary()))))
                .as(what)
                .isEmpty();
    }
}
