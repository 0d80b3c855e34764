package dev.tandem.server.application;

import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.OfferEnd;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What an agent whose desk rings is told: what for, and how it ended.
final class DeskRings {
    private DeskRings() {}

    static ServerMessage offer(DeskView c, Phase.Ring ring, Instant now) {
        // Who is passed on does not wait.
        Instant since = c.waiting().map(Phase.Waiting::since).orElse(now);
        return new ServerMessage.OfferRinging(
                ring.offer(),
                c.id(),
                c.line().channel(),
                c.handoff().orElseThrow(),
                (int) Duration.between(since, now).toSeconds(),
                ring.expiresAt(),
                isConsult(c.phase()) ? Optional.of(true) : Optional.empty());
    }

    private static boolean isConsult(Phase phase) {
        return phase instanceof Phase.WithAgent p
                && p.transfer().filter(Phase.Transfer::consult).isPresent();
    }

    /// Empty: accepted.
    static Optional<OfferEnd> end(DeskView c, Phase.Ring was, Instant now) {
        boolean expired = !now.isBefore(was.expiresAt());
        return switch (c.phase()) {
            case Phase.WithAgent _ when c.talksTo(was.agent()) -> Optional.empty();
            case Phase.WithAgent _ -> Optional.of(expired ? OfferEnd.EXPIRED : OfferEnd.WITHDRAWN);
            case Phase.Waiting _, Phase.Ringing _ ->
                    Optional.of(expired ? OfferEnd.EXPIRED : OfferEnd.PASSED);
            case Phase.WithAssistant _, Phase.Gathering _, Phase.WrapUp _, Phase.Closed _ ->
                    Optional.of(OfferEnd.WITHDRAWN);
        };
    }
}
