package dev.tandem.server.knowledge;

/// What to look for.
///
/// @param text the customer's question
/// @param context words of what was talked about before, weighted lower; empty if there is none
public record Query(String text, String context) {
    public static Query of(String text) {
        return new Query(text, "");
    }
}
