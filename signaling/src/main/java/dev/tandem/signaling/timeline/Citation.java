package dev.tandem.signaling.timeline;

/// The sentence of the business's website that an answer rests on, and where it stands.
///
/// @param url deep link to the passage
/// @param title of the page
/// @param heading nearest above the quote; empty if there is none
/// @param quote the words as they stand on the page, plain text
public record Citation(String url, String title, String heading, String quote) {}
