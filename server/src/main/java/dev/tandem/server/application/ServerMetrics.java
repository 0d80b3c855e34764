package dev.tandem.server.application;

import dev.tandem.server.assistant.ToolOutcome;
import dev.tandem.server.assistant.WritingAnswerEngine;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Media;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Queues;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Counts what happens in the conversations of this node, under the names of the field.
public final class ServerMetrics
        implements Reaction,
                AssistantTurns.AnswerMeter,
                WritingAnswerEngine.Meter,
                SiteCalibrations.Meter {
    private final MeterRegistry registry;
    private final Map<ConversationId, Now> now = new ConcurrentHashMap<>();
    private final Map<ConversationId, Instant> rung = new ConcurrentHashMap<>();

    /// What a gauge needs to know of a conversation.
    private record Now(boolean waiting, String queue, Channel call) {}

    public ServerMetrics(MeterRegistry registry) {
        this.registry = registry;
        registry.gaugeMapSize("tandem.conversations.active", Tags.empty(), now);
        registry.gauge(
                "tandem.queue.waiting",
                Tags.of("queue", Queues.DEFAULT),
                now,
                m -> m.values().stream().filter(Now::waiting).count());
        for (Channel channel : List.of(Channel.VOICE, Channel.VIDEO)) {
            registry.gauge(
                    "tandem.calls.active",
                    Tags.of("media", lower(channel)),
                    now,
                    m -> m.values().stream().filter(n -> n.call() == channel).count());
        }
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        if (state.phase() instanceof Phase.Closed) {
            now.remove(state.id());
        } else {
            now.put(
                    state.id(),
                    new Now(
                            state.waiting().isPresent(),
                            state.waiting().map(Phase.Waiting::queue).orElse(""),
                            state.media()
                                    .call()
                                    .map(Media.LiveCall::channel)
                                    .orElse(Channel.TEXT)));
        }
        entries.forEach(e -> count(state, e));
    }

    @Override
    public void released(ConversationId conversation) {
        now.remove(conversation);
        rung.remove(conversation);
    }

    private void count(Conversation state, TimelineEntry entry) {
        if (entry.event() instanceof ConversationEvent.EscalationDecided e
                && (e.outcome() == EscalationOutcome.OFFER
                        || e.outcome() == EscalationOutcome.ESCALATE)) {
            registry.counter("tandem.escalations", "trigger", lower(e.trigger())).increment();
        } else if (entry.event() instanceof ConversationEvent.AssistantSaid e) {
            registry.counter("tandem.answers", "band", lower(e.band())).increment();
        } else if (entry.event() instanceof ConversationEvent.AgentRung) {
            rung.put(state.id(), entry.at());
        } else if (entry.event() instanceof ConversationEvent.OfferEnded e) {
            offerEnded(state.id(), entry.at(), lower(e.outcome()));
        } else if (entry.event() instanceof ConversationEvent.AgentJoined) {
            offerEnded(state.id(), entry.at(), "accepted");
            state.outcome()
                    .queuedAt()
                    .ifPresent(q -> timer("tandem.queue.wait").record(since(q, entry.at())));
        }
    }

    private void offerEnded(ConversationId conversation, Instant at, String outcome) {
        Instant from = rung.remove(conversation);
        if (from != null) {
            Timer.builder("tandem.offer")
                    .tag("outcome", outcome)
                    .publishPercentileHistogram()
                    .register(registry)
                    .record(since(from, at));
        }
    }

    @Override
    public void answered(String band, Duration took) {
        timer("tandem.first.answer").record(took);
    }

    @Override
    public void answered(WritingAnswerEngine.Outcome outcome) {
        registry.counter("tandem.model.answers", "outcome", lower(outcome)).increment();
    }

    @Override
    public void called(ToolOutcome outcome) {
        registry.counter("tandem.model.calls", "outcome", lower(outcome)).increment();
    }

    @Override
    public void paid(int in, int out, double cost) {
        registry.counter("tandem.model.tokens", "direction", "in").increment(in);
        registry.counter("tandem.model.tokens", "direction", "out").increment(out);
        registry.counter("tandem.model.cost").increment(cost);
    }

    @Override
    public void calibrated(SiteCalibrations.Outcome outcome) {
        registry.counter("tandem.site.calibrations", "outcome", lower(outcome)).increment();
    }

    private Timer timer(String name) {
        return Timer.builder(name).publishPercentileHistogram().register(registry);
    }

    private static Duration since(Instant from, Instant to) {
        Duration d = Duration.between(from, to);
        return d.isNegative() ? Duration.ZERO : d;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
