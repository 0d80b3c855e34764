package dev.tandem.server.gateway;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.Follower;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Tells supervisors what goes on at their site, as the store says: once a second while somebody
/// watches, one look for all of them at this node, and nothing while nobody does. Belongs to an
/// event loop of its own choice; others hand over to it.
final class LiveBoard {
    /// How old what a supervisor sees may be.
    static final Duration EVERY = Duration.ofSeconds(1);

    /// Conversations that are told; of more, a supervisor learns the number.
    static final int AT_MOST = 100;

    private final Vertx vertx;
    private final Context context;
    private final ConversationStore store;
    private final Offload offload;
    private final Map<SiteKey, Watched> sites = new HashMap<>();

    private static final class Watched {
        final Map<String, Follower> watchers = new LinkedHashMap<>();
        Optional<ServerMessage.Live> told = Optional.empty();
    }

    LiveBoard(Vertx vertx, ConversationStore store, Offload offload) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.store = store;
        this.offload = offload;
    }

    void watch(Follower supervisor) {
        context.runOnContext(_ -> {
            Watched site = sites.get(supervisor.site());
            if (site == null) {
                site = new Watched();
                sites.put(supervisor.site(), site);
                look(supervisor.site(), site);
            }
            site.watchers.put(supervisor.id(), supervisor);
            site.told.ifPresent(supervisor::hear);
        });
    }

    void unwatch(SiteKey site, String supervisorId) {
        context.runOnContext(_ -> {
            Watched watched = sites.get(site);
            if (watched != null) {
                watched.watchers.remove(supervisorId);
            }
        });
    }

    private void look(SiteKey key, Watched site) {
        offload.run("live " + key, () -> store.goingOn(key, AT_MOST))
                .onComplete(found -> {
                    tell(site, said(site, found));
                    vertx.setTimer(EVERY.toMillis(), _ -> lookAgain(key, site));
                });
    }

    private void lookAgain(SiteKey key, Watched site) {
        if (site.watchers.isEmpty()) {
            sites.remove(key);
        } else {
            look(key, site);
        }
    }

    private static ServerMessage.Live said(
            Watched site, AsyncResult<ConversationStore.GoingOn> found) {
        return found.succeeded()
                ? new ServerMessage.Live(
                        found.result().first().stream().map(LiveBoard::line).toList(),
                        found.result().total(),
                        true)
                : site.told
                        .map(t -> new ServerMessage.Live(t.conversations(), t.total(), false))
                        .orElseGet(() -> new ServerMessage.Live(List.of(), 0, false));
    }

    private static void tell(Watched site, ServerMessage.Live now) {
        if (site.told.filter(now::equals).isEmpty()) {
            site.told = Optional.of(now);
            site.watchers.values().forEach(w -> w.hear(now));
        }
    }

    private static ServerMessage.LiveConversation line(ConversationSummary s) {
        boolean waits = s.phase() == PhaseKind.WAITING || s.phase() == PhaseKind.RINGING;
        boolean served = s.phase() == PhaseKind.WITH_AGENT || s.phase() == PhaseKind.RINGING;
        return new ServerMessage.LiveConversation(
                s.id(),
                s.customerName(),
                waits ? s.problem() : s.preview(),
                s.phase().name().toLowerCase(Locale.ROOT),
                s.channel(),
                s.onCall(),
                served ? s.agentName() : Optional.empty(),
                s.startedAt(),
                (waits ? s.queuedAt() : s.phaseSince()).orElse(s.startedAt()));
    }
}
