package dev.tandem.server.escalation.rules;

/// A line of a file of rules, for whoever has to mend it.
///
/// @param file below `escalation/rules`
/// @param line from 1
record Place(String file, int line) {
    RuleFileException wrong(String what) {
        return new RuleFileException(file + ":" + line, what);
    }
}
