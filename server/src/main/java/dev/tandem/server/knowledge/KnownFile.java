package dev.tandem.server.knowledge;

/// What is known of an uploaded file, without the file.
///
/// @param name as it was uploaded
public record KnownFile(String name, FileKind kind, int bytes) {}
