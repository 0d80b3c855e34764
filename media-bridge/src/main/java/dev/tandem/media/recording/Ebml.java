package dev.tandem.media.recording;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Elements of EBML (RFC 8794), as bytes.
final class Ebml {
    private Ebml() {}

    /// An element whose end is not known yet: it goes as far as there is something.
    static final long UNKNOWN_SIZE = 0x01ff_ffff_ffff_ffffL;

    static byte[] element(int id, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 12);
        out.writeBytes(id(id));
        out.writeBytes(size(length));
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] unsigned(int id, long value) {
        int bytes = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
        byte[] data = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) (value >>> (8 * (bytes - 1 - i)));
        }
        return element(id, data);
    }

    /// In eight bytes whatever the value, to be written over later.
    static byte[] unsigned8(int id, long value) {
        return element(id, ByteBuffer.allocate(8).putLong(value).array());
    }

    static byte[] real(int id, double value) {
        return element(id, ByteBuffer.allocate(8).putDouble(value).array());
    }

    static byte[] text(int id, String value) {
        return element(id, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] id(int id) {
        int bytes = (39 - Integer.numberOfLeadingZeros(id)) / 8;
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (id >>> (8 * (bytes - 1 - i)));
        }
        return out;
    }

    /// In as few bytes as it takes; all ones would mean "unknown".
    private static byte[] size(long size) {
        int bytes = 1;
        while (size >= (1L << (7 * bytes)) - 1) {
            bytes++;
        }
        byte[] out = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            out[i] = (byte) (size >>> (8 * (bytes - 1 - i)));
        }
        out[0] |= (byte) (0x80 >>> (bytes - 1));
        return out;
    }

    /// Nothing, in exactly so many bytes; at least 2, at most 127.
    static byte[] nothing(int bytes) {
        byte[] out = new byte[bytes];
        out[0] = (byte) WebmIds.VOID;
        out[1] = (byte) (0x80 | (bytes - 2));
        return out;
    }
}
