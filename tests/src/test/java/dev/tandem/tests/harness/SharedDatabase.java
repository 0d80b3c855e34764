package dev.tandem.tests.harness;

import dev.tandem.server.store.DatabaseProblem;
import dev.tandem.server.store.EmbeddedDatabase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// A PostgreSQL of its own process that several servers share, as operators run it.
public final class SharedDatabase implements AutoCloseable {
    private final EmbeddedDatabase database;
    private final Path folder;

    private SharedDatabase(EmbeddedDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
    }

    public static SharedDatabase start(Path folder) throws IOException, DatabaseProblem {
        Files.createDirectories(folder);
        return new SharedDatabase(EmbeddedDatabase.start(folder), folder);
    }

    /// What a server has to be told to use it.
    public Map<String, String> settings() throws IOException {
        return Map.of(
                "TANDEM_DATABASE_URL",
                "jdbc:postgresql://127.0.0.1:" + said("port") + "/postgres",
                "TANDEM_DATABASE_USER",
                "tandem",
                "TANDEM_DATABASE_PASSWORD",
                said("password"));
    }

    private String said(String file) throws IOException {
        return Files.readString(folder.resolve(file)).strip();
    }

    @Override
    public void close() {
        database.close();
    }
}
