package dev.tandem.server.assistant;

import dev.tandem.server.knowledge.Language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A question with the pages that answer it; none if the site does not say.
public record Asked(Language language, List<String> pages, String question) {
    public boolean isCovered() {
        return !pages.isEmpty();
    }

    /// Whether an address is one of the pages, below whatever prefix the site is served.
    public boolean isAnsweredAt(String url) {
        String path = URI.create(url.replaceAll("#.*", "")).getPath();
        return pages.stream().anyMatch(page -> path.equals(page) || path.equals("/demo/" + page));
    }

    public static List<Asked> read(String name) {
        try (InputStream in = Asked.class.getResourceAsStream("/questions/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split("\t", 3))
                    .map(part ->
                            new Asked(
                                    Language.of(part[0]),
                                    part[1].equals("-")
                                            ? List.of()
                                            : List.of(part[1].split("\\|", -1)),
                                    part[2]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
