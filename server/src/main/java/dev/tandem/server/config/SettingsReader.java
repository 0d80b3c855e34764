package dev.tandem.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Puts the settings together: the defaults, the file, the environment, each over the one before.
public final class SettingsReader {
    /// Beginnings of variables that name settings; anything else in the environment is not ours.
    private static final String PREFIX = "TANDEM_";

    /// Variables with our prefix that are no settings.
    private static final List<String> NOT_SETTINGS = List.of("TANDEM_DATA");

    private static final Pattern AMOUNT = Pattern.compile("\\d{1,7}(?:\\.\\d{1,6})?");

    private final Map<String, String> values = new TreeMap<>();

    private SettingsReader() {}

    public static SettingsReader read(Optional<Path> file, Map<String, String> environment)
            throws ConfigProblem {
        SettingsReader reader = new SettingsReader();
        defaults().forEach((k, v) -> reader.values.put((String) k, ((String) v).strip()));
        if (file.isPresent()) {
            reader.addFile(file.get());
        }
        reader.addEnvironment(environment);
        return reader;
    }

    private static Properties defaults() {
        try (InputStream in =
                SettingsReader.class.getResourceAsStream("/tandem-defaults.properties")) {
            if (in == null) {
                throw new IllegalStateException(
                        "tandem-defaults.properties is not on the class path");
            }
            return load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties load(Reader reader) throws IOException {
        Properties properties = new Properties();
        properties.load(reader);
        return properties;
    }

    private void addFile(Path file) throws ConfigProblem {
        Properties given;
        try (Reader in = Files.newBufferedReader(file)) {
            given = load(in);
        } catch (NoSuchFileException e) {
            throw new ConfigProblem(
                    "There is no file of settings " + file + ": name one that there is, or none.");
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigProblem(
                    "The settings in " + file + " cannot be read: " + e.getMessage() + ".");
        }
        for (String key : given.stringPropertyNames()) {
            set(key, given.getProperty(key), file + " has the setting " + key);
        }
    }

    private void addEnvironment(Map<String, String> environment) throws ConfigProblem {
        Map<String, String> keys = new TreeMap<>();
        values.keySet().forEach(k -> keys.put(variable(k), k));
        for (Map.Entry<String, String> given : environment.entrySet()) {
            String name = given.getKey();
            if (name.startsWith(PREFIX) && !NOT_SETTINGS.contains(name)) {
                set(keys.getOrDefault(name, name), given.getValue(), "The environment has " + name);
            }
        }
    }

    private void set(String key, String value, String where) throws ConfigProblem {
        if (!values.containsKey(key)) {
            throw new ConfigProblem(
                    where
                            + ", but there is no such setting; tandem-defaults.properties lists all.");
        }
        values.put(key, value.strip());
    }

    public static String variable(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    // Typed

    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no setting is called " + key);
        }
        return value;
    }

    public Optional<String> optional(String key) {
        return Optional.of(text(key)).filter(v -> !v.isEmpty());
    }

    public List<String> list(String key) {
        return Arrays.stream(text(key).split(","))
                .map(String::strip)
                .filter(v -> !v.isEmpty())
                .toList();
    }

    public boolean flag(String key) throws ConfigProblem {
        return switch (text(key)) {
            case "true" -> true;
            case "false" -> false;
            case String other ->
                    throw new ConfigProblem(key + " is true or false, not \"" + other + "\".");
        };
    }

    public int number(String key, int min, int max) throws ConfigProblem {
        int value;
        try {
            value = Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new ConfigProblem(key + " is a number, not \"" + text(key) + "\".");
        }
        if (value < min || value > max) {
            throw new ConfigProblem(key + " is " + min + " to " + max + ", not " + value + ".");
        }
        return value;
    }

    /// Of money: 0 or more, with at most six digits behind the point.
    public BigDecimal amount(String key, int max) throws ConfigProblem {
        String value = text(key);
        if (!AMOUNT.matcher(value).matches()
                || new BigDecimal(value).compareTo(BigDecimal.valueOf(max)) > 0) {
            throw new ConfigProblem(
                    key + " is an amount like 0.15, from 0 to " + max + ", not \"" + value + "\".");
        }
        return new BigDecimal(value);
    }

    public String oneOf(String key, String... allowed) throws ConfigProblem {
        if (!Arrays.asList(allowed).contains(text(key))) {
            throw new ConfigProblem(
                    key + " is " + String.join(" or ", allowed) + ", not \"" + text(key) + "\".");
        }
        return text(key);
    }

    /// All settings, one per line, secrets hidden.
    public String printed() {
        StringBuilder out = new StringBuilder();
        values.forEach((k, v) ->
                out.append("  ")
                        .append(k)
                        .append(" = ")
                        .append(isSecret(k) && !v.isEmpty() ? "(hidden)" : v)
                        .append('\n'));
        return out.toString();
    }

    private static boolean isSecret(String key) {
        return key.endsWith("password")
                || key.endsWith("secret")
                || key.endsWith(".key")
                || key.equals("writer.lookups")
                || key.equals("database.url");
    }
}
