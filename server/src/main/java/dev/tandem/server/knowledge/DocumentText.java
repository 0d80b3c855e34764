package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;

import java.util.List;

/// What came of reading a document.
sealed interface DocumentText {
    /// @param title as the document names itself, empty if it does not
    /// @param language as the document says, a BCP 47 tag; empty if it does not
    /// @param blocks with the anchor of their page
    record Words(String title, String language, List<Block> blocks) implements DocumentText {
        public Words {
            blocks = List.copyOf(blocks);
        }
    }

    record Unreadable(Reason reason, String detail) implements DocumentText {}
}
