package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.Limits;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// One thing that the business's page says about what the customer is doing there: "plan: Fibre
/// 500". Said by the page and not verified by anybody, so it is shown and decides nothing.
public record ContextFact(String key, String value) {
    public ContextFact {
        Limits.requireText("context key", key, Limits.CONTEXT_KEY_CHARS);
        Limits.requireAtMost("context value", value, Limits.CONTEXT_VALUE_CHARS);
    }

    /// A whole context: not more than [Limits#CONTEXT_KEYS], each key once.
    public static List<ContextFact> requireContext(List<ContextFact> facts) {
        Limits.requireEntries("context", facts, Limits.CONTEXT_KEYS);
        Set<String> keys = new HashSet<>();
        for (ContextFact fact : facts) {
            if (!keys.add(fact.key())) {
                throw new IllegalArgumentException("context names a key twice");
            }
        }
        return List.copyOf(facts);
    }
}
