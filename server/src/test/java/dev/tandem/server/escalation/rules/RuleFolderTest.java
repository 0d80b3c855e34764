package dev.tandem.server.escalation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The files of the program itself.
class RuleFolderTest {
    private static final Path FOLDER = Path.of("src/main/resources/escalation/rules");

    @Test
    void everyFileIsNamedWithItsLanguage() throws IOException {
        List<String> named =
                Languages.of(Files.readAllLines(FOLDER.resolve(Languages.FILE)))
                        .matters()
                        .entrySet()
                        .stream()
                        .flatMap(e -> e.getValue().stream().map(m -> e.getKey() + "/" + m + ".txt"))
                        .toList();

        try (var files = Files.walk(FOLDER)) {
            assertThat(
                            files.filter(Files::isRegularFile)
                                    .map(f -> FOLDER.relativize(f).toString().replace('\\', '/'))
                                    .filter(f -> !f.equals(Languages.FILE)))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }
}
