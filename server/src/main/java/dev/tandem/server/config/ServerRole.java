package dev.tandem.server.config;

/// What a process does.
public enum ServerRole {
    /// Sockets and HTTP.
    EDGE,
    /// Owns conversations and sites' routing, asks the assistant.
    CORE,
    /// Carries voice and video.
    MEDIA
}
