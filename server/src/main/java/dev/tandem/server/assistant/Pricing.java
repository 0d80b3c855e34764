package dev.tandem.server.assistant;

import java.math.BigDecimal;

/// What a model's tokens cost, in whatever money the settings mean.
///
/// @param in of a million tokens that it reads
/// @param out of a million that it writes
/// @param perConversation that one conversation may cost; 0: whatever it takes
public record Pricing(BigDecimal in, BigDecimal out, BigDecimal perConversation) {
    public static final Pricing FREE =
            new Pricing(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    private static final int MILLION = 6;

    BigDecimal of(LanguageModel.Tokens tokens) {
        return in.multiply(BigDecimal.valueOf(tokens.in()))
                .add(out.multiply(BigDecimal.valueOf(tokens.out())))
                .movePointLeft(MILLION);
    }

    boolean isLimited() {
        return perConversation.signum() > 0;
    }
}
