package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/// A question with the pages that answer it; none if the site does not say.
///
/// @param offTopic whether no business of this kind would say; a question on the topic that the
///   site leaves open is harder
/// @param facts words of which the answer has to hold one; empty if nobody wrote them down
public record Asked(
        Language language,
        List<String> pages,
        String question,
        boolean offTopic,
        List<String> facts) {
    public boolean isCovered() {
        return !pages.isEmpty();
    }

    /// Whether a text says what was asked for, in whatever case.
    public boolean isSaidIn(String text) {
        String plain = text.toLowerCase(Locale.ROOT);
        return facts.stream().anyMatch(fact -> plain.contains(fact.toLowerCase(Locale.ROOT)));
    }

    /// Whether an address is one of the pages, below whatever prefix the site is served.
    public boolean isAnsweredAt(String url) {
        String path = URI.create(url.replaceAll("#.*", "")).getPath();
        return pages.stream().anyMatch(page -> path.equals(page) || path.equals("/demo/" + page));
    }

    private static List<String> either(String cell) {
        return List.of(cell.split("\\|", -1));
    }

    public static List<Asked> read(String name) {
        try (InputStream in = Asked.class.getResourceAsStream("/questions/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", 4))
                    .map(part ->
                            new Asked(
                                    Language.of(part[0]),
                                    part[1].startsWith("-") ? List.of() : either(part[1]),
                                    part[2],
                                    part[1].equals("--"),
                                    part.length < 4 ? List.of() : either(part[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
