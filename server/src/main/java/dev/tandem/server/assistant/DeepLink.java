package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Block;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.Unit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// The address of a quote: the heading's anchor, and a text fragment that makes browsers scroll to
/// the very words and mark them. A browser that knows neither shows the page from its top. Of a
/// document, its page.
final class DeepLink {
    /// Longer quotes are named by their first and last words.
    private static final int WHOLE_CHARS = 60;

    private static final int EDGE_WORDS = 4;

    private DeepLink() {}

    static String to(Passage passage, Unit unit) {
        if (passage.anchor().startsWith(Block.PAGE)) {
            // Viewers of PDF know the page and no text fragment.
            return passage.url() + "#" + passage.anchor();
        }
        return passage.url() + "#" + anchor(passage) + ":~:text=" + fragment(unit);
    }

    /// The page that such a link leads to.
    static String page(String link) {
        int end = link.lastIndexOf('#');
        return end < 0 ? link : link.substring(0, end);
    }

    private static String anchor(Passage passage) {
        return URLEncoder.encode(passage.anchor(), StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String fragment(Unit unit) {
        if (unit.kind() == Block.Kind.ROW) {
            // The row on the page has no column names: only its first cell is sure to be there.
            int end = unit.text().indexOf(Unit.CELL);
            return encoded(end < 0 ? unit.text() : unit.text().substring(0, end));
        }
        String[] words = unit.text().split(" ", -1);
        if (unit.text().length() <= WHOLE_CHARS || words.length < 3 * EDGE_WORDS) {
            return encoded(unit.text());
        }
        return encoded(join(words, 0, EDGE_WORDS))
                + ","
                + encoded(join(words, words.length - EDGE_WORDS, words.length));
    }

    private static String join(String[] words, int from, int to) {
        return String.join(" ", java.util.Arrays.copyOfRange(words, from, to));
    }

    /// Comma, dash and ampersand have a meaning in text fragments.
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("-", "%2D");
    }
}
