package dev.tandem.server.knowledge;

/// One piece of a page's main content, as plain text.
///
/// @param level of a heading, 1 to 7; number of a step, from 1; 0 otherwise
/// @param anchor id on the page of a heading; empty if it has none
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

    public static Block paragraph(String text) {
        return new Block(Kind.PARAGRAPH, 0, text, "");
    }
}
