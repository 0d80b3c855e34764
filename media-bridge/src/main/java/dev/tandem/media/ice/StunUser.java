package dev.tandem.media.ice;

import dev.tandem.media.packet.DropReason;

import java.util.Optional;

/// A binding request before anybody vouches for it: whom it claims to be for.
public final class StunUser {
    private final StunMessage message;
    private final String localUfrag;
    private final String remoteUfrag;

    private StunUser(StunMessage message, String localUfrag, String remoteUfrag) {
        this.message = message;
        this.localUfrag = localUfrag;
        this.remoteUfrag = remoteUfrag;
    }

    /// What a datagram claims, or the reason for dropping it.
    public sealed interface Claim {
        record Request(StunUser user) implements Claim {}

        record Drop(DropReason reason) implements Claim {}
    }

    public static Claim read(byte[] buffer, int offset, int length) {
        Optional<StunMessage> parsed = StunMessage.parse(buffer, offset, length);
        if (parsed.isEmpty()) {
            return new Claim.Drop(DropReason.MALFORMED_STUN);
        }
        StunMessage message = parsed.get();
        int colon = message.username().indexOf(':');
        // The browser is a full agent and so controls; one that says otherwise is none of ours.
        if (message.type() != StunMessage.BINDING_REQUEST || message.controlled() || colon < 0) {
            return new Claim.Drop(DropReason.UNEXPECTED_STUN);
        }
        return new Claim.Request(
                new StunUser(
                        message,
                        message.username().substring(0, colon),
                        message.username().substring(colon + 1)));
    }

    /// The fragment by which the bridge finds the leg: its own.
    public String localUfrag() {
        return localUfrag;
    }

    String remoteUfrag() {
        return remoteUfrag;
    }

    StunMessage message() {
        return message;
    }
}
