package dev.tandem.server.cluster;

import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who is there and who owns what, as one node sees it at one moment. Two nodes may see it
/// differently for a while; the event log refuses the one that is wrong.
///
/// @param owners of each partition; empty while it has none
public record Topology(NodeId self, Set<NodeId> members, List<Optional<NodeId>> owners) {
    public Topology {
        members = Set.copyOf(members);
        owners = List.copyOf(owners);
    }

    /// Alone, and owner of everything.
    public static Topology alone(NodeId self) {
        return new Topology(self, Set.of(self), List.of(Optional.of(self)));
    }

    public Optional<NodeId> ownerOf(ConversationId conversation) {
        return ownerOf(conversation.value());
    }

    /// A site's desk lives where this says; its conversations live everywhere.
    public Optional<NodeId> ownerOf(SiteKey site) {
        return ownerOf(site.value());
    }

    private Optional<NodeId> ownerOf(String key) {
        int hash = key.hashCode();
        // The high bits of a short text's hash say little; the low ones choose the partition.
        return owners.get(Math.floorMod(hash ^ (hash >>> 16), owners.size()));
    }

    public boolean isMine(ConversationId conversation) {
        return isSelf(ownerOf(conversation));
    }

    public boolean isMine(SiteKey site) {
        return isSelf(ownerOf(site));
    }

    public boolean isAlone() {
        return members.size() == 1;
    }

    /// Of all partitions, in percent.
    public int share() {
        return (int) (100 * owners.stream().filter(this::isSelf).count() / owners.size());
    }

    private boolean isSelf(Optional<NodeId> owner) {
        return owner.filter(self::equals).isPresent();
    }
}
