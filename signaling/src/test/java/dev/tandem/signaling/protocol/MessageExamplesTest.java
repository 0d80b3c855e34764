package dev.tandem.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;

import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Every message has an example in `src/test/resources/examples`; Java and TypeScript both read
/// them. `-Dexamples.write=true` writes the ones that are missing.
class MessageExamplesTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/examples");
    private final MessageCodec codec = new MessageCodec();
    private final ObjectMapper json = new ObjectMapper();

    @TestFactory
    List<DynamicTest> everyMessageReadsAndWritesItsExample() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Class<?> root : MessageCodec.ROOTS) {
            for (Class<?> type : TaggedJson.recordsOf(root)) {
                Path file =
                        EXAMPLES.resolve(folder(root)).resolve(TaggedJson.typeName(type) + ".json");
                tests.add(
                        DynamicTest.dynamicTest(
                                root.getSimpleName() + " " + type.getSimpleName(),
                                () -> check(root, type, file)));
            }
        }
        return tests;
    }

    private void check(Class<?> root, Class<?> type, Path file) throws IOException {
        if (!Files.exists(file) && Boolean.getBoolean("examples.write")) {
            Files.createDirectories(file.getParent());
            Object sample = Samples.of(type);
            String text = json.readTree(encode(root, sample)).toPrettyString();
            Files.writeString(file, text + "\n");
        }
        assertThat(file).as("an example for %s (run with -Dexamples.write=true)", type).exists();
        String text = Files.readString(file);
        Object message = decode(root, text);
        assertThat(message).isInstanceOf(type);
        assertThat(json.readTree(encode(root, message))).isEqualTo(json.readTree(text));
    }

    private String encode(Class<?> root, Object message) {
        return switch (message) {
            case ClientMessage m when root == ClientMessage.class -> codec.encode(m);
            case ServerMessage m -> codec.encode(m);
            case ConversationEvent m -> codec.encode(m);
            default -> throw new IllegalArgumentException(message.toString());
        };
    }

    private Object decode(Class<?> root, String text) {
        if (root == ServerMessage.class) {
            return codec.decodeServerMessage(text);
        }
        if (root == ConversationEvent.class) {
            return codec.decodeEvent(text);
        }
        MessageCodec.Decoded decoded = codec.decode(text);
        assertThat(decoded).isInstanceOf(MessageCodec.Decoded.Message.class);
        return ((MessageCodec.Decoded.Message) decoded).message();
    }

    private static String folder(Class<?> root) {
        return TaggedJson.typeName(root).replaceAll("_.*", "").replace("conversation", "event");
    }
}
