package dev.tandem.media.bridge;

import dev.tandem.media.packet.RtpView;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Remembers what a recording would have got.
final class KeptPackets implements RecordingTap {
    final List<String> heard = new ArrayList<>();

    @Override
    public void begin(CallId call) {
        heard.add("begin");
    }

    @Override
    public void packet(
            CallId call, LegId leg, MediaKind kind, Codec codec, long sequence, RtpView rtp) {
        heard.add(
                leg
                        + " "
                        + (kind == MediaKind.SCREEN ? "screen " : "")
                        + codec.name()
                        + " "
                        + new String(
                                rtp.bytes(),
                                rtp.payloadOffset(),
                                rtp.payloadLength(),
                                StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end(CallId call) {
        heard.add("end");
    }
}
