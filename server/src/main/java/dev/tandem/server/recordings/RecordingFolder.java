package dev.tandem.server.recordings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.server.application.RecordedFile;
import dev.tandem.server.application.RecordingFiles;
import dev.tandem.signaling.protocol.CallId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A folder with one folder per call, and in that a manifest and the files it names.
public final class RecordingFolder implements RecordingFiles {
    private static final String MANIFEST = "manifest.jsonl";

    /// Of files whose writer has not finished them.
    private static final String UNFINISHED = ".part";

    private static final int DELETE_TRIES = 10;

    /// The only names that a recorder gives; nothing else is ever read.
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,120}\\.(?:webm|mkv)");

    /// A call's folder; what else lies there, like the `lost+found` of a volume, is not ours.
    private static final Pattern CALL = Pattern.compile("(?=.{1,64}$)[A-Za-z0-9_-]+-[0-9]+");

    private final Optional<Path> folder;
    private final ObjectMapper json = new ObjectMapper();

    /// @param folder empty: there are no recordings
    public RecordingFolder(Optional<Path> folder) {
        this.folder = folder.map(Path::toAbsolutePath);
    }

    @Override
    public List<RecordedFile> of(CallId call) throws IOException {
        Optional<Path> home = home(call);
        if (home.isEmpty()) {
            return List.of();
        }
        Map<String, JsonNode> begun = new LinkedHashMap<>();
        Map<String, Duration> lengths = new HashMap<>();
        for (String line : lines(home.get().resolve(MANIFEST))) {
            JsonNode node = parsed(line);
            String file = node.path("file").asText();
            if (node.has("startedAt")) {
                begun.put(file, node);
            } else if (node.has("millis")) {
                lengths.put(file, Duration.ofMillis(node.path("millis").asLong()));
            }
        }
        List<RecordedFile> files = new ArrayList<>();
        begun.forEach((name, node) -> {
            if (find(call, name).isPresent()) {
                files.add(
                        new RecordedFile(
                                name,
                                node.path("leg").asText(),
                                node.path("kind").asText(),
                                Instant.ofEpochMilli(node.path("startedAt").asLong()),
                                Optional.ofNullable(lengths.get(name))));
            }
        });
        files.sort(Comparator.comparing(RecordedFile::startedAt));
        return List.copyOf(files);
    }

    private static List<String> lines(Path manifest) throws IOException {
        try {
            return Files.readString(manifest, StandardCharsets.UTF_8).lines().toList();
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    /// A line that was cut off by the death of its writer says nothing.
    private JsonNode parsed(String line) {
        try {
            return json.readTree(line);
        } catch (JsonProcessingException torn) {
            return json.createObjectNode();
        }
    }

    @Override
    public Optional<Path> find(CallId call, String name) {
        if (!NAME.matcher(name).matches()) {
            return Optional.empty();
        }
        return home(call)
                .flatMap(home ->
                        Stream.of(home.resolve(name), home.resolve(name + UNFINISHED))
                                .filter(Files::isRegularFile)
                                .findFirst()
                                .or(() -> inRepair(home, name)));
    }

    /// Whoever finishes what a dead writer left calls it `NAME.CLAIM.part` meanwhile.
    private static Optional<Path> inRepair(Path home, String name) {
        try (Stream<Path> files = Files.list(home)) {
            return files.filter(
                            f -> {
                                String found = String.valueOf(f.getFileName());
                                return found.startsWith(name + ".") && found.endsWith(UNFINISHED);
                            })
                    .findFirst();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(CallId call) throws IOException {
        Optional<Path> home = home(call);
        if (home.isEmpty()) {
            return;
        }
        for (int tries = 1; !isDeleted(home.get()); tries++) {
            if (tries == DELETE_TRIES) {
                throw new IOException("somebody keeps writing into " + home.get());
            }
        }
    }

    /// False: a bridge that finished a file of it has added something meanwhile.
    private static boolean isDeleted(Path home) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(home)) {
            // The manifest last: what is named there and not deleted yet is found again.
            files = found.sorted(Comparator.comparing(f -> f.endsWith(MANIFEST))).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        try {
            Files.delete(home);
            return true;
        } catch (DirectoryNotEmptyException added) {
            return false;
        }
    }

    @Override
    public List<CallId> untouchedSince(Instant then) throws IOException {
        if (folder.filter(Files::isDirectory).isEmpty()) {
            return List.of();
        }
        List<CallId> calls = new ArrayList<>();
        try (Stream<Path> homes = Files.list(folder.get())) {
            for (Path home : homes.filter(RecordingFolder::isOfCall).toList()) {
                if (isOld(home, then)) {
                    calls.add(new CallId(String.valueOf(home.getFileName())));
                }
            }
        }
        return List.copyOf(calls);
    }

    private static boolean isOfCall(Path home) {
        return Files.isDirectory(home)
                && CALL.matcher(String.valueOf(home.getFileName())).matches();
    }

    /// One without a manifest is of a recorder only if nothing is in it.
    private static boolean isOld(Path home, Instant then) throws IOException {
        Path manifest = home.resolve(MANIFEST);
        if (Files.exists(manifest)) {
            return Files.getLastModifiedTime(manifest).toInstant().isBefore(then);
        }
        try (Stream<Path> inside = Files.list(home)) {
            return Files.getLastModifiedTime(home).toInstant().isBefore(then)
                    && inside.findAny().isEmpty();
        }
    }

    private Optional<Path> home(CallId call) {
        return folder.map(f -> f.resolve(call.value())).filter(Files::isDirectory);
    }
}
