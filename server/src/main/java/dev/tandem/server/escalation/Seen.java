package dev.tandem.server.escalation;

import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// All that points to a person in one message, by trigger. Two hints make a stronger one; only the
/// silence of a head makes the words of a rule weaker.
final class Seen {
    /// A reading below this is noise.
    private static final double AUDIBLE = 0.15;

    /// The heads are calibrated: one counts what it says, but less where it may take a topic for a
    /// matter.
    private static final double TRUST_IN_GENERAL = 0.5;

    /// Where a head hears less than this, the words of a rule may be there for another reason, and
    /// count half: "how do I make a quote for a client".
    static final double DOUBT = 0.12;

    private static final double DOUBTED = 0.5;

    /// Words about danger, health and the law that are as sure as this count whatever a head says:
    /// one that was not heard there costs more than a person who was not needed.
    private static final double BEYOND_DOUBT = 0.9;

    private static final Set<Trigger> IN_GENERAL =
            Set.of(
                    Trigger.ACCOUNT_SPECIFIC,
                    Trigger.REGULATED_SAFETY,
                    Trigger.BUYING_INTENT,
                    Trigger.EMOTION_URGENCY);

    /// In fewer words than these a head has too little to read.
    private static final int TELLING_WORDS = 4;

    /// Who laughs is not upset.
    private static final Pattern LAUGHS =
            Pattern.compile(
                    "\\b(?:(?:ha){2,}h?|(?:he){2,}|lol|(?:ja){2,}|mdr)\\b|[:;]-?\\)|[😀😁😂🤣😄😅😉😊]",
                    Pattern.CASE_INSENSITIVE);

    /// Denied: the thing, or the haste and the worry.
    private static final Pattern NOT_WANTED =
            Pattern.compile(
                    "\\b(?:not (?:looking for|after|interested in|asking for|urgent)|(?:don['’]?t|do not|no) (?:need|worry|worries|hurry|rush))\\b",
                    Pattern.CASE_INSENSITIVE);

    private final String text;
    private final Map<Trigger, Double> read = new EnumMap<>(Trigger.class);
    private final Map<Trigger, Double> unlikely = new EnumMap<>(Trigger.class);
    private final Map<Trigger, Signal> bySaying = new EnumMap<>(Trigger.class);
    private final List<Signal> signals = new ArrayList<>();

    private Seen(Observation observed) {
        this.text = observed.text();
        observed.readings().forEach(r -> read.merge(r.trigger(), r.likelihood(), Math::max));
    }

    /// What the words and the trained heads say about one message.
    static Seen in(Observation observed, Anger anger, Vocabulary words) {
        Seen seen = new Seen(observed);
        String plain = Words.plain(observed.text());
        if (anger.score() > 0) {
            seen.said(
                    Trigger.EMOTION_URGENCY, new Signal("anger", anger.score(), anger.evidence()));
        }
        words.distress.strongest(plain).ifPresent(s -> seen.said(Trigger.EMOTION_URGENCY, s));
        words.risk.strongest(plain).ifPresent(s -> seen.said(Trigger.REGULATED_SAFETY, s));
        words.accountMatter.in(plain).ifPresent(s -> seen.said(Trigger.ACCOUNT_SPECIFIC, s));
        words.buyingIntent.strongest(plain).ifPresent(s -> seen.said(Trigger.BUYING_INTENT, s));
        words.diagnosis.in(plain).ifPresent(s -> seen.said(Trigger.COMPLEX, s));
        boolean personRefused = words.personWish.isRefused(observed.text());
        for (Reading reading : observed.readings()) {
            boolean deaf =
                    reading.trigger() == Trigger.AI_UNCERTAIN
                            || (reading.trigger() == Trigger.EXPLICIT_REQUEST
                                    && (personRefused || words.personSpokenOf.in(reading.words())));
            boolean aboutTheTopic =
                    words.accountMatter.isGeneral(reading.words())
                            || words.accountMatter.isSettled(reading.words())
                            || LAUGHS.matcher(reading.words()).find()
                            || NOT_WANTED.matcher(reading.words()).find()
                            || reading.words().strip().split(" +", -1).length < TELLING_WORDS
                            || words.notHelped.strongest(Words.plain(reading.words())).isPresent();
            double trust =
                    IN_GENERAL.contains(reading.trigger()) && aboutTheTopic ? TRUST_IN_GENERAL : 1;
            if (reading.likelihood() >= AUDIBLE && !deaf) {
                seen.add(
                        reading.trigger(),
                        new Signal(
                                "reads_like_" + reading.trigger().name().toLowerCase(Locale.ROOT),
                                reading.likelihood() * trust,
                                Words.evidence(reading.words())));
            }
        }
        return seen;
    }

    private void said(Trigger trigger, Signal signal) {
        boolean beyondDoubt = trigger == Trigger.REGULATED_SAFETY && signal.value() >= BEYOND_DOUBT;
        boolean doubted = !beyondDoubt && read.getOrDefault(trigger, 1.0) < DOUBT;
        Signal asWritten =
                new Signal(
                        signal.name(),
                        doubted ? signal.value() * DOUBTED : signal.value(),
                        Words.evidence(Words.asWritten(text, signal.evidence())));
        bySaying.merge(trigger, asWritten, (a, b) -> b.value() > a.value() ? b : a);
        add(trigger, asWritten);
    }

    void add(Trigger trigger, Signal signal) {
        signals.add(signal);
        unlikely.merge(trigger, 1 - Math.min(1, signal.value()), (a, b) -> a * b);
    }

    /// Something counted that is no likelihood, kept for whoever reads the decision.
    void note(Signal signal) {
        signals.add(signal);
    }

    /// 0 to 1: how surely that trigger is there.
    double strength(Trigger trigger) {
        return 1 - unlikely.getOrDefault(trigger, 1.0);
    }

    /// The surest words of a rule, not of a head.
    Optional<Signal> saying(Trigger trigger) {
        return Optional.ofNullable(bySaying.get(trigger));
    }

    List<Signal> signals() {
        return signals;
    }
}
