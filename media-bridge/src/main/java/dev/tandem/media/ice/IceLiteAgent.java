package dev.tandem.media.ice;

import dev.tandem.signaling.bridge.IceCredentials;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Our half of one ICE session: checks requests against its credentials and answers the authentic
/// ones.
///
/// Unauthenticated requests get no answer at all, so the bridge amplifies nothing and reveals
/// nothing.
public final class IceLiteAgent {
    private final IceCredentials local;
    private final String remoteUfrag;
    private final Mac hmacSha1;

    /// @param local what our answer tells the browser
    /// @param remoteUfrag the fragment of the browser's offer
    public IceLiteAgent(IceCredentials local, String remoteUfrag) {
        this.local = local;
        this.remoteUfrag = remoteUfrag;
        try {
            hmacSha1 = Mac.getInstance("HmacSHA1");
            byte[] key = local.password().getBytes(StandardCharsets.UTF_8);
            hmacSha1.init(new SecretKeySpec(key, "HmacSHA1"));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every JDK has HmacSHA1", missing);
        }
    }

    public IceCredentials local() {
        return local;
    }

    /// An authentic check. Not a record, because of its array.
    public static final class Checked {
        private final boolean nominated;
        private final byte[] response;

        private Checked(boolean nominated, byte[] response) {
            this.nominated = nominated;
            this.response = response;
        }

        /// The browser has chosen this path (USE-CANDIDATE).
        public boolean nominated() {
            return nominated;
        }

        /// What to send back to where the check came from.
        public byte[] response() {
            return response;
        }
    }

    /// Answers a request from this address; empty when it is not authentic.
    public Optional<Checked> check(StunUser request, InetSocketAddress from) {
        if (!request.localUfrag().equals(local.ufrag())
                || !request.remoteUfrag().equals(remoteUfrag)
                || !request.message().isAuthentic(hmacSha1)) {
            return Optional.empty();
        }
        byte[] response = BindingResponse.write(request.message().transaction(), from, hmacSha1);
        return Optional.of(new Checked(request.message().useCandidate(), response));
    }
}
