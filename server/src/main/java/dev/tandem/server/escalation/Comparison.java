package dev.tandem.server.escalation;

import dev.tandem.server.privacy.Masked;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What two versions of a policy decided about the same messages: how often which, and some of
/// those that differ, to be read.
///
/// @param counts how often each pair of decisions was made
/// @param examples of pairs with different outcomes, newest first, at most [#EXAMPLES_EACH] of one
///   pair of outcomes
public record Comparison(Map<Pairing, Long> counts, List<Example> examples) {
    public static final int EXAMPLES_EACH = 20;

    /// Said before the decision and told with it.
    public static final int LINES = 5;

    public static final Comparison NOTHING = new Comparison(Map.of(), List.of());

    public Comparison {
        counts = Map.copyOf(counts);
        examples = List.copyOf(examples);
    }

    /// @param live as it was, or is, decided
    /// @param tried as the other version decides
    public record Pairing(
            EscalationOutcome live,
            Trigger liveTrigger,
            EscalationOutcome tried,
            Trigger triedTrigger) {
        static Pairing of(EscalationDecided live, EscalationDecided tried) {
            return new Pairing(live.outcome(), live.trigger(), tried.outcome(), tried.trigger());
        }

        boolean changes() {
            return live != tried;
        }

        boolean isSameCell(Pairing other) {
            return live == other.live && tried == other.tried;
        }
    }

    /// @param text masked, whoever said it: comparisons are kept and read long after the talk
    public record Line(Role by, String text) {
        public Line {
            text = Masked.text(text);
        }
    }

    /// @param at when the message came
    /// @param lines what was said last, oldest first; the last one is what was decided about
    public record Example(
            ConversationId conversation,
            Instant at,
            List<Line> lines,
            EscalationDecided live,
            EscalationDecided tried) {
        public Example {
            lines = List.copyOf(lines);
        }

        Pairing pairing() {
            return Pairing.of(live, tried);
        }
    }

    public static Comparison of(Example one) {
        return new Comparison(
                Map.of(one.pairing(), 1L), one.pairing().changes() ? List.of(one) : List.of());
    }

    public Comparison plus(Comparison more) {
        Map<Pairing, Long> sum = new HashMap<>(counts);
        more.counts.forEach((pairing, times) -> sum.merge(pairing, times, Long::sum));
        if (more.examples.isEmpty()) {
            return new Comparison(sum, examples);
        }
        List<Example> all = new ArrayList<>(examples);
        all.addAll(more.examples);
        return new Comparison(sum, newest(all));
    }

    /// Those that are kept of them.
    public static List<Example> newest(List<Example> examples) {
        List<Example> kept = new ArrayList<>();
        examples.stream()
                .sorted((a, b) -> b.at().compareTo(a.at()))
                .forEach(e -> {
                    if (kept.stream().filter(k -> k.pairing().isSameCell(e.pairing())).count()
                            < EXAMPLES_EACH) {
                        kept.add(e);
                    }
                });
        return kept;
    }

    public long decisions() {
        return counts.values().stream().mapToLong(n -> n).sum();
    }

    public long changed() {
        return counts.entrySet().stream()
                .filter(e -> e.getKey().changes())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
