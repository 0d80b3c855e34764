package dev.tandem.server.knowledge;

import static java.util.Objects.requireNonNull;

/// One piece of a page's main content, as plain text.
///
/// @param level of a heading, 1 to 7; number of a step, from 1; 0 otherwise
/// @param anchor id on the page of a heading, [#page] of a document; empty if there is none
public record Block(Kind kind, int level, String text, String anchor) {
    public enum Kind {
        HEADING,
        PARAGRAPH,
        /// Of a numbered list.
        STEP,
        /// Of a list with bullets.
        ITEM,
        /// Of a table, with the names of its columns.
        ROW
    }

    /// Also made of stored text, which somebody else may have changed.
    public Block {
        requireNonNull(kind);
        requireNonNull(text);
        requireNonNull(anchor);
    }

    /// What viewers of PDF take for the page to open, from 1.
    static String page(int number) {
        return PAGE + number;
    }

    /// How an anchor of a document begins.
    public static final String PAGE = "page=";

    public static Block paragraph(String text) {
        return new Block(Kind.PARAGRAPH, 0, text, "");
    }
}
