package dev.tandem.server.assistant;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message without the card numbers and e-mail addresses in it, for everything that is no person:
/// models, logs, reports. What the agent reads is the message itself.
public final class Masked {
    public static final String CARD = "[card]";
    public static final String EMAIL = "[email]";

    /// 13 to 19 digits, in groups or not.
    private static final Pattern DIGITS =
            Pattern.compile("(?<![\\d+])\\d(?:[ .\\-\u00a0\u2011\u2013]?\\d){12,18}(?!\\d)");

    /// Bounded on both sides, so that a long line without an address costs no more than its length.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[\\p{L}\\p{N}._%+\\-]{1,64}+@[\\p{L}\\p{N}\\-]{1,63}(?:\\.[\\p{L}\\p{N}\\-]{1,63}){1,8}");

    private Masked() {}

    public static String text(String written) {
        String withoutCards = DIGITS.matcher(written).replaceAll(Masked::card);
        return ADDRESS.matcher(withoutCards).replaceAll(EMAIL);
    }

    private static String card(MatchResult digits) {
        return Matcher.quoteReplacement(isCard(digits.group()) ? CARD : digits.group());
    }

    /// The check digit tells a card from an order or parcel number, nine times out of ten.
    private static boolean isCard(String group) {
        String digits = group.replaceAll("\\D", "");
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit : 2 * digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
