package dev.tandem.tests.simulation;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What customers say here.
final class Sayings {
    /// Each of them asks for a person.
    static final Set<String> WISHES =
            Set.of(
                    "Can I talk to a real person?",
                    "agent please",
                    "quiero hablar con una persona",
                    "je voudrais parler à un conseiller",
                    "ich möchte mit einem Mitarbeiter sprechen");

    static final List<String> ALL =
            Stream.concat(
                            WISHES.stream().sorted(),
                            Stream.of(
                                    "The router blinks red.",
                                    "How much is the faster plan?",
                                    "hello?",
                                    "This is ridiculous!!",
                                    "thanks",
                                    "It is still broken",
                                    "And when does the technician come to my house?"))
                    .toList();

    private Sayings() {}
}
