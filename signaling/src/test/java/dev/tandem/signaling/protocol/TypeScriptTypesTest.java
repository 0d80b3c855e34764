package dev.tandem.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The browser's types are exactly what the records say. `-Dtypes.write=true` writes them.
class TypeScriptTypesTest {
    private static final Path TYPES = Path.of("../agent-client/client/src/protocol/messages.ts");

    @Test
    void theTypesOfTheBrowserAreThoseOfTheRecords() throws IOException {
        String expected = render();
        if (Boolean.getBoolean("types.write")) {
            Files.createDirectories(TYPES.getParent());
            Files.writeString(TYPES, expected);
        }
        assertThat(Files.exists(TYPES) ? Files.readString(TYPES) : "")
                .as(
                        "messages.ts is outdated: mvn -pl signaling test -Dtest=TypeScriptTypesTest -Dtypes.write=true")
                .isEqualTo(expected);
    }

    private static String render() {
        StringBuilder out = new StringBuilder();
        out.append(
                "// Written from the Java records in signaling by TypeScriptTypesTest. Do not edit.\n");
        out.append(
                "// An absent optional field is left out, never null. Times are ISO 8601 in UTC.\n\n");
        out.append("export const SUBPROTOCOL = 'tandem.v1';\n\n");
        out.append("/** Limits of the protocol; the server refuses what is over them. */\n");
        out.append("export const LIMITS = {\n");
        out.append("  messageBytes: ").append(Limits.MESSAGE_BYTES).append(",\n");
        out.append("  textChars: ").append(Limits.TEXT_CHARS).append(",\n");
        out.append("  nameChars: ").append(Limits.NAME_CHARS).append(",\n");
        out.append("  urlChars: ").append(Limits.URL_CHARS).append(",\n");
        out.append("  contextKeys: ").append(Limits.CONTEXT_KEYS).append(",\n");
        out.append("  contextKeyChars: ").append(Limits.CONTEXT_KEY_CHARS).append(",\n");
        out.append("  contextValueChars: ").append(Limits.CONTEXT_VALUE_CHARS).append(",\n");
        out.append("} as const;\n\n");
        out.append(
                "/** How the server closes a socket, and after how many milliseconds to reconnect (null: not by itself). */\n");
        out.append("export const CLOSE_CODES = {\n");
        for (CloseCode c : CloseCode.values()) {
            out.append("  ")
                    .append(camel(c.name()))
                    .append(": { code: ")
                    .append(c.code())
                    .append(", reconnectAfterMillis: ")
                    .append(
                            c.reconnectAfter()
                                    .map(d -> String.valueOf(d.toMillis()))
                                    .orElse("null"))
                    .append(" },\n");
        }
        out.append("} as const;\n\n");

        Set<Class<?>> done = new LinkedHashSet<>();
        Deque<Class<?>> todo = new ArrayDeque<>();
        for (Class<?> root :
                List.of(ClientMessage.class, ServerMessage.class, ConversationEvent.class)) {
            union(out, root, todo);
        }
        union(out, ClientCommand.class, new ArrayDeque<>());
        done.addAll(MessageCodec.ROOTS);
        while (!todo.isEmpty()) {
            Class<?> c = todo.removeFirst();
            if (!done.add(c)) {
                continue;
            }
            if (c.isEnum()) {
                out.append("export type ").append(c.getSimpleName()).append(" =\n");
                out.append(
                        Arrays.stream(c.getEnumConstants())
                                .map(e ->
                                        "  | '"
                                                + ((Enum<?>) e).name().toLowerCase(Locale.ROOT)
                                                + "'")
                                .collect(Collectors.joining("\n")));
                out.append(";\n\n");
            } else {
                record(out, c, todo);
            }
        }
        return out.toString().stripTrailing() + "\n";
    }

    private static void union(StringBuilder out, Class<?> root, Deque<Class<?>> todo) {
        List<Class<?>> records = TaggedJson.recordsOf(root);
        out.append("export type ").append(root.getSimpleName()).append(" =\n");
        out.append(records.stream().map(r -> "  | " + name(r)).collect(Collectors.joining("\n")));
        out.append(";\n\n");
        todo.addAll(records);
    }

    private static void record(StringBuilder out, Class<?> c, Deque<Class<?>> todo) {
        out.append("export interface ").append(name(c)).append(" {\n");
        if (MessageCodec.ROOTS.stream().anyMatch(r -> r.isAssignableFrom(c))) {
            out.append("  type: '").append(TaggedJson.typeName(c)).append("';\n");
        }
        for (RecordComponent part : c.getRecordComponents()) {
            boolean optional = part.getType() == Optional.class;
            Type type = optional ? argument(part.getGenericType()) : part.getGenericType();
            out.append("  ")
                    .append(part.getName())
                    .append(optional ? "?: " : ": ")
                    .append(typeOf(type, todo))
                    .append(";\n");
        }
        out.append("}\n\n");
    }

    private static String typeOf(Type type, Deque<Class<?>> todo) {
        if (type instanceof ParameterizedType) {
            return typeOf(argument(type), todo) + "[]";
        }
        Class<?> c = (Class<?>) type;
        if (c == String.class || c == Instant.class) {
            return "string";
        }
        if (c == boolean.class || c == Boolean.class) {
            return "boolean";
        }
        if (c.isPrimitive() || Number.class.isAssignableFrom(c)) {
            return "number";
        }
        if (c.isRecord()
                && c.getRecordComponents().length == 1
                && c.getRecordComponents()[0].getName().equals("value")) {
            return "string";
        }
        todo.add(c);
        return name(c);
    }

    private static Type argument(Type type) {
        return ((ParameterizedType) type).getActualTypeArguments()[0];
    }

    /// Names are made unique by root: `typing` and `say` exist on both sides of the wire.
    private static String name(Class<?> c) {
        if (ServerMessage.class.isAssignableFrom(c) && c.isRecord()) {
            return c.getSimpleName() + "Message";
        }
        if (ConversationEvent.class.isAssignableFrom(c) && c.isRecord()) {
            return c.getSimpleName() + "Event";
        }
        return c.getSimpleName();
    }

    private static String camel(String constant) {
        List<String> words = new ArrayList<>(List.of(constant.toLowerCase(Locale.ROOT).split("_")));
        StringBuilder out = new StringBuilder(words.removeFirst());
        words.forEach(w -> out.append(Character.toUpperCase(w.charAt(0))).append(w.substring(1)));
        return out.toString();
    }
}
