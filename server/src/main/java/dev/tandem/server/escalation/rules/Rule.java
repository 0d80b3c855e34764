package dev.tandem.server.escalation.rules;

import java.util.regex.Pattern;

/// One way in which a signal is worded.
///
/// @param signal its name
/// @param value how much these words mean it, on the scale of their matter
/// @param pattern any of the rule's alternatives
/// @param unless stands before the words and takes their meaning back
public record Rule(String signal, double value, Pattern pattern, Pattern unless) {
    /// Nothing takes the meaning back.
    static final Pattern NEVER = Pattern.compile("(?!)");
}
