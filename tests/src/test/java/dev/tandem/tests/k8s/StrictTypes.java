package dev.tandem.tests.k8s;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import io.kubernetes.client.openapi.JSON;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What an API server would refuse, and what it would silently forget: unknown keys, missing
/// required ones, values of another type.
///
/// The generated classes of Kubernetes find unknown and missing keys. They take a text for a
/// number, so the object is also read and written again, and has to come out as it went in.
final class StrictTypes {
    private static final String MODELS = "io.kubernetes.client.openapi.models.V1";

    private static final Set<String> GROUPS =
            Set.of("v1", "apps/v1", "policy/v1", "networking.k8s.io/v1");

    private StrictTypes() {}

    /// One sentence for each fault; empty: none.
    static List<String> faults(JsonObject object) {
        String version = text(object, "apiVersion");
        String kind = text(object, "kind");
        if (version.equals("monitoring.coreos.com/v1")) {
            return MonitoringTypes.faults(object);
        }
        if (!GROUPS.contains(version)) {
            return List.of("nothing is known of " + version + " " + kind);
        }
        try {
            Class<?> type = Class.forName(MODELS + kind);
            List<String> faults = new ArrayList<>(validated(type, object));
            if (faults.isEmpty()) {
                differences("", object, readAndWritten(type, object), faults);
            }
            return faults;
        } catch (JsonParseException e) {
            return List.of(String.valueOf(e.getMessage()));
        } catch (ClassNotFoundException e) {
            return List.of("nothing is known of " + version + " " + kind);
        }
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }

    private static List<String> validated(Class<?> type, JsonObject object) {
        try {
            Method validate = type.getMethod("validateJsonElement", JsonElement.class);
            validate.invoke(null, object);
            return List.of();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IOException
                    || e.getCause() instanceof IllegalArgumentException) {
                return List.of(String.valueOf(e.getCause().getMessage()));
            }
            throw new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonElement readAndWritten(Class<?> type, JsonObject object) {
        Object read = JSON.deserialize(object.toString(), type);
        return JsonParser.parseString(JSON.serialize(read));
    }

    private static void differences(
            String path, JsonElement given, JsonElement kept, List<String> faults) {
        if (given instanceof JsonObject g && kept instanceof JsonObject k) {
            Set<String> keys = new TreeSet<>(g.keySet());
            keys.addAll(k.keySet());
            for (String key : keys) {
                if (!isEmpty(g.get(key)) || !isEmpty(k.get(key))) {
                    differencesOfValue(path + "/" + key, g.get(key), k.get(key), faults);
                }
            }
        } else if (given instanceof JsonArray g
                && kept instanceof JsonArray k
                && g.size() == k.size()) {
            for (int i = 0; i < g.size(); i++) {
                differences(path + "/" + i, g.get(i), k.get(i), faults);
            }
        } else if (!given.equals(kept)) {
            faults.add("%s: %s is read as %s".formatted(path, given, kept));
        }
    }

    private static void differencesOfValue(
            String path,
            @Nullable JsonElement given,
            @Nullable JsonElement kept,
            List<String> faults) {
        if (given == null || kept == null) {
            faults.add("%s: %s is read as %s".formatted(path, given, kept));
        } else {
            differences(path, given, kept, faults);
        }
    }

    /// Read and written, an empty list is the same as none.
    private static boolean isEmpty(@Nullable JsonElement value) {
        return switch (value) {
            case null -> true;
            case JsonObject o -> o.isEmpty();
            case JsonArray a -> a.isEmpty();
            default -> value.isJsonNull();
        };
    }

    /// The two kinds of the Prometheus operator that we write, as far as we write them: there are
    /// no classes for them. Keys in brackets are required.
    private static final class MonitoringTypes {
        private static final Map<String, String> KEYS =
                Map.of(
                        "ServiceMonitor",
                        "apiVersion kind metadata [spec]",
                        "ServiceMonitor/spec",
                        "[selector] [endpoints] namespaceSelector",
                        "ServiceMonitor/spec/endpoints",
                        "[port] path interval",
                        "PrometheusRule",
                        "apiVersion kind metadata [spec]",
                        "PrometheusRule/spec",
                        "[groups]",
                        "PrometheusRule/spec/groups",
                        "[name] [rules]",
                        "PrometheusRule/spec/groups/rules",
                        "[alert] [expr] for labels annotations");

        private static final Set<String> LISTS = Set.of("endpoints", "groups", "rules");

        private MonitoringTypes() {}

        static List<String> faults(JsonObject object) {
            List<String> faults = new ArrayList<>();
            look(Rendered.kind(object), object, faults);
            return faults;
        }

        private static void look(String path, JsonObject object, List<String> faults) {
            List<String> known = List.of(KEYS.getOrDefault(path, "").split(" "));
            for (String key : known) {
                if (key.startsWith("[") && !object.has(key.substring(1, key.length() - 1))) {
                    faults.add(path + " lacks " + key);
                }
            }
            object.asMap()
                    .forEach((key, value) -> {
                        String below = path + "/" + key;
                        if (!known.contains(key) && !known.contains("[" + key + "]")) {
                            faults.add(path + " has no key " + key);
                        } else if (LISTS.contains(key) != value.isJsonArray()) {
                            faults.add(
                                    below + " is " + (value.isJsonArray() ? "a list" : "no list"));
                        } else if (value instanceof JsonArray list) {
                            list.forEach(each -> look(below, each.getAsJsonObject(), faults));
                        } else if (value instanceof JsonObject o && KEYS.containsKey(below)) {
                            look(below, o, faults);
                        }
                    });
        }
    }
}
