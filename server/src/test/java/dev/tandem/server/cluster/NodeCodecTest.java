package dev.tandem.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.TaggedJson;
import dev.tandem.signaling.timeline.Channel;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// Whatever one node can say, another one reads as it was meant: every message, with every kind of
/// command, phase, reply and event that can be in it.
class NodeCodecTest {
    private static final NodeCodec CODEC = new NodeCodec();
    private static final NodeId SENDER = new NodeId("0b6f8a62-7a3c-4a53-9a5d-0d6c2f1f9a11");

    @Test
    void everyMessageIsReadAsItWasMeant() throws IOException {
        int seen = 0;
        for (Class<?> type : TaggedJson.recordsOf(NodeMessage.class)) {
            for (Object message : variants("", type)) {
                NodeCodec.Envelope said =
                        new NodeCodec.Envelope(SENDER, ++seen, (NodeMessage) message);
                assertThat(CODEC.decode(CODEC.encode(said))).isEqualTo(said);
            }
        }
        assertThat(seen).as("messages tried").isGreaterThan(150);
    }

    /// One that does not know that keys can be pressed still mutes and unmutes.
    @Test
    void aNodeOfBeforeSaysNothingOfKeys() throws IOException {
        NodeMessage now =
                new NodeMessage.Perform(
                        7,
                        new BridgeCommand.SetSending(
                                new CallId("call"),
                                new LegId("leg"),
                                false,
                                true,
                                false,
                                Optional.of(true)));
        String text =
                new String(
                        CODEC.encode(new NodeCodec.Envelope(SENDER, 1, now)),
                        StandardCharsets.UTF_8);
        String before = text.replace(",\"keysAllowed\":true", "");
        assertThat(before).isNotEqualTo(text);
        assertThat(CODEC.decode(before.getBytes(StandardCharsets.UTF_8)).message())
                .isEqualTo(
                        new NodeMessage.Perform(
                                7,
                                new BridgeCommand.SetSending(
                                        new CallId("call"),
                                        new LegId("leg"),
                                        false,
                                        true,
                                        false,
                                        Optional.empty())));
    }

    @Test
    void whatIsNoMessageIsAnErrorOfTheWorld() {
        for (String text : List.of("", "null", "{}", "[1]", "{\"message\":{\"type\":\"new\"}}")) {
            assertThatThrownBy(() -> CODEC.decode(text.getBytes(StandardCharsets.UTF_8)))
                    .as("%s", text)
                    .isInstanceOf(IOException.class);
        }
    }

    // One value of each kind that there is, by the shape of the records

    private static final List<Codec> CODECS =
            List.of(
                    new Codec(
                            111,
                            "opus",
                            48_000,
                            2,
                            "minptime=10",
                            List.of("transport-cc"),
                            OptionalInt.empty()),
                    new Codec(
                            96,
                            "VP8",
                            90_000,
                            1,
                            "",
                            List.of("nack", "nack pli"),
                            OptionalInt.of(97)));

    private static final Map<Class<?>, Object> MADE =
            Map.of(
                    DtlsFingerprint.class,
                    DtlsFingerprint.of(HexFormat.of().parseHex("ab".repeat(32))),
                    IceCredentials.class,
                    new IceCredentials("ufrag", "a-password-of-22-letters"),
                    MediaOffer.class,
                    new MediaOffer(
                            "0",
                            MediaKind.AUDIO,
                            Direction.SENDRECV,
                            CODECS,
                            List.of(new HeaderExtension(1, HeaderExtension.MID)),
                            List.of(4_000_000_000L)),
                    LegAnswer.class,
                    new LegAnswer(
                            new IceCredentials("ufrag", "a-password-of-22-letters"),
                            DtlsFingerprint.of(HexFormat.of().parseHex("cd".repeat(32))),
                            List.of(new Candidate("127.0.0.1", 10_000)),
                            List.of(
                                    new MediaAnswer(
                                            "0",
                                            MediaKind.VIDEO,
                                            Direction.SENDRECV,
                                            CODECS,
                                            -1,
                                            List.of(),
                                            4_000_000_000L,
                                            OptionalLong.of(7))),
                            "stream"));

    private static final Map<String, String> WORDS =
            Map.of(
                    "email", "zoe@example.com",
                    "phone", "+44 131 496 0000",
                    "sdp", "v=0\r\n",
                    "locale", "en");

    /// A first value with the first kind of everything, then one for each other kind of one thing.
    private static List<Object> variants(String name, Type type) {
        if (type instanceof ParameterizedType p) {
            return variants(name, p.getActualTypeArguments()[0]).stream()
                    .map(inner -> container(p.getRawType(), inner))
                    .toList();
        }
        Class<?> c = (Class<?>) type;
        if (MADE.containsKey(c)) {
            return List.of(MADE.get(c));
        }
        if (c.isSealed()) {
            return TaggedJson.recordsOf(c).stream()
                    .flatMap(r -> variants(name, r).stream())
                    .toList();
        }
        return c.isRecord() ? records(c) : List.of(simple(name, c));
    }

    private static Object container(Type raw, Object inner) {
        if (raw == Optional.class) {
            return Optional.of(inner);
        }
        return raw == Set.class ? Set.of(inner) : List.of(inner);
    }

    private static List<Object> records(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        List<List<Object>> choices = new ArrayList<>();
        for (RecordComponent part : parts) {
            choices.add(variants(part.getName(), part.getGenericType()));
        }
        List<Object> made = new ArrayList<>();
        made.add(make(type, choices.stream().map(List::getFirst).toList()));
        for (int i = 0; i < parts.length; i++) {
            for (Object other : choices.get(i).subList(1, choices.get(i).size())) {
                List<Object> values =
                        new ArrayList<>(choices.stream().map(List::getFirst).toList());
                values.set(i, other);
                made.add(make(type, values));
            }
        }
        return made;
    }

    private static Object make(Class<?> type, List<Object> values) {
        try {
            Class<?>[] types = new Class<?>[values.size()];
            for (int i = 0; i < types.length; i++) {
                types[i] = type.getRecordComponents()[i].getType();
            }
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values.toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no sample of " + type.getSimpleName(), e);
        }
    }

    private static Object simple(String name, Class<?> c) {
        if (c == String.class) {
            return WORDS.getOrDefault(name, name.isEmpty() ? "text" : name);
        }
        if (c == long.class || c == Long.class) {
            return 7L;
        }
        if (c == int.class || c == Integer.class) {
            return 2;
        }
        if (c == double.class || c == Double.class) {
            return 0.87;
        }
        if (c == boolean.class || c == Boolean.class) {
            return true;
        }
        if (c == Instant.class) {
            return Instant.parse("2026-11-14T19:46:00.123456Z");
        }
        if (c == Channel.class) {
            return Channel.VOICE;
        }
        return c.getEnumConstants()[0];
    }
}
