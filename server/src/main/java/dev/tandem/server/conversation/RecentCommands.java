package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.CommandId;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Which commands have been done, so that a repeated one adds nothing. Remembers the last [#MAX]; a
/// client repeats only what was not answered, and has far fewer of those.
public record RecentCommands(Map<CommandId, Long> versions) {
    public static final int MAX = 512;
    static final RecentCommands NONE = new RecentCommands(Map.of());

    RecentCommands plus(CommandId id, long version) {
        LinkedHashMap<CommandId, Long> more = new LinkedHashMap<>(versions);
        more.remove(id);
        if (more.size() == MAX) {
            more.pollFirstEntry();
        }
        more.put(id, version);
        return new RecentCommands(more);
    }

    Optional<Long> versionOf(CommandId id) {
        return Optional.ofNullable(versions.get(id));
    }
}
