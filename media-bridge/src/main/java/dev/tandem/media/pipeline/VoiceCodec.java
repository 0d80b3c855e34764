package dev.tandem.media.pipeline;

/// Opus as the mixer needs it: 48 kHz, one channel. Who opens an encoder or a decoder closes it, on
/// the same thread.
public interface VoiceCodec {
    /// 20 ms at 48 kHz.
    int FRAME_SAMPLES = 960;

    /// The longest that one packet may last: 120 ms (RFC 6716 section 3.2.5).
    int MAX_PACKET_SAMPLES = 6 * FRAME_SAMPLES;

    Encoder encoder();

    Decoder decoder();

    interface Encoder extends AutoCloseable {
        /// Writes 20 ms into `packet` and returns how many bytes they are.
        int encode(short[] samples, byte[] packet);

        @Override
        void close();
    }

    interface Decoder extends AutoCloseable {
        /// Writes the samples of a packet from `at` on and returns how many; negative when it is no
        /// Opus.
        int decode(byte[] packet, int length, short[] samples, int at);

        /// What the packet before this one may have sounded like, which was lost: 20 ms by what
        /// this one says of it (RFC 6716 section 2.1.7), or a guess where it says nothing.
        int recover(byte[] next, int length, short[] samples, int at);

        /// What may have come, when nothing came: 20 ms that go on as the sound was and fade away.
        int conceal(short[] samples, int at);

        @Override
        void close();
    }
}
