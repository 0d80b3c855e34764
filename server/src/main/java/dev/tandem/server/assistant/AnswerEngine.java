package dev.tandem.server.assistant;

/// Answers one question about one site. Blocks (milliseconds for the default engine): call it on a
/// worker thread, with a deadline. Safe for many threads. No citation, no answer.
public interface AnswerEngine {
    Answer answer(Question question);

    /// The same, for somebody who reads what is written of it before it is whole.
    default Answer answer(Question question, AnswerReader reader) {
        return answer(question);
    }
}
