package dev.tandem.media.pipeline;

/// The transport-wide sequence of all RTP packets sent to one leg.
public final class TransportSequence {
    private int next;

    /// The one that was taken last.
    public int latest() {
        return (next - 1) & 0xffff;
    }

    int take() {
        int taken = next;
        next = (next + 1) & 0xffff;
        return taken;
    }
}
