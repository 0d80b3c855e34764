package dev.tandem.server.assistant;

import dev.tandem.signaling.protocol.ConversationId;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What the model has cost in each conversation of this node, and whether one more request may be
/// made there. In memory only: a conversation whose owner has changed begins anew.
final class ConversationCosts {
    /// A conversation that has not asked the model for so long is forgotten.
    static final Duration KEPT = Duration.ofHours(24);

    private static final Duration SWEPT_EVERY = Duration.ofHours(1);

    private record Spent(BigDecimal cost, long at) {}

    private final Map<ConversationId, Spent> spent = new ConcurrentHashMap<>();
    private final AtomicLong sweptAt;
    private final Pricing pricing;

    /// @param now nanoseconds of the clock that is passed in
    ConversationCosts(Pricing pricing, long now) {
        this.pricing = pricing;
        sweptAt = new AtomicLong(now);
    }

    /// Whether the most that this request can cost still fits.
    boolean allows(Optional<ConversationId> conversation, LanguageModel.Request request) {
        return !pricing.isLimited()
                || conversation
                        .map(id -> spentIn(id).add(pricing.of(most(request))))
                        .filter(cost -> cost.compareTo(pricing.perConversation()) > 0)
                        .isEmpty();
    }

    /// @return what these tokens cost
    BigDecimal add(Optional<ConversationId> conversation, LanguageModel.Tokens tokens, long now) {
        BigDecimal cost = pricing.of(tokens);
        if (pricing.isLimited() && cost.signum() > 0) {
            conversation.ifPresent(id ->
                    spent.merge(
                            id,
                            new Spent(cost, now),
                            (before, more) -> new Spent(before.cost.add(more.cost), now)));
            sweep(now);
        }
        return cost;
    }

    int conversations() {
        return spent.size();
    }

    private BigDecimal spentIn(ConversationId id) {
        Spent soFar = spent.get(id);
        return soFar == null ? BigDecimal.ZERO : soFar.cost;
    }

    private static LanguageModel.Tokens most(LanguageModel.Request request) {
        return new LanguageModel.Tokens(
                request.chars() / OpenAiModel.CHARS_PER_TOKEN, OpenAiModel.MAX_TOKENS);
    }

    private void sweep(long now) {
        long before = sweptAt.get();
        if (now - before >= SWEPT_EVERY.toNanos() && sweptAt.compareAndSet(before, now)) {
            spent.values().removeIf(s -> now - s.at >= KEPT.toNanos());
        }
    }
}
