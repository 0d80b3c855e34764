package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Makes the handoff out of the transcript: the customer's own words, chosen, never invented.
public final class HandoffComposer {
    /// The headline of the handoff is one line on the desk.
    static final int PROBLEM_CHARS = 140;

    /// A message this long says what the problem is; a shorter one ("agent please") does not.
    static final int PROBLEM_FROM_CHARS = 25;

    /// A message this long says more than that a person should come.
    static final int LONG_CHARS = 70;

    private HandoffComposer() {}

    public static Handoff compose(Conversation c) {
        List<Transcript.Turn> said = c.transcript().customerTurns();
        return new Handoff(
                problem(c),
                goal(said),
                c.details(),
                c.transcript().pages(),
                c.context(),
                tried(c),
                c.outcome().trigger().orElse(Trigger.NONE),
                c.outcome().why(),
                c.transcript().said(),
                c.passedOn(),
                c.locale());
    }

    /// The handoff as it was when a person was last sought, out of the log alone: so it is the same
    /// for whoever reads it, whenever. Empty if nobody was ever sought.
    public static Optional<Handoff> ofLog(ConversationId id, List<TimelineEntry> log) {
        return newest(log, ConversationEvent.AgentRung.class)
                .or(() -> newest(log, ConversationEvent.Queued.class))
                .map(version ->
                        compose(
                                Conversation.replay(
                                        id,
                                        log.stream()
                                                .filter(e -> e.version() <= version)
                                                .toList())));
    }

    private static Optional<Long> newest(
            List<TimelineEntry> log, Class<? extends ConversationEvent> kind) {
        return log.reversed().stream()
                .filter(e -> kind.isInstance(e.event()))
                .findFirst()
                .map(TimelineEntry::version);
    }

    /// The first message that says something about the problem; else the answer to the clarifying
    /// question; else whatever was said first.
    static String problem(Conversation c) {
        return saidProblem(c)
                .or(() -> c.details().answer())
                .or(() ->
                        c.transcript().customerTurns().stream()
                                .map(Transcript.Turn::text)
                                .findFirst())
                .map(HandoffComposer::oneLine)
                .orElse("");
    }

    /// The first message that is long enough, and is not only the wish for a person.
    static Optional<String> saidProblem(Conversation c) {
        return c.transcript().customerTurns().stream()
                .map(Transcript.Turn::text)
                .filter(t -> t.length() >= PROBLEM_FROM_CHARS)
                .filter(t -> t.length() >= LONG_CHARS || !ONLY_PERSON.matcher(t).find())
                .findFirst();
    }

    /// The newest wish in the customer's words: "I want...", "I need...".
    private static Optional<String> goal(List<Transcript.Turn> said) {
        return said.reversed().stream()
                .map(Transcript.Turn::text)
                .filter(t -> WISH.matcher(t).find())
                .filter(t -> !ONLY_PERSON.matcher(t).find())
                .findFirst()
                .map(HandoffComposer::oneLine);
    }

    private static final Pattern WISH =
            Pattern.compile(
                    "(?i)\\b(i (?:want|need|would like|have to|must)|i'd like|how (?:do|can) i|quiero|necesito|je (?:veux|voudrais)|ich (?:will|möchte|brauche))\\b");

    private static final Pattern ONLY_PERSON =
            Pattern.compile("(?i)\\b(person|human|agent|persona|personne|mensch)\\b");

    private static List<Handoff.Attempt> tried(Conversation c) {
        return c.transcript().turns().stream()
                .filter(t -> t.by() == Role.ASSISTANT)
                .flatMap(t ->
                        t.answer().filter(a -> a.band() != AnswerBand.TALK).stream()
                                .map(a ->
                                        new Handoff.Attempt(
                                                c.transcript()
                                                        .turn(a.inReplyTo())
                                                        .map(Transcript.Turn::text)
                                                        .map(HandoffComposer::oneLine)
                                                        .orElse(""),
                                                a.band(),
                                                a.citations().stream().findFirst(),
                                                a.helped())))
                .toList();
    }

    static String oneLine(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.length() <= PROBLEM_CHARS) {
            return line;
        }
        int end = PROBLEM_CHARS - 1;
        if (Character.isHighSurrogate(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end).stripTrailing() + "…";
    }
}
