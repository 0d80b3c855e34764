package dev.tandem.media.pipeline;

import dev.tandem.media.codec.LibOpus;

/// The real codec, and how many of its parts are in use.
public final class CountedCodec implements VoiceCodec {
    private final VoiceCodec real =
            LibOpus.load().orElseThrow(() -> new AssertionError("libjitsi is not on the path"));
    private int encoders;
    private int decoders;
    private int opened;

    /// Encoders that are not closed.
    public int encoders() {
        return encoders;
    }

    /// Decoders that are not closed.
    public int decoders() {
        return decoders;
    }

    /// Everything that ever was.
    public int opened() {
        return opened;
    }

    @Override
    public Encoder encoder() {
        Encoder inner = real.encoder();
        encoders++;
        opened++;
        return new Encoder() {
            @Override
            public int encode(short[] samples, byte[] packet) {
                return inner.encode(samples, packet);
            }

            @Override
            public void close() {
                inner.close();
                encoders--;
            }
        };
    }

    @Override
    public Decoder decoder() {
        Decoder inner = real.decoder();
        decoders++;
        opened++;
        return new Decoder() {
            @Override
            public int decode(byte[] packet, int length, short[] samples, int at) {
                return inner.decode(packet, length, samples, at);
            }

            @Override
            public int recover(byte[] next, int length, short[] samples, int at) {
                return inner.recover(next, length, samples, at);
            }

            @Override
            public int conceal(short[] samples, int at) {
                return inner.conceal(samples, at);
            }

            @Override
            public void close() {
                inner.close();
                decoders--;
            }
        };
    }
}
