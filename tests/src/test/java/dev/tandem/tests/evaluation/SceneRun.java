package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.application.AssistantTurns;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.escalation.Reading;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Plays a scene to the escalation policy, turn by turn, as a conversation of the product would:
/// what was decided and answered before is part of it.
final class SceneRun {
    private final EscalationPolicy policy;
    private final BiFunction<String, List<String>, List<Double>> similarity;
    private final Function<String, List<Reading>> readings;

    /// @param turn of the customer, from 1
    record Decided(int turn, EscalationDecided decision) {
        boolean isTransfer() {
            return decision.outcome() == EscalationOutcome.OFFER
                    || decision.outcome() == EscalationOutcome.ESCALATE;
        }
    }

    SceneRun(
            EscalationPolicy policy,
            BiFunction<String, List<String>, List<Double>> similarity,
            Function<String, List<Reading>> readings) {
        this.policy = policy;
        this.similarity = similarity;
        this.readings = readings;
    }

    List<Decided> play(Scene scene) {
        List<TimelineEntry> log = new ArrayList<>();
        Conversation.open(
                        new SiteKey("evaluation"),
                        new CustomerId("customer"),
                        scene.language(),
                        Optional.empty(),
                        Details.NOTHING,
                        Optional.empty(),
                        Optional.empty())
                .forEach(event -> add(log, event));
        List<Decided> decisions = new ArrayList<>();
        for (Scene.Said said : scene.turns()) {
            add(log, new ConversationEvent.CustomerSaid(said.text()));
            EscalationDecided decision = decide(log, said);
            decisions.add(new Decided(decisions.size() + 1, decision));
            long asked = log.getLast().version();
            add(log, decision);
            said.result().ifPresent(band -> add(log, answer(asked, band)));
        }
        return decisions;
    }

    private EscalationDecided decide(List<TimelineEntry> log, Scene.Said said) {
        Conversation conversation = Conversation.replay(new ConversationId("scene"), log);
        Transcript.Turn newest = conversation.transcript().customerTurns().getLast();
        List<String> earlier = AssistantTurns.earlier(conversation, newest);
        return policy.decide(
                conversation,
                new Observation(
                        newest.version(),
                        newest.text(),
                        said.result(),
                        similarity.apply(newest.text(), earlier),
                        earlier,
                        readings.apply(newest.text()),
                        Duration.ZERO));
    }

    private static ConversationEvent answer(long asked, AnswerBand band) {
        return new ConversationEvent.AssistantSaid(
                asked, band, "...", List.of(), 0.5, Optional.empty());
    }

    private static void add(List<TimelineEntry> log, ConversationEvent event) {
        log.add(
                new TimelineEntry(
                        log.size() + 1,
                        Instant.EPOCH.plusSeconds(log.size()),
                        Optional.empty(),
                        event));
    }

    /// The output line: decision, trigger and evidence of every turn.
    ObjectNode line(Scene scene) {
        ObjectNode line = Lines.JSON.createObjectNode().put("id", scene.id());
        ArrayNode decisions = line.putArray("decisions");
        for (Decided decided : play(scene)) {
            EscalationDecided decision = decided.decision();
            ObjectNode one =
                    decisions
                            .addObject()
                            .put("turn", decided.turn())
                            .put("decision", Scene.name(decision.outcome()))
                            .put(
                                    "trigger",
                                    decision.outcome() == EscalationOutcome.CONTINUE
                                            ? Scene.name(Trigger.NONE)
                                            : Scene.name(decision.trigger()));
            ArrayNode evidence = one.putArray("evidence");
            decision.signals().stream().map(Signal::evidence).distinct().forEach(evidence::add);
        }
        return line;
    }
}
