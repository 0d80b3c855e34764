package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How records become JSON, everywhere: names as they are, records of a sealed interface told apart
/// by `type`, enums in lower case, times as ISO 8601, what is absent left out.
public final class TaggedJson {
    private TaggedJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Tagged {}

    /// @param roots the sealed interfaces whose records are told apart
    public static ObjectMapper mapper(List<Class<?>> roots) {
        JsonFactory factory =
                JsonFactory.builder()
                        .streamReadConstraints(
                                StreamReadConstraints.builder()
                                        .maxNestingDepth(Limits.JSON_DEPTH)
                                        .maxNumberLength(32)
                                        .build())
                        .build();
        ObjectMapper json =
                JsonMapper.builder(factory)
                        .addModule(new Jdk8Module())
                        .addModule(new JavaTimeModule())
                        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                        .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                        .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                        .defaultPropertyInclusion(
                                JsonInclude.Value.construct(
                                        JsonInclude.Include.NON_ABSENT,
                                        JsonInclude.Include.NON_ABSENT))
                        .build();
        for (Class<?> root : roots) {
            json.addMixIn(root, Tagged.class);
            for (Class<?> message : recordsOf(root)) {
                json.registerSubtypes(new NamedType(message, typeName(message)));
            }
        }
        return json;
    }

    /// All records below a sealed interface.
    public static List<Class<?>> recordsOf(Class<?> root) {
        List<Class<?>> found = new ArrayList<>();
        for (Class<?> sub : root.getPermittedSubclasses()) {
            if (sub.isSealed()) {
                found.addAll(recordsOf(sub));
            } else {
                found.add(sub);
            }
        }
        return found;
    }

    /// `CustomerSaid` is `customer_said` on the wire.
    public static String typeName(Class<?> message) {
        return message.getSimpleName()
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
