package dev.tandem.signaling.protocol;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Builds one believable value of any record of the protocol.
final class Samples {
    private static final Map<String, String> WORDS =
            Map.ofEntries(
                    Map.entry("text", "My internet drops every evening."),
                    Map.entry("name", "Elena Moritz"),
                    Map.entry("email", "elena.moritz@posteo.example"),
                    Map.entry("phone", "+44 131 496 0000"),
                    Map.entry("answer", "Since the new Hub came"),
                    Map.entry("url", "https://harbor.example/help/drops-at-busy-times#channel"),
                    Map.entry("title", "Drops at busy times"),
                    Map.entry("heading", "Choose a channel"),
                    Map.entry(
                            "quote",
                            "If the connection drops at busy times, set the 5 GHz channel to 36, 40 or 44."),
                    Map.entry("locale", "en-GB"),
                    Map.entry("segment", "business"),
                    Map.entry("user", "customer-20817"),
                    Map.entry("lookup", "order_status"),
                    Map.entry("asked", "order: 4711"),
                    Map.entry("told", "{\"status\":\"shipped\",\"expected\":\"2026-11-16\"}"),
                    Map.entry("language", "en"),
                    Map.entry("note", "Moved the Hub to channel 44."),
                    Map.entry("topic", "Wi-Fi"),
                    Map.entry("comment", "Quick and kind"),
                    Map.entry("helped", "solved_it"),
                    Map.entry(
                            "problem",
                            "Internet drops every evening since the Hub 3 was installed"),
                    Map.entry("goal", "A steady connection for a work call at 20:00"),
                    Map.entry("rule", "explicit_request"),
                    Map.entry("policyVersion", "default-1"),
                    Map.entry("evidence", "speak to a person"),
                    Map.entry("preview", "It's back now, thank you"),
                    Map.entry("phase", "with_agent"),
                    Map.entry("queue", "support"),
                    Map.entry("code", "no_common_codec"),
                    Map.entry("message", "text must not be empty"),
                    Map.entry("token", "eyJjIjoiYyJ9.c2lnbmVk"),
                    Map.entry("sdp", "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n"),
                    Map.entry("key", "plan"),
                    Map.entry("value", "Fibre 500"),
                    Map.entry("topics", "Cancel a Wi-Fi visit"),
                    Map.entry("id", "k3v9"),
                    Map.entry("urls", "turn:turn.harbor.example:3478?transport=udp"),
                    Map.entry("username", "1790000000:elena"),
                    Map.entry("credential", "c2VjcmV0"));

    static Object of(Class<?> type) {
        try {
            RecordComponent[] parts = type.getRecordComponents();
            Class<?>[] types = new Class<?>[parts.length];
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                types[i] = parts[i].getType();
                values[i] = value(parts[i].getName(), parts[i].getGenericType());
            }
            Constructor<?> constructor = type.getDeclaredConstructor(types);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no sample for " + type, e);
        }
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType p) {
            Object inner = value(name, p.getActualTypeArguments()[0]);
            return p.getRawType() == Optional.class ? Optional.of(inner) : List.of(inner);
        }
        Class<?> c = (Class<?>) type;
        if (c == String.class) {
            return WORDS.getOrDefault(name, name);
        }
        if (c == long.class || c == Long.class) {
            return 7L;
        }
        if (c == int.class || c == Integer.class) {
            return name.equals("score") ? 5 : 2;
        }
        if (c == double.class) {
            return 0.87;
        }
        if (c == boolean.class || c == Boolean.class) {
            return true;
        }
        if (c == Instant.class) {
            return Instant.parse("2026-11-14T19:46:00Z");
        }
        if (c.isEnum()) {
            Object[] constants = c.getEnumConstants();
            return constants[Math.min(1, constants.length - 1)];
        }
        if (c.isSealed()) {
            return of(TaggedJson.recordsOf(c).get(1));
        }
        if (c.isRecord() && c.getSimpleName().endsWith("Id") || c == SiteKey.class) {
            return id(c);
        }
        return of(c);
    }

    private static Object id(Class<?> c) {
        String kind =
                c.getSimpleName().replaceAll("Id$|Key$", "").toLowerCase(java.util.Locale.ROOT);
        try {
            return c.getDeclaredConstructor(String.class)
                    .newInstance(c == SiteKey.class ? "harbor" : kind.charAt(0) + "-7f3a9c");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Samples() {}
}
