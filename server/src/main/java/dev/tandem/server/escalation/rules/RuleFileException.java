package dev.tandem.server.escalation.rules;

/// A file of rules that cannot be read: the message says where and why.
public final class RuleFileException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /// @param where file and, if there is one, line
    RuleFileException(String where, String what) {
        super(Matters.FOLDER + where + ": " + what);
    }
}
