package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.server.escalation.Replay;
import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The live version of every site, and the one in shadow beside it. A change made here is in force
/// with the next turn; one of another node after the next [#look]. While the store does not answer,
/// what was last known stays.
public final class SitePolicies implements PolicySource {
    private static final Logger log = LoggerFactory.getLogger(SitePolicies.class);

    private final PolicyStore store;
    private final Vocabulary words;
    private final InstantSource clock;
    private final InForce ofProgram;
    private final ConcurrentHashMap<SiteKey, Edition> known = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<InShadow, Comparison> compared = new ConcurrentHashMap<>();

    private record Edition(long number, InForce inForce) {}

    private record InShadow(SiteKey site, PolicyVersion version) {}

    public SitePolicies(PolicyStore store, Vocabulary words, InstantSource clock) {
        this.store = store;
        this.words = words;
        this.clock = clock;
        this.ofProgram =
                new InForce(new EscalationPolicy(EscalationSettings.DEFAULT, words), Beside.NOBODY);
    }

    @Override
    public InForce of(SiteKey site) {
        Edition edition = known.get(site);
        return edition == null ? ofProgram : edition.inForce();
    }

    /// Takes what is new in the store, and stores what was compared since the last look. Blocks.
    public void look() {
        for (Map.Entry<SiteKey, Long> stored : store.editions().entrySet()) {
            Edition edition = known.get(stored.getKey());
            if (edition == null || edition.number() < stored.getValue()) {
                read(stored.getKey(), stored.getValue());
            }
        }
        for (InShadow shadow : List.copyOf(compared.keySet())) {
            keep(shadow);
        }
    }

    /// What cannot be read, as of a newer program, is said once; what was in force stays.
    private void read(SiteKey site, long number) {
        try {
            take(store.book(site));
        } catch (StoreUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Edition {} of the policy of {} cannot be read", number, site, e);
            known.compute(
                    site,
                    (_, before) ->
                            new Edition(number, before == null ? ofProgram : before.inForce()));
        }
    }

    /// What was not stored is tried again with the next look; its size has a limit.
    private void keep(InShadow shadow) {
        Comparison more = compared.remove(shadow);
        if (more != null) {
            try {
                store.addShadow(shadow.site(), shadow.version(), more);
            } catch (StoreUnavailableException e) {
                compared.merge(shadow, more, Comparison::plus);
                throw e;
            }
        }
    }

    /// Takes the book, unless a newer one is known.
    void take(PolicyBook book) {
        known.compute(
                book.site(),
                (_, before) ->
                        before != null && before.number() >= book.edition()
                                ? before
                                : new Edition(book.edition(), inForce(book)));
    }

    private InForce inForce(PolicyBook book) {
        return new InForce(
                new EscalationPolicy(book.live().settings(), words),
                book.shadow()
                        .<Beside>map(v -> new Shadow(new InShadow(book.site(), v)))
                        .orElse(Beside.NOBODY));
    }

    private final class Shadow implements Beside {
        private final InShadow shadow;
        private final EscalationPolicy policy;

        Shadow(InShadow shadow) {
            this.shadow = shadow;
            this.policy = new EscalationPolicy(shadow.version().settings(), words);
        }

        @Override
        public void decided(Conversation state, Observation seen, EscalationDecided live) {
            add(() -> {
                Instant at = clock.instant();
                EscalationDecided tried = policy.decide(state, seen);
                return Optional.of(
                        Comparison.of(
                                new Comparison.Example(
                                        state.id(),
                                        at,
                                        Replay.lines(state, seen.turn()),
                                        live,
                                        tried)));
            });
        }

        @Override
        public void judged(Conversation state, Optional<EscalationDecided> live) {
            add(() -> Replay.afterJudgement(state, live, policy, clock.instant()));
        }

        private void add(Decides decides) {
            try {
                decides.now().ifPresent(c -> compared.merge(shadow, c, Comparison::plus));
            } catch (RuntimeException e) {
                log.error("The shadow version of {} failed", shadow.site(), e);
            }
        }
    }

    private interface Decides {
        Optional<Comparison> now();
    }
}
