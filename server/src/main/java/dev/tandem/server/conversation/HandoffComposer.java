package dev.tandem.server.conversation;

import dev.tandem.server.conversation.Transcript.Turn;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes the handoff out of the transcript: the customer's own words, chosen, never invented.
public final class HandoffComposer {
    /// The headline of the handoff is one line on the desk.
    static final int PROBLEM_CHARS = 140;

    private HandoffComposer() {}

    public static Handoff compose(Conversation c) {
        ProblemFinder finder = new ProblemFinder(c.transcript());
        Optional<Turn> goal = goal(c, finder);
        return new Handoff(
                problem(c),
                goal.map(HandoffComposer::oneLine),
                c.details(),
                c.transcript().pages(),
                c.context(),
                tried(c),
                c.outcome().trigger().orElse(Trigger.NONE),
                c.outcome().why(),
                c.transcript().said(),
                c.passedOn(),
                c.locale(),
                problemTurn(c).map(Turn::version),
                goal.map(Turn::version),
                mood(c.outcome().why()),
                finder.openQuestion().map(t -> new Handoff.OpenQuestion(oneLine(t), t.version())));
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

    static String problem(Conversation c) {
        return problemTurn(c)
                .map(HandoffComposer::oneLine)
                .or(() -> c.details().answer().map(HandoffComposer::oneLine))
                .orElse("");
    }

    /// What was said about the problem; nothing if the clarifying question was answered instead;
    /// else whatever was said first.
    private static Optional<Turn> problemTurn(Conversation c) {
        return saidProblem(c)
                .or(() ->
                        c.transcript().customerTurns().stream()
                                .filter(_ -> c.details().answer().isEmpty())
                                .findFirst());
    }

    static Optional<Turn> saidProblem(Conversation c) {
        return new ProblemFinder(c.transcript()).find();
    }

    /// The newest wish in the customer's words: "I want...", "I need...".
    private static Optional<Turn> goal(Conversation c, ProblemFinder finder) {
        return c.transcript().customerTurns().reversed().stream()
                .filter(t -> WISH.matcher(t.text()).find())
                .filter(t -> !finder.isAside(t))
                .findFirst();
    }

    /// Signals of the policy that tell how the customer feels.
    private static final Set<String> MOODS =
            Set.of("anger", "anxiety", "time_pressure", "reads_like_emotion_urgency");

    /// Below this it is a guess: 0.45 are words of one who is annoyed.
    private static final double MOOD_FROM = 0.45;

    private static Optional<Signal> mood(List<Signal> why) {
        return why.stream()
                .filter(s -> MOODS.contains(s.name()) && s.value() >= MOOD_FROM)
                .max(Comparator.comparingDouble(Signal::value));
    }

    private static final Pattern WISH =
            Pattern.compile(
                    "(?i)\\b(i (?:want|need|would like|have to|must)|i'd like|how (?:do|can) i|quiero|necesito|je (?:veux|voudrais)|ich (?:will|möchte|brauche))\\b");

    private static List<Handoff.Attempt> tried(Conversation c) {
        return c.transcript().turns().stream()
                .filter(t -> t.by() == Role.ASSISTANT)
                .flatMap(t ->
                        t.answer().filter(a -> a.band() != AnswerBand.TALK).stream()
                                .map(a ->
                                        new Handoff.Attempt(
                                                c.transcript()
                                                        .turn(a.inReplyTo())
                                                        .map(HandoffComposer::oneLine)
                                                        .orElse(""),
                                                a.band(),
                                                a.citations().stream().findFirst(),
                                                a.helped(),
                                                Optional.of(a.inReplyTo()))))
                .toList();
    }

    private static String oneLine(Turn turn) {
        return oneLine(turn.text());
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
