package dev.tandem.media.ice;

import dev.tandem.media.packet.Bytes;

import java.net.InetSocketAddress;
import java.util.Arrays;

import javax.crypto.Mac;

/// Writes the success response to a binding request (RFC 8489 section 6.3.1.1).
final class BindingResponse {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private BindingResponse() {}

    static byte[] write(byte[] transaction, InetSocketAddress mapped, Mac hmacSha1) {
        byte[] ip = mapped.getAddress().getAddress();
        int mappedBytes = 4 + 4 + ip.length;
        int integrityOffset = StunMessage.HEADER_BYTES + mappedBytes;
        int fingerprintOffset = integrityOffset + 4 + StunMessage.INTEGRITY_BYTES;
        byte[] out = new byte[fingerprintOffset + 8];
        Bytes.put16(out, 0, StunMessage.BINDING_SUCCESS);
        Bytes.put16(out, 2, out.length - StunMessage.HEADER_BYTES);
        Bytes.put32(out, 4, StunMessage.MAGIC_COOKIE);
        System.arraycopy(transaction, 0, out, 8, transaction.length);

        int at = StunMessage.HEADER_BYTES;
        Bytes.put16(out, at, StunMessage.XOR_MAPPED_ADDRESS);
        Bytes.put16(out, at + 2, 4 + ip.length);
        out[at + 5] = (byte) (ip.length == 4 ? IPV4 : IPV6);
        Bytes.put16(out, at + 6, mapped.getPort() ^ (StunMessage.MAGIC_COOKIE >>> 16));
        // The key is the cookie followed by the transaction, as they stand in the header.
        byte[] key = Arrays.copyOfRange(out, 4, StunMessage.HEADER_BYTES);
        for (int i = 0; i < ip.length; i++) {
            out[at + 8 + i] = (byte) (ip[i] ^ key[i]);
        }

        Bytes.put16(out, integrityOffset, StunMessage.MESSAGE_INTEGRITY);
        Bytes.put16(out, integrityOffset + 2, StunMessage.INTEGRITY_BYTES);
        byte[] integrity = StunMessage.integrity(out, integrityOffset, hmacSha1);
        System.arraycopy(integrity, 0, out, integrityOffset + 4, integrity.length);

        Bytes.put16(out, fingerprintOffset, StunMessage.FINGERPRINT);
        Bytes.put16(out, fingerprintOffset + 2, 4);
        Bytes.put32(out, fingerprintOffset + 4, StunMessage.fingerprint(out, fingerprintOffset));
        return out;
    }
}
