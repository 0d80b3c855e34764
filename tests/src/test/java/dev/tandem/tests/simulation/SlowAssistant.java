package dev.tandem.tests.simulation;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.Observation;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.LookupOutcome;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// An assistant that thinks about what it was asked, not about what has been said since; that takes
/// too long, breaks, or is never heard of again.
final class SlowAssistant {
    /// Longer than the conversation waits for an answer.
    private static final Duration SLOWEST = Duration.ofSeconds(14);

    private final World world;
    private final EscalationPolicy policy;

    SlowAssistant(World world, EscalationSettings settings) {
        this.world = world;
        this.policy = new EscalationPolicy(settings, ProgramPolicy.WORDS);
    }

    void after(Conversation state, Node node) {
        policy.afterJudgement(state)
                .ifPresent(decision ->
                        node.later(
                                Duration.ZERO,
                                () ->
                                        node.act(
                                                state.id(),
                                                new ConversationCommand.Escalate(
                                                        decision, world.available()))));
        if (!(state.phase() instanceof Phase.WithAssistant p) || p.question().isEmpty()) {
            return;
        }
        long question = p.question().get().version();
        Dice dice = world.dice();
        if (world.fails(0.05)) {
            return;
        }
        if (world.fails(0.05)) {
            node.later(
                    dice.upTo(SLOWEST),
                    () ->
                            node.act(
                                    state.id(),
                                    new ConversationCommand.ReplyFailed(
                                            question, world.available())));
            return;
        }
        ConversationCommand reply = reply(state, question);
        node.later(dice.upTo(SLOWEST), () -> node.act(state.id(), reply));
        if (dice.chance(0.1)) {
            node.later(dice.upTo(SLOWEST), () -> node.act(state.id(), reply));
        }
    }

    private static ConversationCommand.Answer said(AnswerBand band, String text) {
        return new ConversationCommand.Answer(band, text, List.of(), 0.5, List.of());
    }

    /// Every third question or so is about something that the business knows.
    private static List<ConversationEvent.LookedUp> lookedUp(long question) {
        return question % 3 == 0
                ? List.of(
                        new ConversationEvent.LookedUp(
                                question,
                                "order_status",
                                List.of("order: 4711"),
                                LookupOutcome.TOLD,
                                Optional.of("shipped")))
                : List.of();
    }

    private ConversationCommand reply(Conversation state, long question) {
        AnswerBand band = world.dice().of(List.of(AnswerBand.values()));
        String text = state.transcript().turn(question).map(Transcript.Turn::text).orElse("");
        EscalationDecided decided =
                world.parts()
                        .escalator()
                        .decide(
                                policy,
                                state,
                                new Observation(
                                        question, text, Optional.of(band), List.of(), List.of()));
        return new ConversationCommand.Reply(
                question,
                lookedUp(question),
                switch (decided.outcome()) {
                    case CONTINUE, OFFER -> List.of(said(band, "Well."));
                    case CLARIFY -> List.of(said(band, "Well."), said(AnswerBand.TALK, "Is it?"));
                    case ESCALATE -> List.of();
                },
                decided,
                world.available());
    }
}
