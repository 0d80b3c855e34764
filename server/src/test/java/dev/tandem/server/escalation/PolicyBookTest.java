package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.escalation.PolicyBook.Change;
import dev.tandem.server.escalation.PolicyBook.Draft;
import dev.tandem.server.escalation.PolicyBook.Refusal;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What supervisors can do with the versions of a policy, and what they cannot.
class PolicyBookTest {
    private static final SiteKey SITE = new SiteKey("harbor");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Draft EARLIER =
            new Draft(
                    " Earlier ", "Too many leave", Map.of(PolicyValue.AGENT_MINUTE, 0.4), Map.of());

    private PolicyBook book = PolicyBook.empty(SITE);

    private int done(Change change) {
        assertThat(change).isInstanceOf(Change.Done.class);
        Change.Done done = (Change.Done) change;
        assertThat(done.book().edition()).isEqualTo(book.edition() + 1);
        assertThat(states(done.book(), PolicyState.LIVE)).hasSizeLessThanOrEqualTo(1);
        assertThat(states(done.book(), PolicyState.SHADOW)).hasSizeLessThanOrEqualTo(1);
        book = done.book();
        return done.number();
    }

    private static List<Integer> states(PolicyBook book, PolicyState state) {
        return book.versions().stream()
                .filter(v -> v.state() == state)
                .map(PolicyVersion::number)
                .toList();
    }

    private static void refused(Change change, Refusal why) {
        assertThat(change).isEqualTo(new Change.Refused(why));
    }

    @Test
    void withoutAnyVersionTheProgramsPolicyIsLive() {
        assertThat(book.live().number()).isZero();
        assertThat(book.live().settings()).isEqualTo(EscalationSettings.DEFAULT);
        assertThat(book.shadow()).isEmpty();
    }

    @Test
    void aDraftGoesThroughShadowToLiveAndBack() {
        int first = done(book.write(EARLIER, "Sam", NOON));
        assertThat(first).isEqualTo(1);
        PolicyVersion draft = book.version(first).orElseThrow();
        assertThat(draft.name()).isEqualTo("Earlier");
        assertThat(draft.settings().version()).isEqualTo("v1");
        assertThat(draft.settings().values().agentMinute()).isEqualTo(0.4);
        assertThat(draft.settings().failures())
                .as("what is not said is as in the program")
                .isEqualTo(EscalationSettings.DEFAULT.failures());

        done(book.startShadow(first, NOON.plusSeconds(1)));
        assertThat(book.live().number()).isZero();
        assertThat(book.shadow().orElseThrow().number()).isEqualTo(first);
        assertThat(book.shadow().orElseThrow().since()).isEqualTo(NOON.plusSeconds(1));

        done(book.makeLive(first, NOON.plusSeconds(2)));
        assertThat(book.live().number()).isEqualTo(first);
        assertThat(book.shadow()).isEmpty();
        assertThat(book.version(0).orElseThrow().state()).isEqualTo(PolicyState.RETIRED);

        done(book.makeLive(0, NOON.plusSeconds(3)));
        assertThat(book.live().number()).isZero();
        assertThat(book.version(first).orElseThrow().state()).isEqualTo(PolicyState.RETIRED);

        done(book.makeLive(first, NOON.plusSeconds(4)));
        assertThat(book.live().number()).as("and forth again").isEqualTo(first);
    }

    @Test
    void anotherTakesThePlaceInShadowAndTheFirstIsADraftAgain() {
        int first = done(book.write(EARLIER, "Sam", NOON));
        int second = done(book.write(EARLIER, "Sam", NOON));
        done(book.startShadow(first, NOON));
        done(book.startShadow(second, NOON));
        assertThat(states(book, PolicyState.SHADOW)).containsExactly(second);
        assertThat(states(book, PolicyState.DRAFT)).containsExactly(first);
        done(book.endShadow(second, NOON));
        assertThat(book.shadow()).isEmpty();
        refused(book.endShadow(second, NOON), Refusal.NOT_IN_SHADOW);
    }

    @Test
    void whatHasDecidedIsNeitherRewrittenNorDeleted() {
        int number = done(book.write(EARLIER, "Sam", NOON));
        done(book.makeLive(number, NOON));
        refused(book.rewrite(number, EARLIER, "Kim", NOON), Refusal.NO_DRAFT);
        refused(book.delete(number), Refusal.NO_DRAFT);
        refused(book.startShadow(number, NOON), Refusal.NO_DRAFT);
        refused(book.makeLive(number, NOON), Refusal.ALREADY_LIVE);
        done(book.makeLive(0, NOON));
        refused(book.rewrite(number, EARLIER, "Kim", NOON), Refusal.NO_DRAFT);
        refused(book.delete(0), Refusal.NO_DRAFT);
        refused(book.makeLive(7, NOON), Refusal.UNKNOWN);
    }

