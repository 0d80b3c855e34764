package dev.tandem.server.application;

import static dev.tandem.server.application.SampleConversations.SITE;
import static dev.tandem.server.application.SampleConversations.START;
import static dev.tandem.server.application.SampleConversations.append;
import static dev.tandem.server.application.SampleConversations.at;
import static dev.tandem.server.application.SampleConversations.entries;
import static dev.tandem.server.application.SampleConversations.fullSummary;
import static dev.tandem.server.application.SampleConversations.said;
import static dev.tandem.server.application.SampleConversations.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.application.ConversationStore.Append;
import dev.tandem.server.application.ConversationStore.AppendResult;
import dev.tandem.server.application.ConversationStore.AppendResult.Appended;
import dev.tandem.server.application.ConversationStore.AppendResult.Conflict;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/// What every event log has to do, whatever it is kept in.
public abstract class ConversationStoreContract {
    /// An empty one for each test.
    protected abstract ConversationStore store();

    @Test
    void an_append_is_read_back_as_it_was_written() {
        Append first =
                new Append(
                        fullSummary("c1").id(),
                        0,
                        List.of(
                                new TimelineEntry(
                                        1,
                                        START.plusNanos(123_456_000),
                                        Optional.empty(),
                                        new ConversationEvent.CustomerSaid(
                                                "<b>It's \"over\"</b> \\ 🔴 \u0001 ü"))),
                        fullSummary("c1"));

        assertThat(store().append(first)).isEqualTo(new Appended(1));

        assertThat(store().read(first.id(), 0, 10)).isEqualTo(first.entries());
        assertThat(store().summary(first.id())).contains(first.summary());
    }

    @Test
    void an_empty_summary_is_read_back_as_it_was_written() {
        Append first = append(summary("c1"), 0, 1);
        store().append(first);
        assertThat(store().summary(first.id())).contains(first.summary());
    }

    @Test
    void versions_go_on_over_several_appends() {
        assertThat(store().append(append(summary("c1"), 0, 2))).isEqualTo(new Appended(2));
        assertThat(store().append(append(summary("c1"), 2, 1))).isEqualTo(new Appended(3));
        assertThat(store().append(append(summary("c1"), 3, ConversationStore.APPEND_ENTRIES)))
                .isEqualTo(new Appended(3 + ConversationStore.APPEND_ENTRIES));

        assertThat(store().read(summary("c1").id(), 0, 1000))
                .isEqualTo(entries(0, 3 + ConversationStore.APPEND_ENTRIES));
        assertThat(store().summary(summary("c1").id()).orElseThrow().version())
                .isEqualTo(3 + ConversationStore.APPEND_ENTRIES);
    }

    @Test
    void reading_goes_on_after_a_version_and_stops_at_the_limit() {
        store().append(append(summary("c1"), 0, 5));

        assertThat(store().read(summary("c1").id(), 1, 2)).isEqualTo(entries(1, 2));
        assertThat(store().read(summary("c1").id(), 4, 2)).isEqualTo(entries(4, 1));
        assertThat(store().read(summary("c1").id(), 5, 2)).isEmpty();
        assertThat(store().read(summary("nobody").id(), 0, 2)).isEmpty();
        assertThat(store().summary(summary("nobody").id())).isEmpty();
    }

    @Test
    void what_was_recorded_is_found_among_everything_else() {
        CallId first = new CallId("c1-2");
        List<ConversationEvent> events =
                List.of(
                        new ConversationEvent.CustomerSaid("recording_started"),
                        new ConversationEvent.RecordingStarted(first, Optional.empty()),
                        new ConversationEvent.RecordingStopped(first, new AgentId("maya")),
                        new ConversationEvent.RecordingDeleted(first, Optional.empty()));
        List<TimelineEntry> entries = new ArrayList<>();
        for (ConversationEvent event : events) {
            entries.add(new TimelineEntry(entries.size() + 1, START, Optional.empty(), event));
        }
        ConversationSummary after =
                at(summary("c1"), entries.size(), PhaseKind.WITH_ASSISTANT, Optional.empty());
        store().append(new Append(after.id(), 0, entries, after));
        store().append(append(summary("c2"), 0, 3));

        assertThat(store().recordings(after.id())).containsExactly(events.get(1), events.get(3));
        assertThat(store().recordings(summary("c2").id())).isEmpty();
        assertThat(store().recordings(summary("nobody").id())).isEmpty();
    }

