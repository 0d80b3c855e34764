package dev.tandem.server.escalation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Asks two versions of the policy about stored conversations: what would change if the second were
/// live. Both are measured with the values of the second, so that a changed price does not look
/// like a changed decision.
public final class Replay {
    private final EscalationPolicy live;
    private final EscalationPolicy tried;
    private final EscalationSettings settings;

    public Replay(EscalationSettings live, EscalationSettings tried, Vocabulary words) {
        this.live = new EscalationPolicy(live, words);
        this.tried = new EscalationPolicy(tried, words);
        this.settings = tried;
    }

    /// @param observed what the assistant makes of a message; not asked where words alone decide
    public Replayed of(Past past, Function<Past.Message, Observation> observed) {
        Comparison comparison = Comparison.NOTHING;
        Way byLive = Way.ALONE;
        Way byTried = Way.ALONE;
        for (Past.Moment moment : past.moments()) {
            Optional<Pair> asked =
                    switch (moment) {
                        case Past.Message message -> Optional.of(message(message, observed));
                        case Past.Judgement judgement -> judgement(judgement.state());
                    };
            if (asked.isPresent()) {
                Pair pair = asked.get();
                comparison =
                        comparison.plus(
                                Comparison.of(
                                        new Comparison.Example(
                                                past.id(),
                                                moment.at(),
                                                lines(moment.state(), pair.live().turn()),
                                                pair.live(),
                                                pair.tried())));
                byLive = byLive.after(pair.live(), pair.tried(), settings.values());
                byTried = byTried.after(pair.tried(), pair.tried(), settings.values());
            }
        }
        return new Replayed(
                comparison,
                1,
                Replayed.Load.of(byLive.person, byLive.agentCost, byLive.assistantCost),
                Replayed.Load.of(byTried.person, byTried.agentCost, byTried.assistantCost),
                past.offered() ? 1 : 0,
                past.taken() ? 1 : 0);
    }

    private record Pair(EscalationDecided live, EscalationDecided tried) {}

    private Pair message(Past.Message message, Function<Past.Message, Observation> observed) {
        Observation words = Observation.ofWords(message.turn().version(), message.turn().text());
        return live.byWords(message.state(), words)
                .flatMap(now ->
                        tried.byWords(message.state(), words).map(then -> new Pair(now, then)))
                .orElseGet(() -> {
                    Observation seen = observed.apply(message);
                    return new Pair(
                            live.decide(message.state(), seen),
                            tried.decide(message.state(), seen));
                });
    }

    private Optional<Pair> judgement(Conversation state) {
        return judged(state, live.afterJudgement(state), tried);
    }

    /// The same of a conversation that goes on; empty if neither decides anything.
    public static Optional<Comparison> afterJudgement(
            Conversation state,
            Optional<EscalationDecided> live,
            EscalationPolicy shadow,
            Instant at) {
        return judged(state, live, shadow)
                .map(pair ->
                        Comparison.of(
                                new Comparison.Example(
                                        state.id(),
                                        at,
                                        lines(state, pair.live().turn()),
                                        pair.live(),
                                        pair.tried())));
    }

    private static Optional<Pair> judged(
            Conversation state, Optional<EscalationDecided> live, EscalationPolicy tried) {
        Optional<EscalationDecided> then = tried.afterJudgement(state);
        return live.or(() -> then)
                .map(one -> new Pair(live.orElse(nothing(one)), then.orElse(nothing(one))));
    }

    private static EscalationDecided nothing(EscalationDecided other) {
        return new EscalationDecided(
                other.turn(),
                EscalationOutcome.CONTINUE,
                Trigger.NONE,
                "no_rule",
                "",
                other.signals());
    }

    static boolean bringsPerson(EscalationDecided decided) {
        return decided.outcome() == EscalationOutcome.OFFER
                || decided.outcome() == EscalationOutcome.ESCALATE;
    }

    /// The last that was said up to that message, masked.
    public static List<Comparison.Line> lines(Conversation state, long turn) {
        List<Transcript.Turn> turns =
                state.transcript().turns().stream().filter(t -> t.version() <= turn).toList();
        return turns.subList(Math.max(0, turns.size() - Comparison.LINES), turns.size()).stream()
                .map(t -> new Comparison.Line(t.by(), t.text()))
                .toList();
    }

    /// What one version makes of one conversation.
    ///
    /// @param agentCost of the first person it brings
    /// @param assistantCost the most that going on alone was expected to cost, by the reason that
    ///   was held against a person
    private record Way(boolean person, double agentCost, double assistantCost) {
        static final Way ALONE = new Way(false, 0, 0);

        Way after(EscalationDecided decided, EscalationDecided measured, BusinessValues values) {
            double alone =
                    Math.max(
                            assistantCost,
                            measured.weighing().map(Weighing::assistantCost).orElse(0.0));
            return person || !bringsPerson(decided)
                    ? new Way(person, agentCost, alone)
                    : new Way(
                            true,
                            measured.weighing()
                                    .map(Weighing::agentCost)
                                    .orElseGet(() -> values.agentCost(Duration.ZERO)),
                            alone);
        }
    }
}
