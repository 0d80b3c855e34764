package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyBook.Change;
import dev.tandem.server.escalation.PolicyBook.Draft;
import dev.tandem.server.escalation.PolicyValue;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Contribution;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Threshold;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What every store of policies has to do.
public abstract class PolicyStoreContract {
    private static final SiteKey SITE = new SiteKey("nordlink");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final Draft DRAFT =
            new Draft(
                    "Earlier \u0000 \u20ac",
                    "so",
                    Map.of(PolicyValue.AGENT_MINUTE, 0.4, PolicyValue.FAILURES, 1.0),
                    Map.of("business", 2_000.0, "student", 0.0));

    protected abstract PolicyStore store();

    private PolicyBook changed(Function<PolicyBook, Change> how) {
        PolicyBook next = ((Change.Done) how.apply(store().book(SITE))).book();
        assertThat(store().replace(next)).isTrue();
        return next;
    }

    private static EscalationDecided decided(EscalationOutcome outcome) {
        return new EscalationDecided(
                3,
                outcome,
                Trigger.COMPLEX,
                "expected_cost",
                "v1",
                List.of(new Signal("fault", 0.7, "it \"drops\"")),
                Optional.of(
                        new Weighing(
                                List.of(new Contribution(Trigger.COMPLEX, 0.7, 7.7)),
                                0.7,
                                7.7,
                                6,
                                List.of(Channel.VIDEO),
                                Optional.of(
                                        new Threshold(
                                                Trigger.COMPLEX,
                                                1.5,
                                                Optional.of(Threshold.Because.OFFERED_BEFORE))))));
    }

    private static Comparison compared(int minute, EscalationOutcome tried) {
        return Comparison.of(
                new Comparison.Example(
                        new ConversationId("c" + minute),
                        NOON.plusSeconds(60L * minute),
                        List.of(new Comparison.Line(Role.CUSTOMER, "it \"drops\" again")),
                        decided(EscalationOutcome.CONTINUE),
                        decided(tried)));
    }

    @Test
    void a_book_comes_back_as_it_was_written() {
        assertThat(store().book(SITE)).isEqualTo(PolicyBook.empty(SITE));
        assertThat(store().editions()).doesNotContainKey(SITE);

        changed(b -> b.write(DRAFT, "Sam", NOON));
        changed(b -> b.write(DRAFT, "Kim", NOON));
        changed(b -> b.startShadow(1, NOON.plusSeconds(5)));
        PolicyBook last = changed(b -> b.makeLive(2, NOON.plusSeconds(6)));

        PolicyBook book = store().book(SITE);
        assertThat(book.edition()).isEqualTo(4);
        assertThat(store().editions()).containsEntry(SITE, 4L);
        assertThat(book.live())
                .usingRecursiveComparison()
                .ignoringFields("name")
                .isEqualTo(last.live());
        assertThat(book.live().name()).startsWith("Earlier").endsWith("\u20ac");
        assertThat(book.shadow().map(PolicyVersion::number)).contains(1);
        assertThat(store().book(new SiteKey("other")).versions()).isEmpty();
    }

    @Test
    void of_two_who_have_seen_the_same_book_one_is_refused() {
        PolicyBook seen = store().book(SITE);
        PolicyBook sams = ((Change.Done) seen.write(DRAFT, "Sam", NOON)).book();
        PolicyBook kims = ((Change.Done) seen.write(DRAFT, "Kim", NOON)).book();
        assertThat(store().replace(sams)).isTrue();
        assertThat(store().replace(kims)).isFalse();
        assertThat(store().book(SITE).version(1).orElseThrow().author()).isEqualTo("Sam");
        assertThat(store().replace(sams)).as("nor twice").isFalse();
    }

    @Test
    void a_live_version_leaves_its_place_to_the_next_and_a_draft_goes_away() {
        changed(b -> b.write(DRAFT, "Sam", NOON));
        changed(b -> b.write(DRAFT, "Sam", NOON));
        changed(b -> b.write(DRAFT, "Sam", NOON));
        changed(b -> b.makeLive(1, NOON));
        changed(b -> b.makeLive(2, NOON));
        changed(b -> b.makeLive(1, NOON));
        changed(b -> b.delete(3));
        assertThat(store().book(SITE).live().number()).isEqualTo(1);
        assertThat(store().book(SITE).versions()).hasSize(2);
    }

    @Test
    void what_a_shadow_decides_adds_up_and_only_the_newest_examples_stay() {
        changed(b -> b.write(DRAFT, "Sam", NOON));
        PolicyVersion shadow = changed(b -> b.startShadow(1, NOON)).shadow().orElseThrow();
        assertThat(store().shadow(SITE, shadow)).isEqualTo(Comparison.NOTHING);

        Comparison sum = Comparison.NOTHING;
        for (int i = 0; i < Comparison.EXAMPLES_EACH + 3; i++) {
            sum = sum.plus(compared(i, EscalationOutcome.OFFER));
        }
        store().addShadow(SITE, shadow, sum);
        store().addShadow(SITE, shadow, compared(99, EscalationOutcome.OFFER));
        store().addShadow(SITE, shadow, compared(98, EscalationOutcome.CONTINUE));

        Comparison stored = store().shadow(SITE, shadow);
        assertThat(stored.decisions()).isEqualTo(Comparison.EXAMPLES_EACH + 5);
        assertThat(stored.changed()).isEqualTo(Comparison.EXAMPLES_EACH + 4);
        assertThat(stored.examples()).hasSize(Comparison.EXAMPLES_EACH);
        assertThat(stored.examples().getFirst())
                .isEqualTo(compared(99, EscalationOutcome.OFFER).examples().getFirst());
    }

    @Test
    void a_time_in_shadow_that_is_over_is_forgotten_and_what_comes_late_of_it_too() {
        changed(b -> b.write(DRAFT, "Sam", NOON));
        PolicyVersion first = changed(b -> b.startShadow(1, NOON)).shadow().orElseThrow();
        store().addShadow(SITE, first, compared(1, EscalationOutcome.OFFER));
        changed(b -> b.endShadow(1, NOON.plusSeconds(1)));
        PolicyVersion again =
                changed(b -> b.startShadow(1, NOON.plusSeconds(2))).shadow().orElseThrow();
        store().addShadow(SITE, first, compared(2, EscalationOutcome.OFFER));
        assertThat(store().shadow(SITE, again)).isEqualTo(Comparison.NOTHING);
        assertThat(store().shadow(SITE, first)).isEqualTo(Comparison.NOTHING);
    }
}
