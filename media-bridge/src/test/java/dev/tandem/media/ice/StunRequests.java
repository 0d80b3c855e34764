package dev.tandem.media.ice;

import dev.tandem.media.packet.Bytes;
import dev.tandem.signaling.bridge.IceCredentials;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Binding requests as a browser writes them.
public final class StunRequests {
    private StunRequests() {}

    /// An authentic check of the browser with this fragment to the bridge with these credentials.
    public static byte[] check(IceCredentials bridge, String remoteUfrag, boolean nominate) {
        return check(bridge.ufrag() + ":" + remoteUfrag, bridge.password(), nominate);
    }

    public static byte[] check(String username, String password, boolean nominate) {
        ByteArrayOutputStream attributes = new ByteArrayOutputStream();
        attribute(attributes, StunMessage.USERNAME, username.getBytes(StandardCharsets.UTF_8));
        attribute(attributes, 0x802a, new byte[8]);
        if (nominate) {
            attribute(attributes, StunMessage.USE_CANDIDATE, new byte[0]);
        }
        byte[] body = attributes.toByteArray();
        int integrityAt = StunMessage.HEADER_BYTES + body.length;
        int fingerprintAt = integrityAt + 24;
        byte[] message = new byte[fingerprintAt + 8];
        Bytes.put16(message, 0, StunMessage.BINDING_REQUEST);
        Bytes.put16(message, 2, message.length - StunMessage.HEADER_BYTES);
        Bytes.put32(message, 4, StunMessage.MAGIC_COOKIE);
        Arrays.fill(message, 8, 20, (byte) 7);
        System.arraycopy(body, 0, message, StunMessage.HEADER_BYTES, body.length);
        Bytes.put16(message, integrityAt, StunMessage.MESSAGE_INTEGRITY);
        Bytes.put16(message, integrityAt + 2, StunMessage.INTEGRITY_BYTES);
        byte[] integrity = StunMessage.integrity(message, integrityAt, mac(password));
        System.arraycopy(integrity, 0, message, integrityAt + 4, integrity.length);
        Bytes.put16(message, fingerprintAt, StunMessage.FINGERPRINT);
        Bytes.put16(message, fingerprintAt + 2, 4);
        Bytes.put32(message, fingerprintAt + 4, StunMessage.fingerprint(message, fingerprintAt));
        return message;
    }

    /// Whether this is an authentic success response of the one with this password.
    public static boolean isSuccess(byte[] message, String password) {
        return StunMessage.parse(message, 0, message.length)
                .filter(m -> m.type() == StunMessage.BINDING_SUCCESS)
                .filter(m -> m.isAuthentic(mac(password)))
                .isPresent();
    }

    static Mac mac(String password) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return mac;
        } catch (GeneralSecurityException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void attribute(ByteArrayOutputStream out, int type, byte[] value) {
        byte[] head = new byte[4];
        Bytes.put16(head, 0, type);
        Bytes.put16(head, 2, value.length);
        out.writeBytes(head);
        out.writeBytes(value);
        out.writeBytes(new byte[(4 - value.length % 4) % 4]);
    }
}
