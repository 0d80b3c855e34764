package dev.tandem.server.gateway;

import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Site;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Details;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs and checks the tokens by which customers are known: a JWT (RFC 7519) with HS256 and
/// nothing else, so that no header can choose another algorithm.
public final class CustomerTokens {
    /// A visitor who comes back within this time finds the conversation again.
    static final Duration LIFETIME = Duration.ofDays(30);

    private static final String HEADER =
            encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8));

    private final byte[] secret;

    public CustomerTokens(byte[] secret) {
        if (secret.length < 32) {
            throw new IllegalArgumentException("the secret for tokens has at least 32 bytes");
        }
        this.secret = secret.clone();
    }

    public String sign(CustomerIdentity who, Instant now) {
        JsonObject claims =
                new JsonObject()
                        .put("sub", who.customer().value())
                        .put("site", who.site().value())
                        .put("exp", now.plus(LIFETIME).getEpochSecond());
        who.vouched().name().ifPresent(v -> claims.put("name", v));
        who.vouched().email().ifPresent(v -> claims.put("email", v));
        who.segment().ifPresent(v -> claims.put("segment", v));
        who.user().ifPresent(v -> claims.put("user", v));
        String body = HEADER + "." + encode(claims.encode().getBytes(StandardCharsets.UTF_8));
        return body + "." + encode(hmac(secret, body));
    }

    /// Empty: forged, expired, or not a token at all.
    public Optional<CustomerIdentity> verify(String token, Instant now) {
        int dot = token.lastIndexOf('.');
        if (dot < 0 || !token.startsWith(HEADER + ".")) {
            return Optional.empty();
        }
        try {
            String body = token.substring(0, dot);
            byte[] given = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(given, hmac(secret, body))) {
                return Optional.empty();
            }
            JsonObject claims =
                    new JsonObject(
                            new String(
                                    Base64.getUrlDecoder()
                                            .decode(body.substring(HEADER.length() + 1)),
                                    StandardCharsets.UTF_8));
            if (claims.getLong("exp", 0L) <= now.getEpochSecond()) {
                return Optional.empty();
            }
            return Optional.of(
                    new CustomerIdentity(
                            new SiteKey(claims.getString("site")),
                            new CustomerId(claims.getString("sub")),
                            new Details(
                                    Optional.ofNullable(claims.getString("name")),
                                    Optional.ofNullable(claims.getString("email")),
                                    Optional.empty(),
                                    Optional.empty()),
                            Optional.ofNullable(claims.getString("segment")),
                            Optional.ofNullable(claims.getString("user"))));
        } catch (IllegalArgumentException | DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /// Whether the business's backend has signed this user id: hex of HMAC-SHA256 of the id, with
    /// the site's identity secret. With a segment: of the segment, a line feed and the id, with the
    /// secret, a line feed and the word "segment"; another key, so that no id that is signed alone
    /// can be read as a segment and an id.
    static boolean isVouchedFor(
            Site site, String userId, Optional<String> segment, String signature) {
        String key = segment.map(_ -> "\nsegment").orElse("");
        byte[] expected =
                hmac(
                        (site.identitySecret() + key).getBytes(StandardCharsets.UTF_8),
                        segment.map(s -> s + "\n" + userId).orElse(userId));
        try {
            return MessageDigest.isEqual(expected, HexFormat.of().parseHex(signature));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    /// The same user of the business is the same customer in every browser.
    static CustomerId ofUser(SiteKey site, String userId) {
        byte[] hash = hmac(site.value().getBytes(StandardCharsets.UTF_8), "user|" + userId);
        return new CustomerId("u" + HexFormat.of().formatHex(hash).substring(0, 32));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