    @Test
    void a_writer_that_knows_too_little_or_too_much_is_refused_and_nothing_changes() {
        store().append(append(summary("c1"), 0, 2));

        assertThat(store().append(append(summary("c1"), 0, 1))).isEqualTo(new Conflict());
        assertThat(store().append(append(summary("c1"), 1, 1))).isEqualTo(new Conflict());
        assertThat(store().append(append(summary("c1"), 1, 5))).isEqualTo(new Conflict());
        assertThat(store().append(append(summary("c1"), 3, 1))).isEqualTo(new Conflict());
        assertThat(store().append(append(summary("nobody"), 1, 1))).isEqualTo(new Conflict());

        assertThat(store().read(summary("c1").id(), 0, 10)).isEqualTo(entries(0, 2));
        assertThat(store().summary(summary("nobody").id())).isEmpty();
    }

    @Test
    void a_customer_has_one_open_conversation_per_site() {
        ConversationSummary first = of("first", "zoe", PhaseKind.WITH_ASSISTANT, START);
        ConversationSummary second = of("second", "zoe", PhaseKind.WITH_ASSISTANT, START);
        store().append(append(first, 0, 1));

        assertThat(store().append(append(second, 0, 1))).isEqualTo(new Conflict());
        assertThat(store().openOf(SITE, first.customer()).orElseThrow().id()).isEqualTo(first.id());
        assertThat(store().summary(second.id())).isEmpty();

        ConversationSummary elsewhere =
                summary("elsewhere", new SiteKey("other"), "zoe", PhaseKind.WITH_ASSISTANT, START);
        assertThat(store().append(append(elsewhere, 0, 1))).isEqualTo(new Appended(1));
    }

    @Test
    void when_talking_is_over_the_customer_may_open_another_conversation() {
        CustomerId zoe = new CustomerId("zoe");
        ConversationSummary first = of("first", "zoe", PhaseKind.WITH_AGENT, START);
        store().append(append(first, 0, 1));
        assertThat(store().countOf(SITE, zoe)).isZero();

        store().append(append(at(first, 1, PhaseKind.WRAP_UP, Optional.empty()), 1, 1));
        assertThat(store().openOf(SITE, zoe)).isEmpty();
        assertThat(store().countOf(SITE, zoe)).isEqualTo(1);

        ConversationSummary second = of("second", "zoe", PhaseKind.WITH_ASSISTANT, START);
        assertThat(store().append(append(second, 0, 1))).isEqualTo(new Appended(1));
        store().append(append(at(first, 2, PhaseKind.CLOSED, Optional.empty()), 2, 1));
        assertThat(store().openOf(SITE, zoe).orElseThrow().id()).isEqualTo(second.id());
        assertThat(store().countOf(SITE, zoe)).isEqualTo(1);
        assertThat(store().countOf(new SiteKey("other"), zoe)).isZero();
    }

    @Test
    void a_deadline_is_overdue_from_its_very_moment_and_the_longest_overdue_comes_first() {
        due("later", Optional.of(START.plusSeconds(30)));
        due("soon", Optional.of(START.plusSeconds(10)));
        due("never", Optional.empty());
        due("sooner", Optional.of(START.plusSeconds(5)));

        assertThat(ids(store().overdue(START.plusSeconds(4), 10))).isEmpty();
        assertThat(ids(store().overdue(START.plusSeconds(10), 10)))
                .containsExactly("sooner", "soon");
        assertThat(ids(store().overdue(START.plusSeconds(60), 2)))
                .containsExactly("sooner", "soon");
        store().append(append(summary("sooner"), 1, 1));
        assertThat(ids(store().overdue(START.plusSeconds(60), 2))).containsExactly("soon", "later");
    }

    @Test
    void unfinished_are_those_of_the_site_that_are_not_closed() {
        for (PhaseKind phase : PhaseKind.values()) {
            Instant startedAt = START.minusSeconds(phase.ordinal());
            String name = phase.name();
            store().append(append(of(name, name, phase, startedAt), 0, 1));
        }
        store().append(
                        append(
                                summary("x", new SiteKey("other"), "x", PhaseKind.WAITING, START),
                                0,
                                1));

        assertThat(ids(store().unfinished(SITE)))
                .containsExactly(
                        "WRAP_UP",
                        "WITH_AGENT",
                        "RINGING",
                        "WAITING",
                        "GATHERING",
                        "WITH_ASSISTANT");
    }

