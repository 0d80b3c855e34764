package dev.tandem.tests.simulation;

/// One of the rules that hold always does not hold.
final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int rule;

    /// @param rule its number in the list of rules, as in [Watch]
    Violation(int rule, String what) {
        super("rule " + rule + ": " + what);
        this.rule = rule;
    }

    int rule() {
        return rule;
    }
}
