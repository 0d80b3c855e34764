package dev.tandem.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tandem.signaling.protocol.MessageCodec.Decoded;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whatever a browser sends becomes a message or a typed refusal, never an exception.
class MessageCodecTest {
    private static final String SAY =
            "{\"type\":\"say\",\"id\":\"k1\",\"conversation\":\"c1\",\"text\":\"Hello\"}";
    private final MessageCodec codec = new MessageCodec();

    @Test
    void aMessageIsRead() {
        assertThat(codec.decode(SAY))
                .isEqualTo(
                        new Decoded.Message(
                                new ClientCommand.Say(
                                        new CommandId("k1"), new ConversationId("c1"), "Hello")));
    }

    @Test
    void fieldsOfANewerClientAreIgnored() {
        assertThat(codec.decode(SAY.replace("\"id\"", "\"later\":{\"a\":[1]},\"id\"")))
                .isInstanceOf(Decoded.Message.class);
    }

    @Test
    void htmlStaysTheTextItIs() {
        String script = "<img src=x onerror=alert(1)>";
        Decoded decoded = codec.decode(SAY.replace("Hello", script));
        assertThat(decoded)
                .isInstanceOfSatisfying(
                        Decoded.Message.class,
                        m ->
                                assertThat(((ClientCommand.Say) m.message()).text())
                                        .isEqualTo(script));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|MALFORMED",
                "nonsense|MALFORMED",
                "[]|MALFORMED",
                "null|MALFORMED",
                "{}|MALFORMED",
                "{\"type\":7}|MALFORMED",
                "{\"type\":\"say\"|MALFORMED",
                "{\"type\":\"say\"} trailing|MALFORMED",
                "{\"type\":\"drop_tables\"}|UNKNOWN_TYPE",
                "{\"type\":\"say\"}|INVALID_VALUE",
                "{\"type\":\"say\",\"id\":\"k1\",\"conversation\":\"c1\",\"text\":null}|INVALID_VALUE",
                "{\"type\":\"say\",\"id\":\"k1\",\"conversation\":\"c1\",\"text\":\"  \"}|INVALID_VALUE",
                "{\"type\":\"say\",\"id\":\"k1\",\"conversation\":\"../c1\",\"text\":\"a\"}|INVALID_VALUE",
                "{\"type\":\"say\",\"id\":{},\"conversation\":\"c1\",\"text\":\"a\"}|INVALID_VALUE",
                "{\"type\":\"rate\",\"id\":\"k1\",\"conversation\":\"c1\",\"score\":6,\"helped\":[]}|INVALID_VALUE",
                "{\"type\":\"rate\",\"id\":\"k1\",\"conversation\":\"c1\",\"helped\":[]}|INVALID_VALUE",
                "{\"type\":\"resume\",\"conversation\":\"c1\",\"afterVersion\":-1}|INVALID_VALUE",
                "{\"type\":\"leave_message\",\"id\":\"k1\",\"conversation\":\"c1\",\"text\":\"a\"}|INVALID_VALUE",
                "{\"type\":\"leave_message\",\"id\":\"k1\",\"conversation\":\"c1\",\"text\":\"a\",\"phone\":\"soon\"}|INVALID_VALUE",
                "{\"type\":\"set_presence\",\"id\":\"k1\",\"presence\":\"asleep\"}|INVALID_VALUE",
                "{\"type\":\"propose_media\",\"id\":\"k1\",\"conversation\":\"c1\",\"channel\":\"text\"}|INVALID_VALUE",
            })
    void badInputGetsItsCode(String text, RejectionCode code) {
        assertThat(codec.decode(text))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class, m -> assertThat(m.code()).isEqualTo(code));
    }

    @Test
    void aRefusedCommandStillTellsItsId() {
        assertThat(codec.decode("{\"type\":\"say\",\"id\":\"k9\"}"))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        m -> assertThat(m.id()).isEqualTo(Optional.of(new CommandId("k9"))));
    }

    @Test
    void theLargestTextFitsAndOneCharacterMoreDoesNot() {
        assertThat(codec.decode(SAY.replace("Hello", "x".repeat(Limits.TEXT_CHARS))))
                .isInstanceOf(Decoded.Message.class);
        assertThat(codec.decode(SAY.replace("Hello", "x".repeat(Limits.TEXT_CHARS + 1))))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        m -> {
                            assertThat(m.code()).isEqualTo(RejectionCode.INVALID_VALUE);
                            assertThat(m.reason()).contains("text").contains("4000");
                        });
    }

    @Test
    void theLimitOfAMessageIsInBytes() {
        String fits = pad(Limits.MESSAGE_BYTES);
        assertThat(fits.getBytes(StandardCharsets.UTF_8)).hasSize(Limits.MESSAGE_BYTES);
        assertThat(codec.decode(fits)).isInstanceOf(Decoded.Message.class);
        assertThat(codec.decode(pad(Limits.MESSAGE_BYTES + 1)))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        m -> assertThat(m.code()).isEqualTo(RejectionCode.TOO_LARGE));
        String wide = "{\"type\":\"ping\",\"x\":\"" + "é".repeat(Limits.MESSAGE_BYTES / 2) + "\"}";
        assertThat(codec.decode(wide)).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void theLargestContextFitsInEveryScriptAndAnythingMoreDoesNot() {
        String value = "語".repeat(Limits.CONTEXT_VALUE_CHARS);
        String full = context(Limits.CONTEXT_KEYS, Limits.CONTEXT_KEY_CHARS, value);
        assertThat(codec.decode(full)).isInstanceOf(Decoded.Message.class);
        assertRefused(context(Limits.CONTEXT_KEYS + 1, 3, "x"), "20 entries");
        assertRefused(context(1, Limits.CONTEXT_KEY_CHARS + 1, "x"), "40 characters");
        assertRefused(context(1, 3, value + "x"), "200 characters");
        assertRefused(context(1, 3, "x").replace("k00", "  "), "empty");
        assertRefused(context(2, 3, "x").replace("k01", "k00"), "twice");
    }

    @Test
    void aReportOfQualityHoldsOnlyNumbersThatCanBe() {
        assertThat(codec.decode(report("lossPercent", "100"))).isInstanceOf(Decoded.Message.class);
        assertRefused(report("lossPercent", "100.1"), "between 0 and 100");
        assertRefused(report("lossPercent", "-1"), "lossPercent");
        assertRefused(report("sentLossPercent", "101"), "sentLossPercent");
        assertRefused(report("jitterMillis", "60001"), "jitterMillis");
        assertRefused(report("sentJitterMillis", "-1"), "sentJitterMillis");
        assertRefused(report("roundTripMillis", "60001"), "roundTripMillis");
        assertRefused(report("receivedKbps", "1000001"), "receivedKbps");
        assertRefused(report("sentKbps", "-1"), "sentKbps");
        assertRefused(report("freezes", "1001"), "freezes");
        assertRefused(report("frozenMillis", "60001"), "frozenMillis");
        assertThat(codec.decode(report("lossPercent", "\"NaN\"")))
                .isInstanceOf(Decoded.Malformed.class);
    }

    private static String report(String field, String value) {
        String good =
                "{\"type\":\"report_quality\",\"conversation\":\"c1\",\"call\":\"c1-7\",\"quality\":"
                        + "{\"grade\":\"good\",\"lossPercent\":0,\"jitterMillis\":2,\"sentLossPercent\":0,"
                        + "\"sentJitterMillis\":2,\"roundTripMillis\":20,\"receivedKbps\":40,\"sentKbps\":40,"
                        + "\"freezes\":0,\"frozenMillis\":0}}";
        return good.replaceFirst("\"" + field + "\":[0-9]+", "\"" + field + "\":" + value);
    }

    private void assertRefused(String text, String reason) {
        assertThat(codec.decode(text))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        m -> {
                            assertThat(m.code()).isEqualTo(RejectionCode.INVALID_VALUE);
                            assertThat(m.reason()).contains(reason);
                        });
    }

    private static String context(int keys, int keyChars, String value) {
        String facts =
                IntStream.range(0, keys)
                        .mapToObj(i -> "k%02d".formatted(i))
                        .map(k -> k + "語".repeat(keyChars - k.length()))
                        .map(k -> "{\"key\":\"%s\",\"value\":\"%s\"}".formatted(k, value))
                        .collect(Collectors.joining(","));
        return "{\"type\":\"set_context\",\"id\":\"k1\",\"conversation\":\"c1\",\"context\":["
                + facts
                + "]}";
    }

    @Test
    void anAnswerStoredBeforeTopicsExistedIsStillRead() {
        ConversationEvent old =
                codec.decodeEvent(
                        "{\"type\":\"assistant_said\",\"inReplyTo\":2,\"band\":\"answer\",\"text\":\"So.\","
                                + "\"citations\":[],\"confidence\":0.9}");
        assertThat(((ConversationEvent.AssistantSaid) old).topics()).isEmpty();
    }

    private static String pad(int bytes) {
        String start = "{\"type\":\"ping\",\"x\":\"";
        return start + "x".repeat(bytes - start.length() - 2) + "\"}";
    }

    @Test
    void deepNestingIsRefusedBeforeItCosts() {
        String deep = "{\"type\":\"ping\",\"x\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}";
        assertThat(codec.decode(deep))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        m -> assertThat(m.code()).isEqualTo(RejectionCode.TOO_LARGE));
    }

    @Test
    void mutatedMessagesNeverThrow() {
        long seed = Long.getLong("seed", 20261114L);
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = SAY.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThatCode(() -> codec.decode(text))
                    .as("seed=%d step=%d", seed, i)
                    .doesNotThrowAnyException();
        }
    }
}
