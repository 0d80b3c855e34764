package dev.tandem.tests.k8s;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Our chart in the hands of Helm.
final class Chart {
    static final Path FOLDER = Path.of("..", "k8s").toAbsolutePath().normalize();

    /// The versions that the chart promises to work on.
    static final List<String> KUBERNETES =
            List.of("1.29.0", "1.30.0", "1.31.0", "1.32.0", "1.33.0", "1.34.0");

    static final String NEWEST = KUBERNETES.getLast();

    private Chart() {}

    /// The values files that operators start from.
    static List<Path> examples() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("examples"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path example(String name) {
        return FOLDER.resolve("examples").resolve(name + ".yaml");
    }

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    static Rendered render(Path values, String kubernetes) {
        return Rendered.of(template(kubernetes).withValuesFile(values).call());
    }

    /// One value set on top of a file.
    static Rendered render(Path values, String kubernetes, String key, String value) {
        return Rendered.of(template(kubernetes).withValuesFile(values).set(key, value).call());
    }

    static Rendered render(Path values) {
        return render(values, NEWEST);
    }

    /// @param yaml values; the image is given
    static Rendered with(String yaml) {
        try {
            Path file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(
                        file, "image: {repository: registry.example.com/tandem}\n" + yaml);
                return render(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The values as they are in the chart, nothing given.
    static Rendered bare() {
        return Rendered.of(template(NEWEST).call());
    }

    /// Without a version Helm renders for Kubernetes 1.20.
    private static TemplateCommand template(String kubernetes) {
        return new Helm(FOLDER)
                .template()
                .withName("cc")
                .withNamespace("contact")
                .withKubeVersion(kubernetes);
    }
}
