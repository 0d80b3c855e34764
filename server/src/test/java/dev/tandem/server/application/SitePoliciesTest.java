package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyBook.Change;
import dev.tandem.server.escalation.PolicyBook.Draft;
import dev.tandem.server.escalation.PolicyValue;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.server.memory.MemoryPolicyStore;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/// Which version decides on which node, and how the one in shadow decides beside it.
class SitePoliciesTest {
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Draft EARLIER =
            new Draft("Earlier", "", Map.of(PolicyValue.FAILURES, 1.0), Map.of());

    private final AtomicBoolean storeIsDown = new AtomicBoolean();
    private final AtomicBoolean unreadable = new AtomicBoolean();
    private final PolicyStore store = new Faulty(new MemoryPolicyStore(), storeIsDown, unreadable);
    private final SitePolicies here =
            new SitePolicies(store, ProgramPolicy.WORDS, InstantSource.fixed(NOON));
    private final SitePolicies there =
            new SitePolicies(store, ProgramPolicy.WORDS, InstantSource.fixed(NOON));
    private final PolicyEditor editor = new PolicyEditor(store, here);

    /// A store whose database sometimes does not answer.
    private record Faulty(PolicyStore store, AtomicBoolean down, AtomicBoolean unreadable)
            implements PolicyStore {
        private PolicyStore open() {
            if (down.get()) {
                throw new StoreUnavailableException("down", new IllegalStateException());
            }
            return store;
        }

        @Override
        public PolicyBook book(SiteKey site) {
            if (unreadable.get()) {
                throw new IllegalStateException("a value of another program");
            }
            return open().book(site);
        }

        @Override
        public Map<SiteKey, Long> editions() {
            // Whether it answers is asked when it is written to.
            return store.editions();
        }

        @Override
        public boolean replace(PolicyBook next) {
            return open().replace(next);
        }

        @Override
        public void addShadow(SiteKey site, PolicyVersion shadow, Comparison more) {
            open().addShadow(site, shadow, more);
        }

        @Override
        public Comparison shadow(SiteKey site, PolicyVersion shadow) {
            return open().shadow(site, shadow);
        }
    }

    private PolicyBook changed(Function<PolicyBook, Change> how) {
        PolicyEditor.Changed changed = editor.change(SITE, store.book(SITE).edition(), how);
        assertThat(changed).isInstanceOf(PolicyEditor.Changed.Now.class);
        return ((PolicyEditor.Changed.Now) changed).book();
    }

    private static final Conversation ASKED =
            Conversation.replay(
                    new ConversationId("c1"),
                    List.of(
                            entry(
                                    1,
                                    new ConversationEvent.Started(
                                            SITE,
                                            new CustomerId("zoe"),
                                            "en",
                                            Optional.empty(),
                                            Optional.empty(),
                                            Optional.empty())),
                            entry(2, new ConversationEvent.CustomerSaid("Do you sell shoes?"))));

    private static TimelineEntry entry(long version, ConversationEvent event) {
        return new TimelineEntry(version, NOON, Optional.empty(), event);
    }

    private static EscalationDecided decide(SitePolicies policies) {
        Observation seen =
                new Observation(
                        2,
                        "Do you sell shoes?",
                        Optional.of(AnswerBand.NONE),
                        List.of(),
                        List.of());
        PolicySource.InForce policy = policies.of(SITE);
        EscalationDecided decided = policy.live().decide(ASKED, seen);
        policy.beside().decided(ASKED, seen, decided);
        return decided;
    }

    @Test
    void aSiteWithoutVersionsIsDecidedByTheProgram() {
        here.look();
        assertThat(decide(here).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
    }

    @Test
    void whatIsMadeLiveDecidesHereAtOnceAndElsewhereAfterALook() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        changed(b -> b.makeLive(1, NOON));
        assertThat(decide(here).policyVersion()).isEqualTo("v1");
        assertThat(decide(here).outcome()).isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(decide(there).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
        EscalationPolicy ofProgram = there.of(SITE).live();
        there.look();
        assertThat(decide(there).policyVersion()).isEqualTo("v1");
        assertThat(there.of(new SiteKey("other")).live())
                .as("another site keeps the program's")
                .isSameAs(ofProgram);

        changed(b -> b.makeLive(0, NOON));
        there.look();
        assertThat(decide(there).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
    }

    @Test
    void aShadowIsComparedOnEveryNodeAndDecidesNothing() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        PolicyBook book = changed(b -> b.startShadow(1, NOON));
        there.look();
        assertThat(decide(here).outcome()).isNotEqualTo(EscalationOutcome.ESCALATE);
        assertThat(decide(there).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
        here.look();
        there.look();

        Comparison compared = editor.shadow(book);
        assertThat(compared.decisions()).isEqualTo(2);
        assertThat(compared.changed()).isEqualTo(2);
        assertThat(compared.examples().getFirst().tried().policyVersion()).isEqualTo("v1");
        assertThat(compared.examples().getFirst().lines().getFirst().text())
                .isEqualTo("Do you sell shoes?");
    }

    @Test
    void whileTheStoreIsAwayTheLastKnownDecidesAndComparisonsWait() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        PolicyBook book = changed(b -> b.startShadow(1, NOON));
        decide(here);
        storeIsDown.set(true);
        assertThatThrownBy(here::look).isInstanceOf(StoreUnavailableException.class);
        decide(here);
        storeIsDown.set(false);
        here.look();
        assertThat(editor.shadow(book).decisions()).isEqualTo(2);
    }

    @Test
    void whatAnotherProgramHasWrittenLeavesInForceWhatWas() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        changed(b -> b.makeLive(1, NOON));
        there.look();
        changed(b -> b.makeLive(0, NOON));
        unreadable.set(true);
        there.look();
        assertThat(decide(there).policyVersion()).isEqualTo("v1");
        SitePolicies started =
                new SitePolicies(store, ProgramPolicy.WORDS, InstantSource.fixed(NOON));
        started.look();
        assertThat(decide(started).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());

        unreadable.set(false);
        changed(b -> b.write(EARLIER, "Sam", NOON));
        there.look();
        assertThat(decide(there).policyVersion()).isEqualTo(EscalationSettings.DEFAULT.version());
    }

    @Test
    void aShadowThatFailsIsNotNoticed() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        PolicyBook book = changed(b -> b.startShadow(1, NOON));
        SitePolicies lame =
                new SitePolicies(
                        store,
                        ProgramPolicy.WORDS,
                        () -> {
                            throw new IllegalStateException("no clock");
                        });
        lame.look();
        assertThat(decide(lame).outcome()).isNotEqualTo(EscalationOutcome.ESCALATE);
        lame.look();
        assertThat(editor.shadow(book)).isEqualTo(Comparison.NOTHING);
    }

    @Test
    void whoHasSeenAnOlderBookIsRefused() {
        changed(b -> b.write(EARLIER, "Sam", NOON));
        assertThat(editor.change(SITE, 0, b -> b.delete(1)))
                .isEqualTo(new PolicyEditor.Changed.Stale());
        assertThat(store.book(SITE).versions()).hasSize(1);
    }
}
