package dev.tandem.media.recording;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What the one track of a file holds.
sealed interface TrackFormat {
    /// The track's entry in the file's header.
    byte[] entry();

    Container container();

    /// Whether this can go on in a file that was begun with the other one.
    boolean continues(TrackFormat begun);

    sealed interface Sound extends TrackFormat {
        /// A packet of [#SILENCE_NANOS] without a sound.
        byte[] silence();

        /// How long a packet sounds.
        long nanos(byte[] packet);

        @Override
        default boolean continues(TrackFormat begun) {
            return equals(begun);
        }
    }

    long SILENCE_NANOS = 20_000_000L;

    sealed interface Picture extends TrackFormat {}

    /// Two channels, whatever a browser sends: Opus decoders give both.
    record Opus() implements Sound {
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

        @Override
        public Container container() {
            return Container.WEBM;
        }

        @Override
        public byte[] silence() {
            return OpusPackets.SILENCE;
        }

        @Override
        public long nanos(byte[] packet) {
            return OpusPackets.samples(packet) * 1_000_000_000L / OpusPackets.CLOCK;
        }
    }

    /// One byte per sample, 8,000 in a second, by one of two laws (RFC 3551 section 4.5.14).
    record G711(Law law) implements Sound {
        private static final int CLOCK = 8_000;
        private static final int NANOS_PER_SAMPLE = 1_000_000_000 / CLOCK;

        enum Law {
            /// PCMU
            MU(7, 0xff),
            /// PCMA
            A(6, 0xd5);

            /// As WAVEFORMATEX numbers them.
            private final int tag;

            private final int silence;

            Law(int tag, int silence) {
                this.tag = tag;
                this.silence = silence;
            }
        }

        /// Matroska has no name of its own for it: it is described as in a WAV file.
        @Override
        public byte[] entry() {
            ByteBuffer wave = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
            wave.putShort((short) law.tag).putShort((short) 1).putInt(CLOCK).putInt(CLOCK);
            wave.putShort((short) 1).putShort((short) 8).putShort((short) 0);
            return TrackFormat.entry(
                    2,
                    "A_MS/ACM",
                    Ebml.element(WebmIds.CODEC_PRIVATE, wave.array()),
                    Ebml.element(
                            WebmIds.AUDIO,
                            Ebml.real(WebmIds.SAMPLING_FREQUENCY, CLOCK),
                            Ebml.unsigned(WebmIds.CHANNELS, 1),
                            Ebml.unsigned(WebmIds.BIT_DEPTH, 8)));
        }

        @Override
        public Container container() {
            return Container.MATROSKA;
        }

        @Override
        public byte[] silence() {
            byte[] packet = new byte[(int) (SILENCE_NANOS / NANOS_PER_SAMPLE)];
            Arrays.fill(packet, (byte) law.silence);
            return packet;
        }

        @Override
        public long nanos(byte[] packet) {
            return (long) packet.length * NANOS_PER_SAMPLE;
        }
    }

    /// VP8 or VP9. A decoder takes pictures of any size as they come; players and converters that
    /// scale to the size in the file's head do well with smaller ones only.
    ///
    /// @param width of the first picture; a larger one begins another file
    record Vp(int version, int width, int height) implements Picture {
        @Override
        public byte[] entry() {
            return picture("V_VP" + version, width, height);
        }

        @Override
        public Container container() {
            return Container.WEBM;
        }

        @Override
        public boolean continues(TrackFormat begun) {
            return begun instanceof Vp first
                    && version == first.version
                    && (long) width * height <= (long) first.width * first.height;
        }
    }

    /// @param setup AVCDecoderConfigurationRecord; another one begins another file
    record H264(int width, int height, Setup setup) implements Picture {
        @Override
        public byte[] entry() {
            return picture("V_MPEG4/ISO/AVC", width, height, setup);
        }

        @Override
        public Container container() {
            return Container.MATROSKA;
        }

        @Override
        public boolean continues(TrackFormat begun) {
            return equals(begun);
        }
    }

    /// @param setup AV1CodecConfigurationRecord; another one begins another file
    record Av1(int width, int height, Setup setup) implements Picture {
        @Override
        public byte[] entry() {
            return picture("V_AV1", width, height, setup);
        }

        @Override
        public Container container() {
            return Container.WEBM;
        }

        @Override
        public boolean continues(TrackFormat begun) {
            return equals(begun);
        }
    }

    private static byte[] picture(String codec, int width, int height, Setup setup) {
        return entry(
                1, codec, Ebml.element(WebmIds.CODEC_PRIVATE, setup.bytes()), size(width, height));
    }

    private static byte[] picture(String codec, int width, int height) {
        return entry(1, codec, size(width, height));
    }

    private static byte[] size(int width, int height) {
        return Ebml.element(
                WebmIds.VIDEO,
                Ebml.unsigned(WebmIds.PIXEL_WIDTH, width),
                Ebml.unsigned(WebmIds.PIXEL_HEIGHT, height));
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
