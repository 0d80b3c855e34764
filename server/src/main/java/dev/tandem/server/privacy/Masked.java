package dev.tandem.server.privacy;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A message without the card numbers and e-mail addresses in it, for everything that is no person:
/// models, logs, reports. What the agent reads is the message itself.
public final class Masked {
    public static final String CARD = "[card]";
    public static final String EMAIL = "[email]";

    /// Thirteen digits or more that are no card's: an account's, a parcel's.
    public static final String NUMBER = "[number]";

    /// Bounded on both sides, so that a long line without an address costs no more than its length.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "[\\p{L}\\p{N}._%+\\-]{1,64}+@[\\p{L}\\p{N}\\-]{1,63}(?:\\.[\\p{L}\\p{N}\\-]{1,63}){1,8}");

    private Masked() {}

    public static String text(String written) {
        return masked(written, DigitRun::cards);
    }

    /// The same without any long number, and without what stands behind a card's: for words that
    /// are kept where nobody needs the number.
    public static String words(String written) {
        return masked(written, DigitRun::whole);
    }

    private static String masked(String written, Function<DigitRun, List<DigitRun.Part>> hidden) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        int at = 0;
        while (at < written.length()) {
            if (DigitRun.isDigitAt(written, at)) {
                DigitRun run = DigitRun.at(written, at);
                for (DigitRun.Part part : hidden.apply(run)) {
                    out.append(written, copied, part.from()).append(part.mask());
                    copied = part.to();
                }
                at = run.end();
            } else {
                at = written.offsetByCodePoints(at, 1);
            }
        }
        out.append(written, copied, written.length());
        return ADDRESS.matcher(out).replaceAll(EMAIL);
    }
}
