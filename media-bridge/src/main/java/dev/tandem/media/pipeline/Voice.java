package dev.tandem.media.pipeline;

import java.util.Arrays;

/// One who is heard in a mix: packets as the network brings them, a frame of 20 ms each tick.
///
/// It waits for a few packets before it begins, for as many more as the network has made it run
/// dry, and for fewer again when all is calm. What is lost is recovered from the packet after it or
/// concealed; a gap that is longer is silence.
public final class Voice implements AutoCloseable {
    /// Packets that it keeps at most; one that is further ahead begins anew.
    static final int SLOTS = 16;

    /// Packets that lie ready before it begins, at least and at most.
    static final int LEAST_DEPTH = 2;

    static final int MOST_DEPTH = 6;

    /// Concealed at most in a row: 100 ms. Then silence is nearer to the truth.
    static final int MOST_CONCEALED = 5;

    /// Ticks over which the least depth is looked at: 5 s. What always lies there is only delay.
    static final int WATCHED_TICKS = 250;

    private final VoiceCodec.Decoder decoder;
    private final byte[][] packets = new byte[SLOTS][];
    private final int[] lengths = new int[SLOTS];
    private final short[] samples =
            new short[VoiceCodec.FRAME_SAMPLES + VoiceCodec.MAX_PACKET_SAMPLES];
    private final short[] frame = new short[VoiceCodec.FRAME_SAMPLES];

    /// Decoded and not yet taken.
    private int ready;

    private long next = -1;
    private long newest = -1;
    private boolean waiting = true;
    private int target = LEAST_DEPTH;
    private int concealed;
    private int leastDepth = Integer.MAX_VALUE;
    private int ticks;

    public Voice(VoiceCodec codec) {
        decoder = codec.decoder();
        Arrays.setAll(packets, _ -> new byte[0]);
    }

    /// Keeps a copy of a packet until its turn.
    ///
    /// @param sequence extended: it does not turn round
    public void put(long sequence, byte[] bytes, int offset, int length) {
        if (next < 0 || sequence >= next + SLOTS) {
            Arrays.fill(lengths, 0);
            next = sequence;
            newest = sequence - 1;
            waiting = true;
        }
        if (sequence < next || length == 0) {
            return;
        }
        int slot = (int) (sequence % SLOTS);
        if (packets[slot].length < length) {
            packets[slot] = new byte[length];
        }
        System.arraycopy(bytes, offset, packets[slot], 0, length);
        lengths[slot] = length;
        newest = Math.max(newest, sequence);
    }

    /// The next 20 ms; the same array each time. Call it once a tick.
    public short[] frame() {
        waiting = waiting && depth() < target;
        while (!waiting && ready < VoiceCodec.FRAME_SAMPLES) {
            advance();
        }
        int taken = Math.min(ready, VoiceCodec.FRAME_SAMPLES);
        System.arraycopy(samples, 0, frame, 0, taken);
        Arrays.fill(frame, taken, frame.length, (short) 0);
        ready -= taken;
        System.arraycopy(samples, taken, samples, 0, ready);
        watch();
        return frame;
    }

    private int depth() {
        return (int) (newest - next + 1);
    }

    /// Adds what comes next to the samples, or begins to wait.
    private void advance() {
        if (depth() > 0) {
            int slot = (int) (next % SLOTS);
            int after = (int) ((next + 1) % SLOTS);
            int count = lengths[slot] > 0 ? decode(slot) : -1;
            if (count > 0) {
                concealed = 0;
            } else if (concealed < MOST_CONCEALED) {
                concealed++;
                count =
                        lengths[after] > 0
                                ? decoder.recover(packets[after], lengths[after], samples, ready)
                                : decoder.conceal(samples, ready);
            }
            lengths[slot] = 0;
            next++;
            ready += Math.max(count, 0);
        } else if (concealed < MOST_CONCEALED) {
            // Dry: the packet may be late only, so its turn stays.
            if (concealed == 0) {
                target = Math.min(target + 1, MOST_DEPTH);
            }
            concealed++;
            ready += Math.max(decoder.conceal(samples, ready), 0);
        } else {
            waiting = true;
        }
    }

    private int decode(int slot) {
        return decoder.decode(packets[slot], lengths[slot], samples, ready);
    }

    private void watch() {
        leastDepth = Math.min(leastDepth, depth());
        if (++ticks < WATCHED_TICKS) {
            return;
        }
        if (!waiting && leastDepth >= LEAST_DEPTH) {
            // More lies here than is ever needed: the sender's clock is faster, or the network
            // calm.
            int slot = (int) (next % SLOTS);
            if (lengths[slot] > 0) {
                decode(slot); // The decoder hears it, nobody else does.
                lengths[slot] = 0;
            }
            next++;
            target = Math.max(target - 1, LEAST_DEPTH);
        }
        leastDepth = Integer.MAX_VALUE;
        ticks = 0;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
