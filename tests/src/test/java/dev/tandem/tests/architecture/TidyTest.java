package dev.tandem.tests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// What no source and no page of this repository may hold.
class TidyTest {
    private static final Path ROOT = root();

    private static final Set<String> TEXT =
            Set.of(
                    "java",
                    "ts",
                    "tsx",
                    "mjs",
                    "js",
                    "css",
                    "html",
                    "xml",
                    "md",
                    "yaml",
                    "yml",
                    "sql",
                    "properties",
                    "conf",
                    "sh",
                    "tpl",
                    "txt",
                    "json");

    /// Made by tools or by other people.
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", "dist", ".git");

    /// Lines of a main source; longer ones are two things.
    private static final int LINES = 400;

    /// Longer on purpose, and why.
    private static final Map<String, String> LONG =
            Map.of(
                    "ClientSession.java",
                    "one socket from hello to close, in the order of the protocol");

    private static final List<String> MODULES =
            List.of("signaling", "media-bridge", "server", "agent-client", "tests", "k8s");

    private record Line(Path file, int number, String text) {
        @Override
        public String toString() {
            return file + ":" + number + " " + text.strip();
        }
    }

    @Test
    void aPromiseInACommentNamesItsIssue() {
        // Written in parts, so that this file may be looked at, too.
        Pattern promise = Pattern.compile("\\b(?:FIX" + "ME|XX" + "X|TO" + "DO)\\b");
        Pattern named = Pattern.compile("TO" + "DO\\(#\\d+\\)");
        assertThat(lines((_, line) -> promise.matcher(line).find() && !named.matcher(line).find()))
                .isEmpty();
    }

    @Test
    void noPathOfAnybodysMachineIsInTheSources() {
        Pattern local = Pattern.compile("(?<![\\w.)}*-])/(?:work|tmp|root|home/\\w+)/");
        assertThat(lines((_, line) -> local.matcher(line).find())).isEmpty();
    }

    @Test
    void noLineEndsInSpaces() {
        assertThat(lines((_, line) -> line.endsWith(" ") || line.endsWith("\t"))).isEmpty();
    }

    @Test
    void noMainSourceIsTooLongToRead() {
        assertThat(files())
                .filteredOn(f -> f.toString().replace('\\', '/').contains("src/main/java"))
                .filteredOn(f -> LONG.getOrDefault(f.getFileName().toString(), "").isEmpty())
                .filteredOn(f -> content(f).lines().count() > LINES)
                .isEmpty();
    }

    @Test
    void everyPackageSaysInAFewLinesWhatItIs() {
        List<Path> packages =
                files().stream()
                        .filter(f -> f.toString().contains("src/main/java"))
                        .filter(f -> f.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .toList();
        assertThat(packages)
                .isNotEmpty()
                .allSatisfy(p -> {
                    String info = content(p.resolve("package-info.java"));
                    assertThat(info).contains("@NullMarked");
                    assertThat(info.lines().filter(l -> l.startsWith("///")).count())
                            .isBetween(1L, 6L);
                });
    }

    @Test
    void everyModuleExplainsItselfAndItsDecisions() {
        for (String module : MODULES) {
            Path readme = ROOT.resolve(module).resolve("README.md");
            if (!Files.exists(readme)) {
                continue;
            }
            List<String> headings =
                    content(readme).lines().filter(l -> l.startsWith("## ")).toList();
            assertThat(headings).as(module).isNotEmpty();
            assertThat(headings.getLast()).as(module).isEqualTo("## Decisions");
        }
    }

    @Test
    void theTopOfTheRepositoryHoldsNothingElse() throws IOException {
        try (var top = Files.list(ROOT)) {
            assertThat(top.map(p -> p.getFileName().toString()))
                    .filteredOn(n -> !n.startsWith("."))
                    .isSubsetOf(
                            "pom.xml",
                            "README.md",
                            "LICENSE",
                            "mvnw",
                            "mvnw.cmd",
                            "signaling",
                            "media-bridge",
                            "server",
                            "agent-client",
                            "tests",
                            "k8s",
                            "target",
                            "data");
        }
    }

    private static List<Line> lines(BiPredicate<Path, String> wrong) {
        List<Line> found = new ArrayList<>();
        for (Path file : files()) {
            int number = 0;
            for (String line : content(file).split("\n", -1)) {
                number++;
                if (wrong.test(file, line)) {
                    found.add(new Line(ROOT.relativize(file), number, line));
                }
            }
        }
        return found;
    }

    private static List<Path> files() {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(
                    ROOT,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path directory, BasicFileAttributes attributes) {
                            String name = directory.getFileName().toString();
                            boolean ours =
                                    directory.equals(ROOT)
                                            || (!NOT_OURS.contains(name) && !name.startsWith("."));
                            return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                        }

                        @Override
                        public FileVisitResult visitFile(
                                Path file, BasicFileAttributes attributes) {
                            String name = file.getFileName().toString();
                            String end = name.substring(name.lastIndexOf('.') + 1);
                            if (TEXT.contains(end) && !name.equals("package-lock.json")) {
                                files.add(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The directory above this module, wherever the test is started.
    private static Path root() {
        Path here = Path.of("").toAbsolutePath();
        while (!Files.exists(here.resolve("signaling/pom.xml"))) {
            here = here.getParent();
        }
        return here;
    }
}