    @Test
    void what_goes_on_is_in_the_order_in_which_it_presses() {
        begun("asks-1", PhaseKind.WITH_ASSISTANT, 1);
        begun("talks-2", PhaseKind.WITH_AGENT, 2);
        begun("fills-0", PhaseKind.GATHERING, 0);
        begun("rings-5", PhaseKind.RINGING, 5);
        begun("waits-4", PhaseKind.WAITING, 4);
        begun("talks-1", PhaseKind.WITH_AGENT, 1);
        begun("over-1", PhaseKind.WRAP_UP, 1);
        begun("over-2", PhaseKind.CLOSED, 1);
        store().append(
                        append(
                                summary("other", new SiteKey("x"), "y", PhaseKind.WAITING, START),
                                0,
                                1));

        assertThat(ids(store().goingOn(SITE, 10).first()))
                .containsExactly("waits-4", "rings-5", "talks-1", "talks-2", "fills-0", "asks-1");
        assertThat(store().goingOn(SITE, 10).total()).isEqualTo(6);
        assertThat(ids(store().goingOn(SITE, 3).first()))
                .containsExactly("waits-4", "rings-5", "talks-1");
        assertThat(store().goingOn(SITE, 3).total()).isEqualTo(6);
        assertThat(store().goingOn(new SiteKey("nobody"), 3).total()).isZero();
    }

    @Test
    void messages_that_wait_for_an_answer_come_oldest_first_until_they_are_answered() {
        left("newer", SITE, 3);
        left("oldest", SITE, 1);
        left("middle", SITE, 2);
        left("elsewhere", new SiteKey("x"), 0);
        begun("silent", PhaseKind.WITH_ASSISTANT, 0);

        assertThat(ids(store().messages(SITE, 10).first()))
                .containsExactly("oldest", "middle", "newer");
        assertThat(ids(store().messages(SITE, 2).first())).containsExactly("oldest", "middle");
        assertThat(store().messages(SITE, 2).total()).isEqualTo(3);

        ConversationSummary answered =
                SampleConversations.withMessage(
                        store().summary(new ConversationId("oldest")).orElseThrow(),
                        Optional.empty());
        store().append(append(answered, 1, 1));
        assertThat(ids(store().messages(SITE, 10).first())).containsExactly("middle", "newer");
        assertThat(store().messages(SITE, 10).total()).isEqualTo(2);
        assertThat(store().messages(new SiteKey("nobody"), 10).total()).isZero();
    }

    private void left(String id, SiteKey site, int seconds) {
        store().append(
                        append(
                                SampleConversations.withMessage(
                                        summary(
                                                id,
                                                site,
                                                "customer-of-" + id,
                                                PhaseKind.WITH_ASSISTANT,
                                                START),
                                        Optional.of(START.plusSeconds(seconds))),
                                0,
                                1));
    }

    private void begun(String id, PhaseKind phase, int seconds) {
        store().append(
                        append(
                                summary(
                                        id,
                                        SITE,
                                        "customer-of-" + id,
                                        phase,
                                        START.plusSeconds(seconds)),
                                0,
                                1));
    }

    @Test
    void history_is_paged_from_the_newest_to_the_oldest() {
        for (int i = 1; i <= 5; i++) {
            store().append(
                            append(
                                    of("c" + i, "z" + i, PhaseKind.CLOSED, START.plusSeconds(i)),
                                    0,
                                    1));
        }

        List<ConversationSummary> page = store().history(SITE, Optional.empty(), 2);
        assertThat(ids(page)).containsExactly("c5", "c4");
        page = store().history(SITE, Optional.of(page.getLast().startedAt()), 2);
        assertThat(ids(page)).containsExactly("c3", "c2");
        page = store().history(SITE, Optional.of(page.getLast().startedAt()), 2);
        assertThat(ids(page)).containsExactly("c1");
        assertThat(store().history(new SiteKey("other"), Optional.empty(), 2)).isEmpty();
    }

