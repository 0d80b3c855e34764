package dev.tandem.server;

import dev.tandem.server.assistant.PhraseFileException;
import dev.tandem.server.config.ConfigProblem;
import dev.tandem.server.config.ServerConfig;
import dev.tandem.server.config.SettingsReader;
import dev.tandem.server.escalation.rules.RuleFileException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Starts the server and stops it again. Exit code 1: it could not start, and said why in one
/// sentence.
public final class Main {
    private static final Logger log = LoggerFactory.getLogger(Main.class);

    private Main() {}

    public static void main(String[] args) {
        try {
            SettingsReader settings = SettingsReader.read(settingsFile(), System.getenv());
            ServerConfig config = ServerConfig.of(settings);
            log.info("Tandem starts with these settings:\n{}", settings.printed());
            Wiring server = Wiring.start(config);
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(server::close));
        } catch (ConfigProblem | StartProblem | RuleFileException | PhraseFileException e) {
            System.err.println("Tandem cannot start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static Optional<Path> settingsFile() {
        String given = System.getProperty("tandem.config");
        if (given != null) {
            return Optional.of(Path.of(given));
        }
        return Optional.of(Path.of("tandem.properties")).filter(Files::exists);
    }
}
