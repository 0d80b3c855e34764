package dev.tandem.server.assistant;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The figures of a text with what stands beside them: "£41 a month", "14 days", "4 May". The same
/// figure beside something else is another one. Numbers may be words; months are figures alone.
final class Figures {
    /// A table says its currency or unit once, at its head, and JSON in another field: a figure
    /// that has nothing beside it may take it from so many characters around.
    private static final int NEAR_CHARS = 80;

    /// Words behind a figure among which its unit is ("14 full calendar days"), and a price's ("£41
    /// for each calendar month").
    private static final int UNIT_WORDS = 2;

    private static final int PRICE_WORDS = 4;

    private static final Pattern PER_CENT =
            Pattern.compile("(?i)\\b(?:(?:per|por|pour)[ -]?(?:cent|ciento)|percent|prozent)\\b");

    private static final Pattern TOKEN =
            Pattern.compile(
                    "(?<figure>\\d+(?:[.,:/-]\\d+){0,20})|(?<word>[\\p{L}\\p{M}]+)|(?<sign>[\\p{Sc}%])"
                            + "|(?<joint>[-/'’°\\u2010-\\u2015])|(?<stop>[^\\s])|(?<line>\\n)");

    /// Between a figure and what it counts.
    private static final Set<String> FILLERS =
            Set.of(
                    "st", "nd", "rd", "th", "er", "ere", "of", "de", "del", "des", "du", "the", "a",
                    "an", "per", "each", "every", "for", "al", "por", "par", "pro", "cada",
                    "chaque", "je", "im");

    private static final Set<String> AND = Set.of("and", "y", "et", "und");

    private enum Kind {
        FIGURE,
        WORD,
        SIGN,
        JOINT,
        STOP
    }

    /// @param text of a figure its value, of a word its small letters without accents
    private record Token(Kind kind, String text, String written, int at) {}

    /// @param money sign, or "%"; empty if there is none, like all that follow
    private record Figure(
            String value, int at, String scale, String money, String unit, String month) {
        boolean isBare() {
            return money.isEmpty() && unit.isEmpty() && month.isEmpty();
        }
    }

    /// By their values.
    private final Map<String, List<Figure>> figures = new HashMap<>();

    /// Where money, units and months are named, each by its name.
    private final Map<String, List<Integer>> named = new HashMap<>();

    private final Set<String> months = new HashSet<>();

    private Figures() {}

    /// @param texts as [Draft] compares them; nothing in one is near anything in another
    static Figures of(List<String> texts) {
        Figures found = new Figures();
        int begin = 0;
        for (String text : texts) {
            String plain = PER_CENT.matcher(text).replaceAll("%");
            List<Token> tokens = numbers(tokens(plain, begin));
            for (int i = 0; i < tokens.size(); i++) {
                found.note(tokens, i);
                if (tokens.get(i).kind() == Kind.FIGURE) {
                    Figure figure = figure(tokens, i);
                    found.figures
                            .computeIfAbsent(figure.value(), _ -> new ArrayList<>())
                            .add(figure);
                }
            }
            begin += plain.length() + NEAR_CHARS + 1;
        }
        return found;
    }

    /// Whether all of these figures are said here, each with what it has beside it. Less may stand
    /// beside it, never something else.
    boolean bearOut(Figures written) {
        return months.containsAll(written.months)
                && written.figures.values().stream()
                        .flatMap(List::stream)
                        .allMatch(w ->
                                figures.getOrDefault(w.value(), List.of()).stream()
                                        .anyMatch(g -> bearsOut(g, w)));
    }

    boolean share(Figures other) {
        return !Collections.disjoint(figures.keySet(), other.figures.keySet());
    }

    private boolean bearsOut(Figure ground, Figure written) {
        if (!ground.scale().equals(written.scale())) {
            return false;
        }
        boolean bare = ground.isBare();
        boolean money =
                written.money().isEmpty()
                        || written.money().equals(ground.money())
                        || (bare && isNear(ground, "money " + written.money()));
        boolean samePrice = bare || written.money().equals(ground.money());
        boolean unit =
                written.unit().isEmpty()
                        || (samePrice && written.unit().equals(ground.unit()))
                        || (samePrice
                                && ground.unit().isEmpty()
                                && ground.month().isEmpty()
                                && isNear(ground, "unit " + written.unit()));
        boolean month =
                written.month().isEmpty()
                        || written.month().equals(ground.month())
                        || (ground.month().isEmpty()
                                && (bare || (samePrice && !written.money().isEmpty()))
                                && isNear(ground, "month " + written.month()));
        return money && unit && month;
    }

