package dev.tandem.server.assistant;

import java.util.Map;

/// Who reads an answer while it is written. Called by the thread that asks for the answer.
public interface AnswerReader {
    /// For whom only the whole answer is something.
    AnswerReader NOBODY =
            new AnswerReader() {
                @Override
                public void reads(String draft) {}

                @Override
                public void forgets() {}

                @Override
                public void whenGone(Runnable then) {}
            };

    /// All that is written so far: whole sentences that have been checked. The answer begins with
    /// them, or they are taken back. Returns soon.
    void reads(String draft);

    /// What was read does not stand; other words will come.
    void forgets();

    /// The business's own system was asked for this answer, whatever comes of it.
    default void lookedUp(LookedUp what) {}

    /// @param asked what the model filled in
    /// @param told masked; empty unless it told something
    record LookedUp(String lookup, Map<String, String> asked, ToolOutcome outcome, String told) {
        public LookedUp {
            asked = Map.copyOf(asked);
        }
    }

    /// Runs this as soon as nobody waits for the answer any more, at once if it is so already. On
    /// any thread: it must not block.
    void whenGone(Runnable then);
}
