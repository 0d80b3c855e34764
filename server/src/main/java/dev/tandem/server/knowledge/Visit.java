package dev.tandem.server.knowledge;

import dev.tandem.server.knowledge.CrawlProblem.Reason;
import dev.tandem.server.knowledge.Frontier.Target;

import java.net.URI;
import java.time.Duration;

/// What a worker of the crawler brings back.
sealed interface Visit {
    Target target();

    record Read(Target target, ExtractedPage page, int bytes) implements Visit {}

    record Redirected(Target target, URI to) implements Visit {}

    /// @param later that the server asks for
    record Busy(Target target, Duration later, String detail) implements Visit {}

    record Useless(Target target, Reason reason, String detail, Absence absence) implements Visit {}
}
