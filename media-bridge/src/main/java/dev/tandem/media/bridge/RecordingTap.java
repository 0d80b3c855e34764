package dev.tandem.media.bridge;

import dev.tandem.media.packet.RtpView;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

/// Takes copies of what the legs of recorded calls send, decrypted and new. Called on event loops:
/// returns at once and never throws.
public interface RecordingTap {
    /// From here on packets of this call come.
    void begin(CallId call);

    /// @param sequence extended; the packet's bytes are valid only during the call
    void packet(CallId call, LegId leg, MediaKind kind, Codec codec, long sequence, RtpView rtp);

    /// None come any more; what came is complete.
    void end(CallId call);
}
