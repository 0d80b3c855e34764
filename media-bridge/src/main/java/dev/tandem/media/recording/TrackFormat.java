package dev.tandem.media.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What the one track of a file holds.
sealed interface TrackFormat {
    /// The track's entry in the file's header.
    byte[] entry();

    /// Two channels, whatever a browser sends: Opus decoders give both.
    record Opus() implements TrackFormat {
        private static final int CHANNELS = 2;

        /// A decoder is right after 80 ms (RFC 7845 section 4.6).
        private static final long PRE_ROLL_NANOS = 80_000_000;

        @Override
        public byte[] entry() {
            ByteBuffer head = ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN);
            head.put("OpusHead".getBytes(StandardCharsets.US_ASCII)).put((byte) 1);
            head.put((byte) CHANNELS).putShort((short) 0).putInt(OpusPackets.CLOCK);
            return TrackFormat.entry(
                    2,
                    "A_OPUS",
                    Ebml.element(WebmIds.CODEC_PRIVATE, head.array()),
                    Ebml.unsigned(WebmIds.SEEK_PRE_ROLL, PRE_ROLL_NANOS),
                    Ebml.element(
                            WebmIds.AUDIO,
                            Ebml.real(WebmIds.SAMPLING_FREQUENCY, OpusPackets.CLOCK),
                            Ebml.unsigned(WebmIds.CHANNELS, CHANNELS)));
        }
    }

    /// @param width of the first picture; later ones may have another size
    record Vp8(int width, int height) implements TrackFormat {
        @Override
        public byte[] entry() {
            return TrackFormat.entry(
                    1,
                    "V_VP8",
                    Ebml.element(
                            WebmIds.VIDEO,
                            Ebml.unsigned(WebmIds.PIXEL_WIDTH, width),
                            Ebml.unsigned(WebmIds.PIXEL_HEIGHT, height)));
        }
    }

    private static byte[] entry(int type, String codec, byte[]... more) {
        return Ebml.element(
                WebmIds.TRACK_ENTRY,
                Ebml.unsigned(WebmIds.TRACK_NUMBER, 1),
                Ebml.unsigned(WebmIds.TRACK_UID, 1),
                Ebml.unsigned(WebmIds.TRACK_TYPE, type),
                Ebml.unsigned(WebmIds.FLAG_LACING, 0),
                Ebml.text(WebmIds.CODEC_ID, codec),
                concat(more));
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            out.put(part);
        }
        return out.array();
    }
}
