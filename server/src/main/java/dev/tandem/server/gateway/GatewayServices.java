package dev.tandem.server.gateway;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Conversations;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Desks;
import dev.tandem.server.application.NetworkChecks;
import dev.tandem.server.application.Presences;
import dev.tandem.server.application.RecordedCalls;
import dev.tandem.server.application.TimelineView;
import dev.tandem.signaling.protocol.MessageCodec;

import io.vertx.core.MultiMap;

import java.time.InstantSource;
import java.util.Optional;

/// What sessions and routes need; put together once.
public record GatewayServices(
        Conversations conversations,
        Desks desks,
        Presences presences,
        ConversationStore store,
        RecordedCalls recordings,
        NetworkChecks networkChecks,
        Authentication authentication,
        CustomerTokens tokens,
        Sites sites,
        MessageCodec codec,
        InstantSource clock,
        GatewayMetrics metrics,
        Offload offload,
        TimelineView view,
        LiveBoard live) {

    long nowMillis() {
        return clock.millis();
    }

    /// The customer of a token, if the page it is used on belongs to the token's site.
    Optional<CustomerIdentity> customer(String token, MultiMap headers) {
        return tokens.verify(token, clock.instant())
                .filter(who ->
                        sites.find(who.site())
                                .filter(site -> Origins.mayUse(site, headers))
                                .isPresent());
    }
}
