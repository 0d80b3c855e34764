package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// How well first transfers came: the right reason, the right turn, and none where none was due.
final class TransferScore {
    /// Tolerance of GT-II, in turns.
    private static final double TOLERANCE = 2;

    private record Outcome(Scene scene, Scene.Expected expected, Optional<SceneRun.Decided> first) {
        Trigger got() {
            return first.map(f -> f.decision().trigger()).orElse(Trigger.NONE);
        }
    }

    private final List<Outcome> outcomes = new ArrayList<>();

    void add(Scene scene, List<SceneRun.Decided> decisions) {
        scene.expected()
                .ifPresent(expected ->
                        outcomes.add(
                                new Outcome(
                                        scene,
                                        expected,
                                        decisions.stream()
                                                .filter(SceneRun.Decided::isTransfer)
                                                .findFirst())));
    }

    int size() {
        return outcomes.size();
    }

    double precision(Trigger trigger) {
        return share(o -> o.got() == trigger, o -> o.expected().trigger() == trigger);
    }

    double recall(Trigger trigger) {
        return share(o -> o.expected().trigger() == trigger, o -> o.got() == trigger);
    }

    double f1(Trigger trigger) {
        double both = precision(trigger) + recall(trigger);
        return both == 0 ? 0 : 2 * precision(trigger) * recall(trigger) / both;
    }

    private double share(Function<Outcome, Boolean> among, Function<Outcome, Boolean> these) {
        List<Outcome> all = outcomes.stream().filter(among::apply).toList();
        return all.isEmpty() ? 0 : (double) all.stream().filter(these::apply).count() / all.size();
    }

    /// Golden transfer within tolerance, over the first transfer: 1 if neither has one, 0 if only
    /// one has, else less the further apart they are.
    double goldenTransfer() {
        return outcomes.stream()
                .mapToDouble(o ->
                        golden(
                                o.first().map(SceneRun.Decided::turn).orElse(0),
                                o.expected().trigger() == Trigger.NONE ? 0 : o.expected().turn()))
                .average()
                .orElse(0);
    }

    static double golden(int predicted, int gold) {
        if (predicted == 0 || gold == 0) {
            return predicted == gold ? 1 : 0;
        }
        double apart = predicted - gold;
        return Math.exp(-apart * apart / (2 * TOLERANCE * TOLERANCE));
    }

    /// Of a hundred conversations that were the assistant's to finish.
    double falseEscalations() {
        return 100 * share(o -> o.expected().trigger() == Trigger.NONE, o -> o.first().isPresent());
    }

    /// Of a hundred that needed a person.
    double missed() {
        return 100 * share(o -> o.expected().trigger() != Trigger.NONE, o -> o.first().isEmpty());
    }

    /// Each wrong one in a line. For the part that may be looked at.
    List<String> faults() {
        return outcomes.stream()
                .filter(o -> o.got() != o.expected().trigger())
                .map(o ->
                        String.format(
                                Locale.ROOT,
                                "  %s %s -> %s  %s  %s",
                                o.scene().id(),
                                Scene.name(o.expected().trigger()),
                                Scene.name(o.got()),
                                o.scene().turns().stream().map(Scene.Said::text).toList(),
                                o.first()
                                        .map(f ->
                                                f.decision().rule() + " " + f.decision().signals())
                                        .orElse("")))
                .toList();
    }

    String table(String name) {
        StringBuilder table = new StringBuilder();
        table.append(
                String.format(
                        Locale.ROOT,
                        "%s: %d conversations, GT-II %.3f, false escalations %.1f per 100, missed %.1f per 100%n",
                        name,
                        size(),
                        goldenTransfer(),
                        falseEscalations(),
                        missed()));
        for (Trigger trigger : Trigger.values()) {
            if (trigger != Trigger.NONE) {
                table.append(
                        String.format(
                                Locale.ROOT,
                                "  %-18s precision %.2f  recall %.2f  F1 %.2f%n",
                                Scene.name(trigger),
                                precision(trigger),
                                recall(trigger),
                                f1(trigger)));
            }
        }
        return table.toString();
    }

    ObjectNode json() {
        ObjectNode json =
                Lines.JSON
                        .createObjectNode()
                        .put("conversations", size())
                        .put("gtII", goldenTransfer())
                        .put("falseEscalationsPer100", falseEscalations())
                        .put("missedPer100", missed());
        ObjectNode triggers = json.putObject("triggers");
        for (Trigger trigger : Trigger.values()) {
            if (trigger != Trigger.NONE) {
                triggers.putObject(Scene.name(trigger))
                        .put("precision", precision(trigger))
                        .put("recall", recall(trigger))
                        .put("f1", f1(trigger));
            }
        }
        return json;
    }
}
