package dev.tandem.server.escalation;

import dev.tandem.server.escalation.rules.Matter;
import dev.tandem.server.escalation.rules.Matters;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The words by which reasons for a person are known, in every language: the rules of the program,
/// ready to be searched for. Never changes, so all policies share one.
public final class Vocabulary {
    final SmallWords small;
    final BareAnswers bareAnswers;
    final PersonSpokenOf personSpokenOf;
    final PersonWish personWish;
    final Moods moods;
    final AccountMatter accountMatter;
    final Diagnosis diagnosis;

    /// Fear and haste: the customer is worried, or the time is short. Anger is a mood.
    final Cues distress;

    /// What a machine must not decide: danger to life and health, advice of a profession,
    /// liability, rights over personal data, fraud. Danger, the law and medicine are known in every
    /// language.
    final Cues risk;

    /// A sale that a person should make: an amount, a price to agree on, a purchasing department, a
    /// special wish, a date, a competitor. What a plan costs and contains is no such thing.
    final Cues buyingIntent;

    /// The customer says that the last answer missed: it counts as a failed answer, and what is
    /// asked now is the same question again.
    final Cues notHelped;

    private Vocabulary(Matters matters) {
        small = new SmallWords(matters);
        bareAnswers = new BareAnswers(matters);
        Matter wish = PersonWish.matter(matters);
        personSpokenOf = new PersonSpokenOf(wish);
        personWish = new PersonWish(wish, personSpokenOf, small);
        moods = new Moods(matters);
        accountMatter = new AccountMatter(matters);
        diagnosis = new Diagnosis(matters);
        distress = Cues.of(matters.ofRules("distress"));
        risk = Cues.of(matters.ofRules("risk"));
        buyingIntent = Cues.of(matters.ofRules("buying-intent"));
        notHelped = Cues.of(matters.ofRules("not-helped"));
    }

    /// Takes half a second. What is wrong in a file is an error with its line.
    ///
    /// @param lines of a file below [Matters#FOLDER], if there is one of that name
    public static Vocabulary parse(Function<String, Optional<List<String>>> lines) {
        return new Vocabulary(Matters.parse(lines));
    }
}
