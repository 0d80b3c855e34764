package dev.tandem.server.gateway;

import dev.tandem.server.application.ContentGaps;
import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.server.knowledge.CrawlProblem;
import dev.tandem.server.knowledge.KnownPage;
import dev.tandem.server.knowledge.Passage;
import dev.tandem.server.knowledge.SiteEditor;
import dev.tandem.server.knowledge.SiteLearner;
import dev.tandem.server.knowledge.Unit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The assistant's knowledge as the API writes it.
final class KnowledgeJson {
    private KnowledgeJson() {}

    static JsonObject of(KnownPage page) {
        JsonObject json =
                new JsonObject()
                        .put("url", page.url().toString())
                        .put("title", page.title())
                        .put("language", page.language().tag())
                        .put("use", ApiJson.name(page.use()))
                        .put("written", page.written())
                        .put("learnedAt", page.learnedAt().toString());
        page.file()
                .ifPresent(file ->
                        json.put(
                                "file",
                                new JsonObject()
                                        .put("name", file.name())
                                        .put("kind", ApiJson.name(file.kind()))
                                        .put("bytes", file.bytes())));
        return json;
    }

    static JsonObject of(SiteEditor.Seen seen) {
        JsonArray passages = new JsonArray();
        for (Passage passage : seen.passages()) {
            passages.add(
                    new JsonObject()
                            .put("headings", new JsonArray(passage.headings()))
                            .put("anchor", passage.anchor())
                            .put("lines", new JsonArray(lines(passage))));
        }
        return new JsonObject().put("page", of(seen.page())).put("passages", passages);
    }

    static JsonObject of(ContentGaps.Found found) {
        JsonArray rows = new JsonArray();
        for (ContentGaps.Gap gap : found.gaps()) {
            JsonArray examples = new JsonArray();
            for (ContentGaps.Asked asked : gap.examples()) {
                examples.add(
                        new JsonObject()
                                .put("conversation", asked.conversation().value())
                                .put("at", asked.at().toString())
                                .put("text", asked.text()));
            }
            rows.add(
                    new JsonObject()
                            .put("question", gap.question())
                            .put("times", gap.times())
                            .put("examples", examples));
        }
        JsonArray dismissed = new JsonArray();
        found.dismissed()
                .forEach(d ->
                        dismissed.add(
                                new JsonObject()
                                        .put("question", d.question())
                                        .put("by", d.by())
                                        .put("at", d.at().toString())));
        return new JsonObject()
                .put("conversations", found.conversations())
                .put("gaps", rows)
                .put("dismissed", dismissed);
    }

    static JsonObject of(SiteCalibration learned) {
        return new JsonObject()
                .put("effect", ApiJson.name(learned.effect()))
                .put("verdicts", learned.verdicts())
                .put("enough", SiteCalibration.ENOUGH);
    }

    /// A paragraph, item, step or row each.
    private static List<String> lines(Passage passage) {
        Map<Integer, String> lines = new TreeMap<>();
        for (Unit unit : passage.units()) {
            String begin = unit.number() > 0 ? unit.number() + ". " : "";
            lines.merge(unit.block(), begin + unit.text(), (a, _) -> a + " " + unit.text());
        }
        return List.copyOf(lines.values());
    }

    static JsonObject of(SiteLearner.Progress progress) {
        JsonArray problems = new JsonArray();
        for (CrawlProblem problem : progress.problems()) {
            problems.add(
                    new JsonObject()
                            .put("url", problem.url().toString())
                            .put("reason", ApiJson.name(problem.reason())));
        }
        return new JsonObject()
                .put("site", progress.site().value())
                .put("state", ApiJson.name(progress.state()))
                .put("found", progress.found())
                .put("fetched", progress.fetched())
                .put("kept", progress.kept())
                .put("problems", problems);
    }
}
