package dev.tandem.server.privacy;

import java.util.ArrayList;
import java.util.List;

/// Digits of a text that stand together, of any script, in groups or not: a card's number and,
/// behind it, perhaps its expiry and its code. Read once from left to right, and each digit is
/// looked at for [#MOST] beginnings at most, so a text costs no more than its length.
final class DigitRun {
    /// Digits of a card's number.
    private static final int LEAST = 13;

    private static final int MOST = 19;

    /// Characters between two groups: " - ".
    private static final int SEPARATOR_CHARS = 3;

    /// @param from offset in the text
    /// @param to offset behind it
    record Part(int from, int to, String mask) {}

    /// One digit and where it stands.
    private record Digit(int value, int from, int to, int group) {}

    /// @param first place of its first digit among those of the run
    private record Card(int first, int last) {}

    private final List<Digit> digits = new ArrayList<>();
    private final boolean isAfterPlus;

    private DigitRun(boolean isAfterPlus) {
        this.isAfterPlus = isAfterPlus;
    }

    static boolean isDigitAt(String text, int at) {
        return Character.isDigit(text.codePointAt(at));
    }

    /// The run that begins there.
    static DigitRun at(String text, int begin) {
        DigitRun run = new DigitRun(begin > 0 && text.charAt(begin - 1) == '+');
        int group = 0;
        int at = begin;
        while (at < text.length() && isDigitAt(text, at)) {
            int next = text.offsetByCodePoints(at, 1);
            run.digits.add(new Digit(Character.digit(text.codePointAt(at), 10), at, next, group));
            at = next;
            int gap = 0;
            while (gap < SEPARATOR_CHARS && at < text.length() && isSeparator(text.charAt(at))) {
                at++;
                gap++;
            }
            group += gap > 0 ? 1 : 0;
        }
        return run;
    }

    private static boolean isSeparator(char c) {
        return switch (Character.getType(c)) {
            case Character.DASH_PUNCTUATION,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.FORMAT ->
                    true;
            default -> Character.isWhitespace(c) || "./_\u2212".indexOf(c) >= 0;
        };
    }

    /// Behind its last digit.
    int end() {
        return digits.getLast().to();
    }

    /// The cards' numbers in it.
    List<Part> cards() {
        return found().stream()
                .map(card ->
                        new Part(
                                digits.get(card.first()).from(),
                                digits.get(card.last()).to(),
                                Masked.CARD))
                .toList();
    }

    /// All of it, if it is long enough for a card's number.
    List<Part> whole() {
        if (digits.size() < LEAST) {
            return List.of();
        }
        String mask = found().isEmpty() ? Masked.NUMBER : Masked.CARD;
        return List.of(new Part(digits.getFirst().from(), end(), mask));
    }

    /// Overlapping ones are one: which of them is the card's cannot be told.
    private List<Card> found() {
        List<Card> cards = new ArrayList<>();
        for (int first = 0; first + LEAST <= digits.size(); first++) {
            int last = isGroupsFirst(first) ? lastOfCard(first) : -1;
            if (last >= 0 && !cards.isEmpty() && first <= cards.getLast().last()) {
                Card before = cards.removeLast();
                cards.add(new Card(before.first(), Math.max(before.last(), last)));
            } else if (last >= 0) {
                cards.add(new Card(first, last));
            }
        }
        return cards;
    }

    /// The number behind a plus is a telephone's.
    private boolean isGroupsFirst(int at) {
        return at == 0 ? !isAfterPlus : digits.get(at).group() != digits.get(at - 1).group();
    }

    /// Of the longest card's number that begins there; -1 if none does.
    private int lastOfCard(int first) {
        int found = -1;
        int evenDoubled = 0;
        int oddDoubled = 0;
        for (int at = first; at < Math.min(first + MOST, digits.size()); at++) {
            int length = at - first + 1;
            int value = digits.get(at).value();
            int doubled = value > 4 ? 2 * value - 9 : 2 * value;
            evenDoubled += length % 2 == 1 ? doubled : value;
            oddDoubled += length % 2 == 1 ? value : doubled;
            // The last digit is the check digit and not doubled.
            int sum = length % 2 == 1 ? oddDoubled : evenDoubled;
            if (length >= LEAST
                    && sum % 10 == 0
                    && mayEnd(first, at)
                    && (isAll(first, at) || isIssued(first, length))) {
                found = at;
            }
        }
        return found;
    }

    /// With a group, or within the one it began in, where somebody has left out the spaces.
    private boolean mayEnd(int first, int last) {
        int group = digits.get(last).group();
        return last + 1 == digits.size()
                || digits.get(last + 1).group() != group
                || digits.get(first).group() == group;
    }

    private boolean isAll(int first, int last) {
        return first == 0 && last + 1 == digits.size();
    }

    /// Whether any issuer's numbers begin like that and are that long. The check digit tells a card
    /// from another number nine times out of ten; of the many parts of a run of numbers one would
    /// pass by chance.
    private boolean isIssued(int first, int length) {
        int four = 0;
        for (int i = 0; i < 4; i++) {
            four = 10 * four + digits.get(first + i).value();
        }
        int two = four / 100;
        return switch (two) {
            case 34, 37 -> length == 15;
            case 40, 41, 42, 43, 44, 45, 46, 47, 48, 49 ->
                    length == 13 || length == 16 || length == 19;
            case 51, 52, 53, 54, 55 -> length == 16;
            case 30, 36, 38, 39 -> length >= 14;
            case 50, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69 -> true;
            case 35, 81, 82 -> length >= 16;
            default ->
                    (four >= 2221 && four <= 2720 && length == 16)
                            || (four >= 2200 && four <= 2204 && length >= 16)
                            || ((four == 1800 || four == 2131) && length == 15)
                            || (four == 9792 && length == 16);
        };
    }
}
