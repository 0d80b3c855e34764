package dev.tandem.server.knowledge;

import java.net.URI;

/// Why a page was not learned. Not an error of ours: the site is as it is.
public record CrawlProblem(URI url, Reason reason, String detail) {
    public enum Reason {
        /// The address lies in a private or otherwise forbidden network.
        BLOCKED_ADDRESS,
        CLOSED_BY_ROBOTS,
        /// The page says noindex.
        NOT_TO_BE_INDEXED,
        /// Leads to another host or out of the site's folder.
        ELSEWHERE,
        REDIRECT_LOOP,
        /// Any status other than 200 and the redirects.
        STATUS,
        WRONG_TYPE,
        TOO_BIG,
        TOO_SLOW,
        UNREACHABLE,
        /// Same words as a page that was learned already.
        DUPLICATE,
        /// A document of pictures: scanned, and not read by a machine.
        NO_TEXT,
        /// A document that needs a password.
        ENCRYPTED,
        /// A document that is not what it says, or only a part of it.
        BROKEN,
        /// The crawl's own limits of pages, bytes, depth or time.
        LIMIT
    }
}
