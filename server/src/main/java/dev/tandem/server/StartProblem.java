package dev.tandem.server;

/// The server cannot start. The message is one sentence that says what to do.
final class StartProblem extends Exception {
    StartProblem(String sentence) {
        super(sentence);
    }
}
