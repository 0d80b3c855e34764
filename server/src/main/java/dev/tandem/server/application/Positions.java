package dev.tandem.server.application;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// How far one socket has heard of each conversation it follows. The rule by which a browser
/// resumes is the one by which its socket does: every event once, in order, and after a gap ask
/// again from the last one. Belongs to the socket's owner.
public final class Positions {
    /// An owner that was asked for a conversation answers within this, or is asked again.
    static final long ANSWER_MILLIS = 5_000;

    private final Map<ConversationId, Position> positions = new LinkedHashMap<>();

    /// @param version of the newest event that was let through
    /// @param askedMillis when the owner was asked for what follows; 0: it has caught up since
    private record Position(long version, long askedMillis) {}

    /// What to do with a message.
    public enum Verdict {
        PASS,
        /// It has been there already, or comes after a gap that is being filled.
        DROP,
        /// Something is missing before it: ask the owner again.
        ASK_AGAIN
    }

    /// The owner is asked for everything after that version.
    public void asked(ConversationId conversation, long afterVersion, long nowMillis) {
        positions.put(conversation, new Position(afterVersion, nowMillis));
    }

    /// The newest version that was let through, if the conversation is followed.
    public OptionalLong of(ConversationId conversation) {
        Position position = positions.get(conversation);
        return position == null ? OptionalLong.empty() : OptionalLong.of(position.version());
    }

    public boolean contains(ConversationId conversation) {
        return positions.containsKey(conversation);
    }

    public int size() {
        return positions.size();
    }

    public Set<ConversationId> all() {
        return Set.copyOf(positions.keySet());
    }

    /// True if it was followed.
    public boolean remove(ConversationId conversation) {
        return positions.remove(conversation) != null;
    }

    public Verdict verdict(ServerMessage message) {
        if (message instanceof ServerMessage.CaughtUp m) {
            positions.computeIfPresent(m.conversation(), (_, p) -> new Position(p.version(), 0));
        }
        if (!(message instanceof ServerMessage.Entry m)) {
            return Verdict.PASS;
        }
        Position position = positions.get(m.conversation());
        long version = m.entry().version();
        if (position == null || version <= position.version()) {
            return Verdict.DROP;
        }
        if (version > position.version() + 1) {
            return position.askedMillis() == 0 ? Verdict.ASK_AGAIN : Verdict.DROP;
        }
        positions.put(m.conversation(), new Position(version, position.askedMillis()));
        return Verdict.PASS;
    }

    /// Conversations whose owner was asked and has not answered in time: it may have died.
    public List<ConversationId> unanswered(long nowMillis) {
        return positions.entrySet().stream()
                .filter(f -> f.getValue().askedMillis() != 0)
                .filter(f -> nowMillis - f.getValue().askedMillis() > ANSWER_MILLIS)
                .map(Map.Entry::getKey)
                .toList();
    }
}
