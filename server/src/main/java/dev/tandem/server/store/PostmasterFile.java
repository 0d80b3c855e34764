package dev.tandem.server.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a PostgreSQL says about itself in `postmaster.pid`, as long as it runs, and longer if it
/// was killed.
///
/// @param pid its process, if that still lives
/// @param port where it listens
record PostmasterFile(long pid, int port) {
    /// Lines, from 0: pid, data folder, start time, port.
    private static final int PORT_LINE = 3;

    static Optional<PostmasterFile> read(Path data) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(fileIn(data));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            return lines.size() <= PORT_LINE
                    ? Optional.empty()
                    : Optional.of(
                            new PostmasterFile(
                                    Long.parseLong(lines.getFirst().strip()),
                                    Integer.parseInt(lines.get(PORT_LINE).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Path fileIn(Path data) {
        return data.resolve("postmaster.pid");
    }

    boolean isAlive() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    /// The program that the process runs, where the system tells us.
    Optional<String> program() {
        return ProcessHandle.of(pid).flatMap(process -> process.info().command());
    }
}
