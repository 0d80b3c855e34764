package dev.tandem.media.recording;

import dev.tandem.media.bridge.RecordingTap;
import dev.tandem.media.packet.RtpView;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeEventSink;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

/// Of a bridge that has no folder for recordings: says so, instead of pretending.
public record NoRecorder(BridgeEventSink events) implements RecordingTap {
    @Override
    public void begin(CallId call) {
        events.accept(new BridgeEvent.RecordingFailed(call));
    }

    @Override
    public void packet(
            CallId call, LegId leg, MediaKind kind, Codec codec, long sequence, RtpView rtp) {}

    @Override
    public void end(CallId call) {}
}
