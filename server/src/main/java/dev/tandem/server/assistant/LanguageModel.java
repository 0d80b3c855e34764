package dev.tandem.server.assistant;

import java.time.Duration;

/// A language model somewhere else: slow, dear, often away, and never to be believed.
public interface LanguageModel {
    /// Blocks for this long at most; what the world does is an answer, not an exception. Safe for
    /// many threads.
    ///
    /// @param instructions ours, in the model's system role
    /// @param material other people's words, in its user role
    Completion complete(String instructions, String material, Duration within);

    sealed interface Completion {
        /// @param tokens that this cost, in and out
        record Said(String text, int tokens) implements Completion {}

        record Failed(Why why) implements Completion {}
    }

    enum Why {
        TOO_SLOW,
        /// It has had too many requests (HTTP 429).
        TOO_MANY,
        UNAVAILABLE,
        /// Our key or our request is wrong: an operator must look.
        REFUSED,
        /// Half an answer, none, or far too much of one.
        NONSENSE
    }
}
