package dev.tandem.server.knowledge;

/// What people of the business have decided about a page.
public enum PageUse {
    /// Nothing: answered from while the crawl finds it.
    ANSWERS,
    /// Read by every crawl, even if no link leads there, and kept when it cannot be read.
    PINNED,
    /// Known, and never answered from.
    EXCLUDED
}
