package dev.tandem.server.assistant;

import java.time.Duration;

/// A language model somewhere else: slow, dear, often away, and never to be believed.
public interface LanguageModel {
    /// Blocks for this long at most; what the world does is an answer, not an exception. Safe for
    /// many threads. However it ends, nothing goes on at the model's after it.
    ///
    /// @param instructions ours, in the model's system role
    /// @param material other people's words, in its user role
    /// @param listener hears what is written while it comes
    Completion complete(String instructions, String material, Duration within, Listener listener);

    interface Listener {
        /// All that is written so far, again whenever it is more; on the thread that asks. False:
        /// the model is to stop.
        boolean hears(String soFar);

        /// Runs this as soon as nobody wants the text any more, at once if it is so already. On any
        /// thread: it does not block.
        void whenUnwanted(Runnable then);
    }

    /// Each with the tokens that it cost, in and out; estimated where nobody has counted.
    sealed interface Completion {
        record Said(String text, int tokens) implements Completion {}

        record Failed(Why why, int tokens) implements Completion {}

        /// At the listener's wish.
        record Stopped(int tokens) implements Completion {}
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
