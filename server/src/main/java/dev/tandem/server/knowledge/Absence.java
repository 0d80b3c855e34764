package dev.tandem.server.knowledge;

/// What follows from an address having brought no page.
enum Absence {
    /// There is no such page any more: the site says so.
    GONE,
    /// There may be one, and the same would come of it the next time.
    UNREADABLE,
    /// It may be read the next time; until then nobody knows where it leads.
    NOT_NOW;

    static Absence of(Fetched.Failed failed) {
        int status = failed.status();
        return switch (failed.reason()) {
            case TOO_SLOW, UNREACHABLE -> NOT_NOW;
            case STATUS ->
                    status == 404 || status == 410
                            ? GONE
                            : status == 408 || status >= 500 ? NOT_NOW : UNREADABLE;
            case BLOCKED_ADDRESS,
                    CLOSED_BY_ROBOTS,
                    NOT_TO_BE_INDEXED,
                    ELSEWHERE,
                    REDIRECT_LOOP,
                    WRONG_TYPE,
                    TOO_BIG,
                    DUPLICATE,
                    NO_TEXT,
                    ENCRYPTED,
                    BROKEN,
                    LIMIT ->
                    UNREADABLE;
        };
    }

    /// A document that was fetched and has no words for us is another one than was learned.
    static Absence of(Documents.Read.Failed failed) {
        boolean wordless =
                failed.reason() == CrawlProblem.Reason.NO_TEXT
                        || failed.reason() == CrawlProblem.Reason.ENCRYPTED;
        return wordless ? GONE : UNREADABLE;
    }
}
