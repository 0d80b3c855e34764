package dev.tandem.server.knowledge;

import java.util.Locale;

/// A language as far as searching needs to know it. Everything we have no word rules for is OTHER.
public enum Language {
    ENGLISH("en"),
    SPANISH("es"),
    FRENCH("fr"),
    OTHER("und");

    private final String tag;

    Language(String tag) {
        this.tag = tag;
    }

    /// BCP 47, without region.
    public String tag() {
        return tag;
    }

    public Locale locale() {
        return this == OTHER ? Locale.ROOT : Locale.forLanguageTag(tag);
    }

    /// From `en`, `en-GB`, `FR_ca`...; whatever it is, there is an answer.
    public static Language of(String tag) {
        String primary = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        for (Language language : values()) {
            if (language.tag.equals(primary)) {
                return language;
            }
        }
        return OTHER;
    }
}
