package dev.tandem.signaling.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;

import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Messages and events to JSON and back, with the limits of [Limits]. Thread-safe. Unknown fields
/// are ignored, so that an older server understands a newer client.
public final class MessageCodec {
    private final ObjectMapper json;

    public MessageCodec() {
        json = TaggedJson.mapper(ROOTS);
    }

    /// The sealed interfaces that are told apart by `type` on the wire.
    static final List<Class<?>> ROOTS =
            List.of(ClientMessage.class, ServerMessage.class, ConversationEvent.class);

    /// What a text turned out to be.
    public sealed interface Decoded {
        record Message(ClientMessage message) implements Decoded {}

        /// @param id the command's id, if it could be read, so that the client knows which one
        ///   failed
        record Malformed(Optional<CommandId> id, RejectionCode code, String reason)
                implements Decoded {}
    }

    /// Reads what a browser sent. Never throws for what is in the text.
    public Decoded decode(String text) {
        if (isTooLong(text)) {
            return malformed(
                    RejectionCode.TOO_LARGE,
                    "a message may have " + Limits.MESSAGE_BYTES + " bytes");
        }
        JsonNode tree;
        try {
            tree = json.readTree(text);
        } catch (StreamConstraintsException e) {
            return malformed(RejectionCode.TOO_LARGE, "nested too deep, or a number too long");
        } catch (JsonProcessingException e) {
            return malformed(RejectionCode.MALFORMED, "not JSON");
        }
        if (tree == null || !tree.isObject() || !tree.path("type").isTextual()) {
            return malformed(RejectionCode.MALFORMED, "a message is an object with a type");
        }
        Optional<CommandId> id = commandId(tree);
        try {
            return new Decoded.Message(json.treeToValue(tree, ClientMessage.class));
        } catch (InvalidTypeIdException e) {
            return new Decoded.Malformed(id, RejectionCode.UNKNOWN_TYPE, "no such type");
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return new Decoded.Malformed(id, RejectionCode.INVALID_VALUE, reasonOf(e));
        }
    }

    public String encode(ServerMessage message) {
        return write(message, ServerMessage.class);
    }

    public String encode(ClientMessage message) {
        return write(message, ClientMessage.class);
    }

    public String encode(ConversationEvent event) {
        return write(event, ConversationEvent.class);
    }

    public String encode(TimelineEntry entry) {
        return write(entry, TimelineEntry.class);
    }

    public String encode(Handoff handoff) {
        return write(handoff, Handoff.class);
    }

    /// Reads an event that we stored ourselves; anything unreadable is our own fault, hence an
    /// exception.
    public ConversationEvent decodeEvent(String text) {
        return read(text, ConversationEvent.class);
    }

    /// Reads what a server sent; used by tests and by clients in Java.
    public ServerMessage decodeServerMessage(String text) {
        return read(text, ServerMessage.class);
    }

    private String write(Object value, Class<?> root) {
        try {
            return json.writerFor(root).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName(), e);
        }
    }

    private <T> T read(String text, Class<T> root) {
        try {
            return json.readValue(text, root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot read a " + root.getSimpleName(), e);
        }
    }

    private static boolean isTooLong(String text) {
        return text.length() > Limits.MESSAGE_BYTES
                || text.getBytes(StandardCharsets.UTF_8).length > Limits.MESSAGE_BYTES;
    }

    private static Decoded malformed(RejectionCode code, String reason) {
        return new Decoded.Malformed(Optional.empty(), code, reason);
    }

    private static Optional<CommandId> commandId(JsonNode tree) {
        try {
            return tree.path("id").isTextual()
                    ? Optional.of(new CommandId(tree.path("id").asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The sentence of the check that failed, without Jackson's source locations.
    private static String reasonOf(Exception e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IllegalArgumentException && t.getMessage() != null) {
                return t.getMessage();
            }
        }
        return "a field is missing or of the wrong kind";
    }
}
