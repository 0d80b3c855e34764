package dev.tandem.server.assistant;

import java.util.regex.Pattern;

/// The kind of fact that a question asks for.
///
/// @param told what a sentence holds that has such a fact
record AskedFact(Pattern told) {
    boolean isIn(String sentence) {
        return told.matcher(sentence).find();
    }
}
