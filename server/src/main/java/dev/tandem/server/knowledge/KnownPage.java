package dev.tandem.server.knowledge;

import java.net.URI;
import java.time.Instant;

/// A page that is known, answered from or not.
///
/// @param written by a person; else it was crawled
/// @param learnedAt when its words last changed
public record KnownPage(
        URI url,
        String title,
        Language language,
        PageUse use,
        boolean written,
        Instant learnedAt) {}
