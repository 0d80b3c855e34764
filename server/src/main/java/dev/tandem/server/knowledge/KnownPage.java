package dev.tandem.server.knowledge;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/// A page that is known, answered from or not.
///
/// @param written by a person or uploaded by one; else it was crawled
/// @param file that the page was made of, if it was uploaded
/// @param learnedAt when its words last changed
public record KnownPage(
        URI url,
        String title,
        Language language,
        PageUse use,
        boolean written,
        Optional<KnownFile> file,
        Instant learnedAt) {}