    @Test
    void the_history_of_one_customer_is_paged_in_the_same_way_and_is_nobody_elses() {
        for (int i = 1; i <= 3; i++) {
            store().append(
                            append(
                                    of("c" + i, "zoe", PhaseKind.CLOSED, START.plusSeconds(i)),
                                    0,
                                    1));
            store().append(
                            append(
                                    of("d" + i, "tom", PhaseKind.CLOSED, START.plusSeconds(i)),
                                    0,
                                    1));
        }
        store().append(append(of("c4", "zoe", PhaseKind.WITH_AGENT, START.plusSeconds(4)), 0, 1));
        CustomerId zoe = new CustomerId("zoe");

        List<ConversationSummary> page = store().historyOf(SITE, zoe, Optional.empty(), 2);
        assertThat(ids(page)).containsExactly("c4", "c3");
        page = store().historyOf(SITE, zoe, Optional.of(page.getLast().startedAt()), 10);
        assertThat(ids(page)).containsExactly("c2", "c1");
        assertThat(store().historyOf(new SiteKey("other"), zoe, Optional.empty(), 2)).isEmpty();
        assertThat(store().historyOf(SITE, new CustomerId("ann"), Optional.empty(), 2)).isEmpty();
    }

    @Test
    void of_writers_that_race_exactly_one_wins_each_version() throws Exception {
        int writers = 8;
        long versions = 200;
        store().append(append(summary("c1"), 0, 1));
        AtomicLong won = new AtomicLong();

        runAll(
                writers,
                () -> {
                    long known = 1;
                    while (known < versions) {
                        AppendResult result = store().append(append(summary("c1"), known, 1));
                        if (result instanceof Appended(long version)) {
                            won.incrementAndGet();
                            known = version;
                        } else {
                            known = store().summary(summary("c1").id()).orElseThrow().version();
                        }
                    }
                    return null;
                });

        List<TimelineEntry> log = store().read(summary("c1").id(), 0, 10_000);
        assertThat(log.stream().map(TimelineEntry::version))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, log.size()).boxed().toList());
        assertThat(log).hasSize((int) won.get() + 1);
    }

    @Test
    void of_tabs_that_open_at_once_exactly_one_opens_a_conversation() throws Exception {
        int tabs = 8;
        AtomicLong number = new AtomicLong();
        List<AppendResult> results =
                runAll(
                        tabs,
                        () -> {
                            String id = "tab" + number.incrementAndGet();
                            return store().append(
                                            append(
                                                    of(id, "zoe", PhaseKind.WITH_ASSISTANT, START),
                                                    0,
                                                    1));
                        });

        assertThat(results.stream().filter(Appended.class::isInstance)).hasSize(1);
        assertThat(store().history(SITE, Optional.empty(), 100)).hasSize(1);
    }

    @Test
    void an_append_that_makes_no_sense_cannot_be_made() {
        ConversationSummary c1 = summary("c1");
        assertThatThrownBy(() -> new Append(c1.id(), 0, List.of(), c1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> append(c1, 0, ConversationStore.APPEND_ENTRIES + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Append(c1.id(), 0, List.of(said(2, "gap")), c1))
                .hasMessageContaining("without a gap");
        assertThatThrownBy(() -> new Append(c1.id(), 0, entries(0, 2), c1))
                .hasMessageContaining("after its last entry");
        assertThatThrownBy(() -> append(of("c1", "z", PhaseKind.CLOSED, START.plusNanos(1)), 0, 1))
                .hasMessageContaining("microseconds");
    }

    private void due(String id, Optional<Instant> deadline) {
        store().append(append(at(summary(id), 1, PhaseKind.WAITING, deadline), 0, 1));
    }

    private static ConversationSummary of(
            String id, String customer, PhaseKind phase, Instant startedAt) {
        return summary(id, SITE, customer, phase, startedAt);
    }

    private static List<String> ids(List<ConversationSummary> summaries) {
        return summaries.stream().map(s -> s.id().value()).toList();
    }

    private static <T> List<T> runAll(int times, Callable<T> task) throws Exception {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(task));
            }
            for (Future<T> future : running) {
                results.add(future.get());
            }
        }
        return results;
    }
}