    @Test
    void aDraftIsRewrittenAndDeleted() {
        int number = done(book.write(EARLIER, "Sam", NOON));
        done(
                book.rewrite(
                        number,
                        new Draft("Later", "", Map.of(PolicyValue.FAILURES, 3.0), Map.of()),
                        "Kim",
                        NOON.plusSeconds(9)));
        PolicyVersion draft = book.version(number).orElseThrow();
        assertThat(draft.author()).isEqualTo("Kim");
        assertThat(draft.settings().failures()).isEqualTo(3);
        done(book.delete(number));
        assertThat(book.versions()).isEmpty();
    }

    @Test
    void namesNotesAndTheirNumberHaveLimits() {
        refused(book.write(texts(" ", ""), "Sam", NOON), Refusal.NAME);
        String tooLong = "n".repeat(PolicyBook.NAME_CHARS + 1);
        refused(book.write(texts(tooLong, ""), "Sam", NOON), Refusal.NAME);
        String novel = "n".repeat(PolicyBook.NOTE_CHARS + 1);
        refused(book.write(texts("A", novel), "Sam", NOON), Refusal.NOTE);
        for (int i = 0; i < PolicyBook.VERSIONS_AT_MOST; i++) {
            done(book.write(EARLIER, "Sam", NOON));
        }
        refused(book.write(EARLIER, "Sam", NOON), Refusal.TOO_MANY);
    }

    @ParameterizedTest
    @EnumSource(PolicyValue.class)
    void everyValueHasALeastAndAMost(PolicyValue value) {
        for (double wrong : new double[] {value.least() - 0.01, value.most() + 0.01, Double.NaN}) {
            assertThat(book.write(values(Map.of(value, wrong)), "Sam", NOON))
                    .isEqualTo(new Change.OutOfRange(List.of(value)));
        }
        for (double right : new double[] {value.least(), value.most()}) {
            Change change = book.write(values(Map.of(value, right)), "Sam", NOON);
            assertThat(change).isInstanceOf(Change.Done.class);
            EscalationSettings settings =
                    ((Change.Done) change).book().version(1).orElseThrow().settings();
            assertThat(value.in(settings)).isEqualTo(right);
        }
    }

    @Test
    void aSegmentHasAValueOfItsOwnUnderANameThatCanBeSigned() {
        Change change = book.write(segments(Map.of("key_accounts-2", 5_000.0)), "Sam", NOON);
        assertThat(
                        ((Change.Done) change)
                                .book()
                                .version(1)
                                .orElseThrow()
                                .settings()
                                .values()
                                .customerValues())
                .isEqualTo(Map.of("key_accounts-2", 5_000.0));
        for (String wrong : List.of("", "VIP", "two words", "-vip", "v".repeat(33), "vip\n")) {
            refused(book.write(segments(Map.of(wrong, 1.0)), "Sam", NOON), Refusal.SEGMENTS);
        }
        for (double wrong : new double[] {-1, 1_000_001, Double.NaN}) {
            refused(book.write(segments(Map.of("vip", wrong)), "Sam", NOON), Refusal.SEGMENTS);
        }
        Map<String, Double> many = new HashMap<>();
        for (int i = 0; i < BusinessValues.SEGMENTS_AT_MOST; i++) {
            many.put("s" + i, 1.0);
        }
        assertThat(book.write(segments(many), "Sam", NOON)).isInstanceOf(Change.Done.class);
        many.put("more", 1.0);
        refused(book.write(segments(many), "Sam", NOON), Refusal.SEGMENTS);
    }

    private static Draft texts(String name, String note) {
        return new Draft(name, note, Map.of(), Map.of());
    }

    private static Draft values(Map<PolicyValue, Double> values) {
        return new Draft("A", "", values, Map.of());
    }

    private static Draft segments(Map<String, Double> customerValues) {
        return new Draft("A", "", Map.of(), customerValues);
    }

    @Test
    void aCountIsWhole() {
        assertThat(book.write(values(Map.of(PolicyValue.FAILURES, 1.5)), "Sam", NOON))
                .isEqualTo(new Change.OutOfRange(List.of(PolicyValue.FAILURES)));
    }
}
