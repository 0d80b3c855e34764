package dev.tandem.server.application;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What one leg sent of one kind for a while, as a file that a browser plays.
///
/// @param leg begins with the participant's role
/// @param kind `audio` or `video`
/// @param length empty while it is written, or when its writer has died and it is not mended yet
public record RecordedFile(
        String name, String leg, String kind, Instant startedAt, Optional<Duration> length) {}
