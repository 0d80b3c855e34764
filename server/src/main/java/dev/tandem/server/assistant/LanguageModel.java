package dev.tandem.server.assistant;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A language model somewhere else: slow, dear, often away, and never to be believed.
public interface LanguageModel {
    /// Blocks for this long at most; what the world does is an answer, not an exception. Safe for
    /// many threads. However it ends, nothing goes on at the model's after it.
    ///
    /// @param listener hears what is written while it comes
    Completion complete(Request request, Duration within, Listener listener);

    /// @param instructions ours, in the model's system role
    /// @param material other people's words, in its user role
    /// @param rounds what it has called so far for this answer, and what it was told
    /// @param tools what it may call now; none: it writes
    record Request(String instructions, String material, List<Round> rounds, List<Tool> tools) {
        public Request {
            rounds = List.copyOf(rounds);
            tools = List.copyOf(tools);
        }

        /// All of it, as the endpoint is paid for reading it.
        int chars() {
            return instructions.length()
                    + material.length()
                    + rounds.stream().mapToInt(Round::chars).sum()
                    + tools.stream().mapToInt(Tool::chars).sum();
        }
    }

    /// @param parameters their names and what each is, all of them texts and needed
    record Tool(String name, String description, Map<String, String> parameters) {
        private int chars() {
            return name.length() + description.length() + parameters.toString().length();
        }
    }

    /// What the model wants to be done: as it wrote it, to be believed least of all.
    ///
    /// @param arguments should be a JSON object
    record Call(String id, String name, String arguments) {}

    /// @param told one for each call, in the same order
    record Round(List<Call> calls, List<String> told) {
        public Round {
            calls = List.copyOf(calls);
            told = List.copyOf(told);
            if (calls.size() != told.size()) {
                throw new IllegalArgumentException("each call is answered");
            }
        }

        private int chars() {
            return calls.stream().mapToInt(c -> c.name().length() + c.arguments().length()).sum()
                    + told.stream().mapToInt(String::length).sum();
        }
    }

    interface Listener {
        /// All that is written so far, again whenever it is more; on the thread that asks. False:
        /// the model is to stop.
        boolean hears(String soFar);

        /// Runs this as soon as nobody wants the text any more, at once if it is so already. On any
        /// thread: it does not block.
        void whenUnwanted(Runnable then);
    }

    /// What one request cost.
    record Tokens(int in, int out) {
        static final Tokens NONE = new Tokens(0, 0);

        int all() {
            return in + out;
        }
    }

    /// Each with the tokens that it cost; estimated where nobody has counted.
    sealed interface Completion {
        Tokens tokens();

        record Said(String text, Tokens tokens) implements Completion {}

        /// It wants something before it writes.
        ///
        /// @param calls at least one
        record Called(List<Call> calls, Tokens tokens) implements Completion {
            public Called {
                calls = List.copyOf(calls);
            }
        }

        record Failed(Why why, Tokens tokens) implements Completion {}

        /// At the listener's wish.
        record Stopped(Tokens tokens) implements Completion {}
    }

    enum Why {
        TOO_SLOW,
        /// It has had too many requests (HTTP 429).
        TOO_MANY,
        UNAVAILABLE,
        /// Our key or our request is wrong: an operator must look.
        REFUSED,
        /// Half an answer, none, far too much of one, or a call that nobody offered.
        NONSENSE
    }
}
