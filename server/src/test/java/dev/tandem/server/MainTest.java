package dev.tandem.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// What the person who starts the program reads when it cannot start: one sentence that says what
/// to do, and no stack trace.
class MainTest {
    private static final int START_SECONDS = 60;

    @TempDir private Path folder;

    private record Ended(int code, List<String> said) {}

    private Ended start(Map<String, String> environment, String... flags) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Those that the build says the server needs.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("--"))
                .forEach(command::add);
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        Path output = folder.resolve("output");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TANDEM_"));
        builder.environment().put("TANDEM_DATA_FOLDER", folder.resolve("data").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(START_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readAllLines(output));
    }

    private static void cannotStart(Ended ended, String sentence) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said().getLast()).isEqualTo("Tandem cannot start: " + sentence);
        assertThat(ended.said()).noneMatch(line -> line.strip().startsWith("at "));
    }

    @Test
    void aSettingThatIsNoneIsNamedWithWhatWasWritten() throws Exception {
        cannotStart(
                start(Map.of("TANDEM_HTTP_PORT", "abc")), "http.port is a number, not \"abc\".");
    }

    @Test
    void aFileOfSettingsThatIsNotThereIsNamed() throws Exception {
        cannotStart(
                start(Map.of(), "-Dtandem.config=none.properties"),
                "There is no file of settings none.properties: name one that there is, or none.");
    }

    /// The file that lies beside the program is read without being named.
    @Test
    void aSettingInTheFileBesideItCounts() throws Exception {
        Files.writeString(folder.resolve("tandem.properties"), "media.port = never\n");

        cannotStart(start(Map.of()), "media.port is a number, not \"never\".");
    }

    @Test
    void aDataFolderThatIsAFileIsNamedWithWhatToDo() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Ended ended = start(Map.of("TANDEM_DATA_FOLDER", file.toString()));

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.said().getLast())
                .startsWith("Tandem cannot start: The data folder " + file + " cannot be written")
                .endsWith("make it writable, or choose another data folder.");
    }
}
