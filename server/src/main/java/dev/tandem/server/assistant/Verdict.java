package dev.tandem.server.assistant;

/// What a customer said about an answer.
///
/// @param question as it was asked
/// @param cited address of what the answer cited first
/// @param helped "That helped", or "Yes" to "Is it this?"
public record Verdict(Question question, String cited, boolean helped) {}
