package dev.tandem.tests.k8s;

import com.google.gson.Gson;
import com.google.gson.JsonObject;

import io.kubernetes.client.openapi.JSON;

import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// The objects that Kubernetes would be given.
record Rendered(List<JsonObject> objects) {
    static Rendered of(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<JsonObject> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
            if (document != null) {
                objects.add(new Gson().toJsonTree(document).getAsJsonObject());
            }
        }
        return new Rendered(List.copyOf(objects));
    }

    static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    static String name(JsonObject object) {
        return object.getAsJsonObject("metadata").get("name").getAsString();
    }

    List<String> kinds() {
        return objects.stream().map(Rendered::kind).toList();
    }

    List<JsonObject> ofKind(String kind) {
        return objects.stream().filter(o -> kind(o).equals(kind)).toList();
    }

    /// All objects of a type, which is named as its kind, with `V1` before it.
    <T> List<T> all(Class<T> type) {
        return ofKind(type.getSimpleName().substring("V1".length())).stream()
                .map(o -> JSON.<T>deserialize(o.toString(), type))
                .toList();
    }

    <T> T only(Class<T> type) {
        List<T> all = all(type);
        if (all.size() != 1) {
            throw new NoSuchElementException(all.size() + " of " + type.getSimpleName());
        }
        return all.getFirst();
    }

    Optional<JsonObject> named(String kind, String name) {
        return ofKind(kind).stream().filter(o -> name(o).equals(name)).findFirst();
    }
}
