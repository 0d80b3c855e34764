package dev.tandem.server.config;

/// A setting is wrong. The message is one sentence that names the key and says what to do.
public final class ConfigProblem extends Exception {
    public ConfigProblem(String sentence) {
        super(sentence);
    }
}
