package dev.tandem.server.application;

import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The event log of all conversations, and a summary of each that is never older or newer than its
/// events.
///
/// Methods block and are called on virtual threads; each answers within a deadline of its own.
/// Those that read throw [StoreUnavailableException] if the store does not answer.
public interface ConversationStore {

    /// Events of one conversation that may be in one append.
    int APPEND_ENTRIES = 64;

    /// The next events of a conversation, and its summary after them.
    ///
    /// Times are whole microseconds, so that what is read back equals what was written.
    ///
    /// @param expectedVersion version of the newest event the writer knows; 0 begins a conversation
    record Append(
            ConversationId id,
            long expectedVersion,
            List<TimelineEntry> entries,
            ConversationSummary summary) {
        public Append {
            entries = List.copyOf(entries);
            if (entries.isEmpty() || entries.size() > APPEND_ENTRIES) {
                throw new IllegalArgumentException(
                        "an append has 1 to " + APPEND_ENTRIES + " entries");
            }
            for (int i = 0; i < entries.size(); i++) {
                if (entries.get(i).version() != expectedVersion + 1 + i) {
                    throw new IllegalArgumentException(
                            "entries follow version " + expectedVersion + " without a gap");
                }
            }
            if (!summary.id().equals(id) || summary.version() != entries.getLast().version()) {
                throw new IllegalArgumentException(
                        "the summary is of " + id + " after its last entry");
            }
            Stream.concat(
                            entries.stream().map(TimelineEntry::at),
                            Stream.of(
                                            Optional.of(summary.startedAt()),
                                            Optional.of(summary.lastAt()),
                                            summary.phaseSince(),
                                            summary.nextDeadline(),
                                            summary.queuedAt(),
                                            summary.joinedAt(),
                                            summary.endedAt(),
                                            summary.closedAt(),
                                            summary.messageAt())
                                    .flatMap(Optional::stream))
                    .forEach(Append::requireMicroseconds);
        }

        public long newVersion() {
            return expectedVersion + entries.size();
        }

        private static void requireMicroseconds(Instant at) {
            if (!at.equals(at.truncatedTo(ChronoUnit.MICROS))) {
                throw new IllegalArgumentException("times are whole microseconds, not " + at);
            }
        }
    }

    sealed interface AppendResult {
        /// Committed; not even the death of every process loses it now.
        record Appended(long version) implements AppendResult {}

        /// The conversation is not at the expected version: somebody else wrote first, or this very
        /// append was committed by an attempt whose connection broke. Or, when beginning one, the
        /// customer already has an open one on that site. Load and decide again.
        record Conflict() implements AppendResult {}

        /// No answer within the deadline, or too many appends are waiting.
        ///
        /// The append may still have been committed (the connection may break just after the
        /// database said yes to itself). So whoever gets this forgets the state it holds, tells
        /// nobody yes, and loads again before the next decision. A repeated command is then
        /// recognised by its cause, or is decided for the first time.
        record Unavailable(String reason) implements AppendResult {}
    }

    AppendResult append(Append append);

    /// The events after a version, in order; empty if there is no such conversation.
    ///
    /// @param max at most so many; the caller goes on from the last one it got
    List<TimelineEntry> read(ConversationId id, long afterVersion, int max);

    /// Events that [#readAll] asks for at once.
    int PAGE = 500;

    /// All of them.
    default List<TimelineEntry> readAll(ConversationId id, long afterVersion) {
        List<TimelineEntry> all = new ArrayList<>();
        long last = afterVersion;
        while (true) {
            List<TimelineEntry> page = read(id, last, PAGE);
            all.addAll(page);
            if (page.size() < PAGE) {
                return all;
            }
            last = page.getLast().version();
        }
    }

    /// The beginnings and deletions of recordings among its events, in order, however long it is.
    List<ConversationEvent> recordings(ConversationId id);

    Optional<ConversationSummary> summary(ConversationId id);

    /// The customer's conversation that is not over. There is never more than one per site.
    Optional<ConversationSummary> openOf(SiteKey site, CustomerId customer);

    /// How many conversations of the customer are over.
    int countOf(SiteKey site, CustomerId customer);

    /// Conversations whose deadline has come, of all sites, the longest overdue first.
    List<ConversationSummary> overdue(Instant now, int max);

    /// Conversations that are not closed, the oldest first.
    List<ConversationSummary> unfinished(SiteKey site);

    /// What goes on at the site now.
    ///
    /// @param max of [GoingOn#first]
    GoingOn goingOn(SiteKey site, int max);

    /// @param first conversations that are not over: who waits, then who talks to an agent, then
    ///   the others; in each, the one whose wait or phase began first
    /// @param total how many there are
    record GoingOn(List<ConversationSummary> first, int total) {}

    /// Conversations with a message that waits for an answer, the oldest message first.
    Messages messages(SiteKey site, int max);

    /// @param first of them
    /// @param total how many there are
    record Messages(List<ConversationSummary> first, int total) {}

    /// All conversations of the site, the newest first.
    ///
    /// @param startedBefore only older ones; give the `startedAt` of the last one to go on
    List<ConversationSummary> history(SiteKey site, Optional<Instant> startedBefore, int limit);

    /// The same of one customer.
    List<ConversationSummary> historyOf(
            SiteKey site, CustomerId customer, Optional<Instant> startedBefore, int limit);
}
