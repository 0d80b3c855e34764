package dev.tandem.server.conversation;

import java.time.Duration;

/// How long a conversation waits for whom, and how much it holds. One set per site.
///
/// @param answerWithin the assistant answers, or a person is offered
/// @param fillFormWithin the short form; then the customer is back with the assistant
/// @param ringFor an agent's desk rings, then the next one's; 20 s is a short look up from other
///   work
/// @param waitAtMost in the queue, then a message can be left
/// @param proposalOpenFor silence on a voice or video proposal means no
/// @param wrapUpFor after-contact work, and as long again when asked for, [#EXTENSIONS] times
/// @param idleWithAssistant nobody said anything; the conversation closes
/// @param idleWithAgent nobody said anything; in a call, [#QUIET_IN_A_CALL] times as long
/// @param rateWithin after the end
/// @param maxEvents of one conversation; over it, nothing more can be said in it
/// @param recordings which calls are recorded
public record Rules(
        Duration answerWithin,
        Duration fillFormWithin,
        Duration ringFor,
        Duration waitAtMost,
        Duration proposalOpenFor,
        Duration wrapUpFor,
        Duration idleWithAssistant,
        Duration idleWithAgent,
        Duration rateWithin,
        int maxEvents,
        RecordingPolicies recordings) {
    /// How often an agent may extend the wrap-up.
    public static final int EXTENSIONS = 5;

    /// Who talks writes nothing for hours; a call that everybody has forgotten ends all the same.
    public static final int QUIET_IN_A_CALL = 6;

    /// Events over `maxEvents` in which a conversation can still be brought to a good end.
    public static final int ROOM_TO_FINISH = 200;

    public Rules {
        requirePositive("answerWithin", answerWithin);
        requirePositive("fillFormWithin", fillFormWithin);
        requirePositive("ringFor", ringFor);
        requirePositive("waitAtMost", waitAtMost);
        requirePositive("proposalOpenFor", proposalOpenFor);
        requirePositive("wrapUpFor", wrapUpFor);
        requirePositive("idleWithAssistant", idleWithAssistant);
        requirePositive("idleWithAgent", idleWithAgent);
        requirePositive("rateWithin", rateWithin);
        if (maxEvents < 1) {
            throw new IllegalArgumentException("maxEvents must be positive");
        }
    }

    /// Of a server that records nothing.
    public Rules(
            Duration answerWithin,
            Duration fillFormWithin,
            Duration ringFor,
            Duration waitAtMost,
            Duration proposalOpenFor,
            Duration wrapUpFor,
            Duration idleWithAssistant,
            Duration idleWithAgent,
            Duration rateWithin,
            int maxEvents) {
        this(
                answerWithin,
                fillFormWithin,
                ringFor,
                waitAtMost,
                proposalOpenFor,
                wrapUpFor,
                idleWithAssistant,
                idleWithAgent,
                rateWithin,
                maxEvents,
                RecordingPolicies.NOWHERE);
    }

    public Rules recording(RecordingPolicies policies) {
        return new Rules(
                answerWithin,
                fillFormWithin,
                ringFor,
                waitAtMost,
                proposalOpenFor,
                wrapUpFor,
                idleWithAssistant,
                idleWithAgent,
                rateWithin,
                maxEvents,
                policies);
    }

    private static void requirePositive(String what, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(what + " must be positive");
        }
    }

    public static final Rules DEFAULT =
            new Rules(
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(5),
                    Duration.ofSeconds(20),
                    Duration.ofMinutes(15),
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(2),
                    Duration.ofHours(12),
                    Duration.ofHours(2),
                    Duration.ofDays(7),
                    5_000);
}
