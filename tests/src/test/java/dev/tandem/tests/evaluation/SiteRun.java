package dev.tandem.tests.evaluation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.assistant.Answer;
import dev.tandem.server.assistant.LearnedSite;
import dev.tandem.server.assistant.Question;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Language;
import dev.tandem.server.knowledge.LanguageDetector;
import dev.tandem.server.knowledge.PassageIndex;
import dev.tandem.server.knowledge.Query;
import dev.tandem.server.knowledge.StaticSite;
import dev.tandem.signaling.timeline.Citation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A folder of pages served on loopback, learned as any website is, and asked.
final class SiteRun {
    /// Pages shown for each question, the likeliest first.
    private static final int CANDIDATES = 5;

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/\\s<>\"']+");

    private final LearnedSite site;

    private SiteRun(LearnedSite site) {
        this.site = site;
    }

    static SiteRun learn(Path folder, Embedder embedder) throws IOException {
        try (StaticSite served = StaticSite.serving(folder, origin(folder))) {
            return new SiteRun(LearnedSite.from(served, Optional.of(embedder)));
        }
    }

    LearnedSite site() {
        return site;
    }

    /// The origin that robots.txt and sitemap.xml were written for; they are served with the real
    /// one.
    private static String origin(Path folder) throws IOException {
        for (String name : List.of("sitemap.xml", "robots.txt")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                String text = Files.readString(file).replaceAll("xmlns(?::\\w+)?=\"[^\"]*\"", "");
                Matcher found = ORIGIN.matcher(text);
                while (found.find()) {
                    if (!found.group().contains("w3.org")
                            && !found.group().contains("sitemaps.org")) {
                        return found.group();
                    }
                }
            }
        }
        return "http://127.0.0.1:8099";
    }

    /// One question's output line.
    ObjectNode answer(JsonNode line) throws BadLineException {
        String id = BadLineException.text(line, "id");
        String asked = BadLineException.text(line, "question");
        Optional<String> locale = Optional.ofNullable(line.path("lang").textValue());
        long start = System.nanoTime();
        Answer answer = site.engine().answer(new Question(site.key(), asked, locale, List.of()));
        double millis = (System.nanoTime() - start) / 1e6;
        ObjectNode out = Lines.JSON.createObjectNode().put("id", id).put("band", band(answer));
        out.put("answer", answer instanceof Answer.Quoted quoted ? quoted.text() : "");
        ArrayNode citations = out.putArray("citations");
        for (Citation citation : citations(answer)) {
            citations
                    .addObject()
                    .put("path", path(citation.url()))
                    .put("heading", citation.heading())
                    .put("quote", citation.quote());
        }
        ArrayNode candidates = out.putArray("candidates");
        candidates(asked, locale).forEach(candidates::add);
        return out.put("confidence", answer instanceof Answer.SmallTalk ? 0 : answer.confidence())
                .put("millis", millis);
    }

    private static String band(Answer answer) {
        return switch (answer) {
            case Answer.Quoted _, Answer.LookedUp _ -> "answer";
            case Answer.Suggested _, Answer.Clarify _ -> "suggest";
            case Answer.NotCovered _, Answer.SmallTalk _ -> "none";
        };
    }

    private static List<Citation> citations(Answer answer) {
        return switch (answer) {
            case Answer.Quoted quoted -> quoted.citations();
            case Answer.LookedUp told -> told.citations();
            case Answer.Suggested suggested -> suggested.citations();
            case Answer.Clarify clarify -> clarify.citations();
            case Answer.NotCovered _, Answer.SmallTalk _ -> List.of();
        };
    }

    private List<String> candidates(String asked, Optional<String> locale) {
        Optional<Language> language =
                LanguageDetector.detect(asked).or(() -> locale.map(Language::of));
        return language
                .flatMap(l -> site.knowledge().current(site.key()).in(l))
                .or(() -> site.knowledge().current(site.key()).largest())
                .map((PassageIndex index) -> index.search(Query.of(asked)).hits())
                .orElse(List.of())
                .stream()
                .map(hit -> path(hit.passage().url().toString()))
                .distinct()
                .limit(CANDIDATES)
                .toList();
    }

    private static String path(String url) {
        return URI.create(url.replaceAll("#.*", "")).getPath();
    }
}
