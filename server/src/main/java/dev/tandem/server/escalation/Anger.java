package dev.tandem.server.escalation;

/// How angry a message sounds.
///
/// @param score 0 to 1
/// @param evidence the strongest words
record Anger(double score, String evidence) {}
