package dev.tandem.tests.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.tandem.server.application.HeadReader;
import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.assistant.Asked;
import dev.tandem.server.assistant.EmbeddingSimilarity;
import dev.tandem.server.assistant.LearnedSite;
import dev.tandem.server.assistant.LexicalSimilarity;
import dev.tandem.server.assistant.SentenceSimilarity;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.knowledge.Embedder;
import dev.tandem.server.knowledge.Models;
import dev.tandem.server.knowledge.SharedData;
import dev.tandem.server.knowledge.StaticSite;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `mvn -Peval verify`: the table of figures over the project's own sets, and the same machinery
/// over outside files (`-Deval.site`, `-Deval.questions`, `-Deval.conversations`, results to
/// `-Deval.out`). Figures are printed and written, not asserted: they are to be read.
class AssistantEvaluation {
    private static final Path SUMMARY = Path.of("target/eval/summary.json");

    /// Looked at while the bands were drawn, read once before, and the half of which only totals
    /// are read.
    private static final List<String> PARTS = List.of("tune", "test", "blind");

    @Test
    void ownSets() throws IOException {
        ObjectNode summary = Lines.JSON.createObjectNode();
        StringBuilder table = new StringBuilder("\n");
        try (StaticSite demo = StaticSite.demo()) {
            answers(
                    "demo",
                    LearnedSite.from(demo, Optional.of(Models.SEARCH)),
                    PARTS,
                    summary,
                    table);
        }
        Optional<Path> help = SharedData.folder("login-gov-help");
        if (help.isPresent()) {
            answers(
                    "help",
                    SiteRun.learn(help.get().resolve("site"), Models.SEARCH).site(),
                    PARTS,
                    summary,
                    table);
        } else {
            table.append("help center: its files are not here (-Dtandem.data=FOLDER)\n");
        }
        for (String own : List.of("cycles", "invoices", "pool", "storage")) {
            LearnedSite site = SiteRun.learn(StaticSite.own(own), Models.SEARCH).site();
            answers(own, site, List.of("tune", "blind"), summary, table);
        }
        ObjectNode escalation = summary.putObject("escalation");
        // Five that were looked at while rules were written, and six of which only totals were
        // read: `frozen` is older than the rules, `unseen` is one half of a list written beside
        // them, `fresh` was written before the heads were trained on more sentences, `strangers` is
        // one half of a list whose author had not read a rule, and `callers` one half of a list
        // whose author knew neither rules nor the sentences that the heads learn from. `voices` is
        // one half of a list in Spanish, French and German by an author like that.
        for (String part :
                List.of(
                        "tuned",
                        "looked",
                        "strangers-looked",
                        "callers-looked",
                        "voices-looked",
                        "frozen",
                        "unseen",
                        "fresh",
                        "strangers",
                        "callers",
                        "voices")) {
            TransferScore score = score(scenes(Optional.of(Models.SENTENCES)), part);
            table.append(score.table("escalation, " + part));
            escalation.set(part, score.json());
            TransferScore lite = score(scenes(Optional.empty()), part);
            table.append(lite.table("escalation without the model of meaning, " + part));
            escalation.set(part + "Lite", lite.json());
        }
        System.out.println(table);
        Files.createDirectories(SUMMARY.getParent());
        Files.writeString(SUMMARY, summary.toPrettyString());
    }

    private static void answers(
            String set,
            LearnedSite site,
            List<String> parts,
            ObjectNode summary,
            StringBuilder table) {
        for (String part : parts) {
            AnswerScore score =
                    new AnswerScore(
                            "answers, " + set + ", " + part,
                            site,
                            Asked.read(set + "-" + part + ".tsv"));
            table.append(score.table());
            summary.withObject("/answers/" + set).set(part, score.json());
        }
    }

    private static TransferScore score(SceneRun run, String part) throws IOException {
        TransferScore score = new TransferScore();
        try (InputStream in =
                AssistantEvaluation.class.getResourceAsStream(
                        "/conversations/" + part + ".jsonl")) {
            List<ObjectNode> lines =
                    Lines.each(
                            in,
                            line -> {
                                Scene scene = Scene.of(line);
                                score.add(scene, run.play(scene));
                                return Lines.JSON.createObjectNode();
                            });
            assertThat(lines).isNotEmpty().noneMatch(line -> line.has("error"));
        }
        return score;
    }

    private static SceneRun scenes(Optional<Embedder> sentences) {
        HeadReader heads = new HeadReader(ProgramPolicy.WORDS, sentences.map(_ -> Models.SEARCH));
        SentenceSimilarity similarity =
                sentences
                        .<SentenceSimilarity>map(EmbeddingSimilarity::new)
                        .orElseGet(LexicalSimilarity::new);
        return new SceneRun(
                new EscalationPolicy(EscalationSettings.DEFAULT, ProgramPolicy.WORDS),
                (text, earlier) ->
                        earlier.stream().map(e -> similarity.similarity(text, e)).toList(),
                heads::read);
    }

    // Files that somebody else wrote

    @Test
    void outsideFiles() throws IOException {
        Path out = outside("eval.out").orElse(SUMMARY.resolveSibling("outside"));
        Optional<Path> questions = outside("eval.questions");
        Optional<Path> site = outside("eval.site");
        if (questions.isPresent() != site.isPresent()) {
            throw new IllegalArgumentException("eval.site and eval.questions go together");
        }
        if (questions.isPresent() && site.isPresent()) {
            SiteRun run = SiteRun.learn(site.get(), Models.SEARCH);
            try (InputStream in = Files.newInputStream(questions.get())) {
                report(
                        out.resolve("questions.jsonl"),
                        questions.get(),
                        Lines.each(in, run::answer));
            }
        }
        Optional<Path> conversations = outside("eval.conversations");
        if (conversations.isPresent()) {
            SceneRun run = scenes(Optional.of(Models.SENTENCES));
            TransferScore score = new TransferScore();
            try (InputStream in = Files.newInputStream(conversations.get())) {
                List<ObjectNode> lines =
                        Lines.each(
                                in,
                                line -> {
                                    Scene scene = Scene.of(line);
                                    score.add(scene, run.play(scene));
                                    return run.line(scene);
                                });
                report(out.resolve("conversations.jsonl"), conversations.get(), lines);
            }
            if (score.size() > 0) {
                System.out.println(score.table("outside conversations"));
            }
        }
    }

    private static void report(Path file, Path source, List<ObjectNode> lines) throws IOException {
        Lines.write(file, lines);
        System.out.printf("%s: %d lines written to %s%n", source, lines.size(), file);
        lines.stream()
                .filter(line -> line.has("error"))
                .forEach(line ->
                        System.out.printf(
                                "%s, line %d: %s%n",
                                source, line.get("line").asInt(), line.get("error").asText()));
    }

    /// A path as the caller means it: from where Maven was called.
    private static Optional<Path> outside(String property) {
        return Optional.ofNullable(System.getProperty(property))
                .filter(value -> !value.isBlank())
                .map(value -> Path.of(System.getProperty("eval.root", ".."), "").resolve(value));
    }
}
