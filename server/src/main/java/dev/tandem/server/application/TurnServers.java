package dev.tandem.server.application;

import dev.tandem.signaling.protocol.IceServer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The TURN servers that a browser may use, with credentials that expire: the user name is when,
/// the password is base64 of HMAC-SHA1 of it with the shared secret, as coturn's `use-auth-secret`
/// and the TURN REST draft have it.
public final class TurnServers implements Supplier<List<IceServer>> {
    /// The longest time between two renewals. A timer outlives the call that it was for, and holds
    /// the conversation until then.
    static final Duration RENEWED_WITHIN = Duration.ofMinutes(10);

    private final List<String> urls;
    private final String secret;
    private final Duration lifetime;
    private final InstantSource clock;

    /// @param urls none: browsers reach the bridge directly or not at all
    public TurnServers(List<String> urls, String secret, Duration lifetime, InstantSource clock) {
        this.urls = List.copyOf(urls);
        this.secret = secret;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    @Override
    public List<IceServer> get() {
        if (urls.isEmpty()) {
            return List.of();
        }
        String user = clock.instant().plus(lifetime).getEpochSecond() + ":tandem";
        return List.of(new IceServer(urls, Optional.of(user), Optional.of(password(user))));
    }

    /// How long after [#get()] a browser whose call goes on is to be given new ones: so early that
    /// it can gather with those it has for at least as long again. Empty: there is nothing to
    /// renew.
    Optional<Duration> renewal() {
        Duration half = lifetime.dividedBy(2);
        return Optional.of(half.compareTo(RENEWED_WITHIN) < 0 ? half : RENEWED_WITHIN)
                .filter(_ -> !urls.isEmpty());
    }

    private String password(String user) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(user.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA1", e);
        }
    }
}
