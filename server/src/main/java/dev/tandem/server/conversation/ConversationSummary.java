package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.Optional;

/// One conversation at a glance, as of `version`: the row of inbox, history and reports, and what a
/// new owner needs to know before it reads the events. Always derivable from the events.
///
/// @param customerName empty while unknown
/// @param channel how they talk, or last talked
/// @param lastAt time of the newest event
/// @param phaseSince when the present phase began
/// @param nextDeadline when something is decided even if nobody does anything
/// @param agent who rings, talks, wraps up, or was the last to do so
/// @param queuedAt when the customer began to wait for a person
/// @param joinedAt when the (latest) agent came
/// @param endedAt when talking was over
/// @param closedAt when wrap-up was over too
/// @param preview the newest message, shortened
/// @param problem the customer's problem in one line, shortened
/// @param unansweredVersion the customer's message that the assistant still owes an answer; 0 is
///   none
/// @param callSeconds length of all its calls that have ended
/// @param onCall voice or video is on
/// @param messageAt when the message was left that waits for an answer
public record ConversationSummary(
        ConversationId id,
        SiteKey site,
        CustomerId customer,
        String customerName,
        PhaseKind phase,
        Channel channel,
        long version,
        Instant startedAt,
        Instant lastAt,
        Optional<Instant> phaseSince,
        Optional<Instant> nextDeadline,
        Optional<AgentId> agent,
        Optional<String> agentName,
        Optional<String> queue,
        Optional<Instant> queuedAt,
        Optional<Instant> joinedAt,
        Optional<Instant> endedAt,
        Optional<Instant> closedAt,
        Optional<Trigger> trigger,
        Optional<Disposition> disposition,
        Optional<String> topic,
        Optional<Integer> rating,
        String preview,
        String problem,
        long unansweredVersion,
        long callSeconds,
        boolean onCall,
        Optional<Instant> messageAt) {

    /// Characters of preview and problem.
    public static final int SHORT_CHARS = 200;

    public ConversationSummary {
        if (version < 1) {
            throw new IllegalArgumentException("version starts at 1");
        }
        if (preview.length() > SHORT_CHARS || problem.length() > SHORT_CHARS) {
            throw new IllegalArgumentException(
                    "preview and problem have at most " + SHORT_CHARS + " characters");
        }
        if (unansweredVersion < 0 || unansweredVersion > version) {
            throw new IllegalArgumentException("unansweredVersion must be a version, or 0");
        }
        if (callSeconds < 0) {
            throw new IllegalArgumentException("callSeconds must not be negative");
        }
    }

    /// One line of at most [#SHORT_CHARS] characters; never cuts a surrogate pair in two.
    public static String shorten(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= SHORT_CHARS) {
            return line;
        }
        int end = SHORT_CHARS - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end) + "…";
    }
}