    private boolean isNear(Figure figure, String name) {
        return named.getOrDefault(name, List.of()).stream()
                .anyMatch(at -> Math.abs(at - figure.at()) <= NEAR_CHARS);
    }

    private void note(List<Token> tokens, int i) {
        Token token = tokens.get(i);
        if (token.kind() == Kind.SIGN) {
            name("money " + token.text(), token);
        } else if (token.kind() == Kind.WORD) {
            Measures.money(token.text()).ifPresent(m -> name("money " + m, token));
            Measures.unit(token.text()).ifPresent(u -> name("unit " + u, token));
            Measures.month(token.text(), token.written())
                    .ifPresent(month -> {
                        name("month " + month, token);
                        // A sentence may begin with "May".
                        boolean verb = token.text().equals("may") || token.text().equals("march");
                        if (!verb || (i > 0 && tokens.get(i - 1).kind() != Kind.STOP)) {
                            months.add(month);
                        }
                    });
        }
    }

    private void name(String what, Token where) {
        named.computeIfAbsent(what, _ -> new ArrayList<>()).add(where.at());
    }

    private static List<Token> tokens(String text, int begin) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            String written = matcher.group();
            int at = begin + matcher.start();
            if (matcher.group("figure") != null) {
                tokens.add(new Token(Kind.FIGURE, written, written, at));
            } else if (matcher.group("word") != null) {
                tokens.add(new Token(Kind.WORD, small(written), written, at));
            } else if (matcher.group("sign") != null) {
                tokens.add(new Token(Kind.SIGN, written, written, at));
            } else if (matcher.group("joint") != null) {
                tokens.add(new Token(Kind.JOINT, written, written, at));
            } else {
                tokens.add(new Token(Kind.STOP, written, written, at));
            }
        }
        return tokens;
    }

    private static String small(String word) {
        return Normalizer.normalize(word.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replace("ß", "ss");
    }

    /// The same with each number that is words as the figure it means.
    private static List<Token> numbers(List<Token> tokens) {
        List<Token> out = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            int end = numberEnd(tokens, i);
            if (end > i && isNumber(tokens, i, end)) {
                Token first = tokens.get(i);
                out.add(
                        new Token(
                                Kind.FIGURE,
                                String.valueOf(worth(tokens, i, end)),
                                first.written(),
                                first.at()));
                i = end;
            } else {
                out.add(tokens.get(i));
                i++;
            }
        }
        return out;
    }

    /// "Two million" is a number, and of "2 million" the word is not: it stays beside the figure.
    private static boolean isNumber(List<Token> tokens, int from, int end) {
        Token first = tokens.get(from);
        if (from > 0
                && tokens.get(from - 1).kind() == Kind.FIGURE
                && Measures.scale(first.text()).isPresent()) {
            return false;
        }
        return end - from > 1
                || !NumberWords.isAmbiguous(first.text())
                || (end < tokens.size() && isCounted(tokens.get(end)));
    }

    private static boolean isCounted(Token token) {
        return switch (token.kind()) {
            case SIGN -> true;
            case WORD ->
                    Measures.money(token.text()).isPresent()
                            || (Measures.unit(token.text()).isPresent()
                                    && !Measures.isLetter(token.text()));
            case FIGURE, JOINT, STOP -> false;
        };
    }

    /// Behind the number that begins there; the place itself if none does.
    private static int numberEnd(List<Token> tokens, int from) {
        Token token = tokens.get(from);
        if (token.kind() != Kind.WORD || NumberWords.value(token.text()).isEmpty()) {
            return from;
        }
        int end = from + 1;
        long so = NumberWords.value(token.text()).get();
        String before = token.text();
        while (true) {
            int next = end;
            while (next < tokens.size() && joins(tokens.get(next))) {
                next++;
            }
            Optional<Long> more =
                    next < tokens.size() && tokens.get(next).kind() == Kind.WORD
                            ? NumberWords.with(so, before, tokens.get(next).text())
                            : Optional.empty();
            if (more.isEmpty()) {
                return end;
            }
            so = more.get();
            before = tokens.get(next).text();
            end = next + 1;
        }
    }

    private static boolean joins(Token token) {
        return token.kind() == Kind.JOINT
                || (token.kind() == Kind.WORD && AND.contains(token.text()));
    }

    private static long worth(List<Token> tokens, int from, int end) {
        long so = NumberWords.value(tokens.get(from).text()).orElse(0L);
        String before = tokens.get(from).text();
        for (Token token : tokens.subList(from + 1, end)) {
            so = NumberWords.with(so, before, token.text()).orElse(so);
            before = joins(token) ? before : token.text();
        }
        return so;
    }

    private static Figure figure(List<Token> tokens, int i) {
        Token figure = tokens.get(i);
        Before before = Before.of(tokens, i);
        Behind behind = Behind.of(tokens, i, !before.money.isEmpty());
        return new Figure(
                figure.text(),
                figure.at(),
                behind.scale,
                before.money.isEmpty() ? behind.money : before.money,
                behind.unit,
                behind.month.isEmpty() ? before.month : behind.month);
    }

    /// "£41", "EUR 41", "May 4th", "mayo de 2026".
    private record Before(String money, String month) {
        static Before of(List<Token> tokens, int i) {
            int at = i - 1;
            if (at >= 0 && tokens.get(at).kind() == Kind.SIGN) {
                String sign = tokens.get(at).text();
                return new Before(sign.equals("%") ? "" : sign, "");
            }
            while (at >= 0
                    && tokens.get(at).kind() == Kind.WORD
                    && FILLERS.contains(tokens.get(at).text())) {
                at--;
            }
            if (at < 0 || tokens.get(at).kind() != Kind.WORD) {
                return new Before("", "");
            }
            Token word = tokens.get(at);
            boolean next = at == i - 1;
            return new Before(
                    next && word.text().length() == 3 ? Measures.money(word.text()).orElse("") : "",
                    Measures.month(word.text(), word.written())
                            .or(() -> next ? Measures.shortMonth(word.text()) : Optional.empty())
                            .orElse(""));
        }
    }

    /// "41 pounds a month", "14 calendar days", "4th of May", "2 million euros".
    private static final class Behind {
        String scale = "";
        String money = "";
        String unit = "";
        String month = "";
        private int words;

        static Behind of(List<Token> tokens, int i, boolean isPrice) {
            Behind behind = new Behind();
            for (int at = i + 1; at < tokens.size(); at++) {
                if (!behind.takes(tokens, at, at == i + 1, isPrice)) {
                    break;
                }
            }
            return behind;
        }

        /// Whether more may follow.
        private boolean takes(List<Token> tokens, int at, boolean next, boolean isPrice) {
            Token token = tokens.get(at);
            return switch (token.kind()) {
                case FIGURE -> false;
                case JOINT -> true;
                case STOP -> token.text().equals(".") && next && isMonth(tokens, at + 1);
                case SIGN -> {
                    boolean own = words == 0 && money.isEmpty() && !isPrice;
                    money = own && !isFigure(tokens, at + 1) ? token.text() : money;
                    yield own;
                }
                case WORD -> takes(token, next, isPrice);
            };
        }

        private boolean takes(Token word, boolean next, boolean isPrice) {
            if (FILLERS.contains(word.text())) {
                return true;
            }
            words++;
            if (words == 1 && Measures.scale(word.text()).isPresent()) {
                scale = Measures.scale(word.text()).orElse("");
                words = 0;
                return true;
            }
            boolean letter = Measures.isLetter(word.text());
            if (words == 1 && !isPrice && money.isEmpty() && (next || !letter)) {
                money = Measures.money(word.text()).orElse("");
                if (!money.isEmpty()) {
                    words = 0;
                    return true;
                }
            }
            month =
                    Measures.month(word.text(), word.written())
                            .or(() ->
                                    words == 1
                                            ? Measures.shortMonth(word.text())
                                            : Optional.empty())
                            .orElse("");
            unit = next || !letter ? Measures.unit(word.text()).orElse("") : "";
            boolean price = isPrice || !money.isEmpty();
            return unit.isEmpty() && month.isEmpty() && words < (price ? PRICE_WORDS : UNIT_WORDS);
        }

        private static boolean isMonth(List<Token> tokens, int at) {
            return at < tokens.size()
                    && tokens.get(at).kind() == Kind.WORD
                    && (Measures.month(tokens.get(at).text(), tokens.get(at).written()).isPresent()
                            || Measures.shortMonth(tokens.get(at).text()).isPresent());
        }

        /// A sign before the next figure is that one's: "from 10 £20".
        private static boolean isFigure(List<Token> tokens, int at) {
            return at < tokens.size() && tokens.get(at).kind() == Kind.FIGURE;
        }
    }
}
