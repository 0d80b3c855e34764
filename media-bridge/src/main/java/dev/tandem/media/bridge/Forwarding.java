package dev.tandem.media.bridge;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.signaling.bridge.Codec;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The end of a packet's way, to one other leg: the same for media and for keys, which differ in
/// whom they reach.
final class Forwarding {
    private final Workspace work;

    Forwarding(Workspace work) {
        this.work = work;
    }

    /// What this leg gets such media in; null: in nothing now, and the packet is dropped.
    @Nullable SentStream receiver(Leg to, ReceivedStream stream) {
        SentStream sent = to.sent(stream.kind());
        if (sent == null || !to.isConnected()) {
            work.counters.dropped(DropReason.NO_RECEIVER);
            return null;
        }
        return sent;
    }

    /// The packet in [Workspace#rtp] goes on, or a run of them ends here.
    ///
    /// @param sent of `to`, see [#receiver]
    /// @param kept why this leg does not get it; null: it gets it
    /// @param level the audio level byte, or [SentStream#NO_LEVEL]
    void forward(
            Leg from,
            Leg to,
            SentStream sent,
            ReceivedStream stream,
            Codec codec,
            @Nullable DropReason kept,
            int level,
            long now,
            Output out) {
        DropReason problem =
                kept == null && !sent.understands(codec) ? DropReason.NO_COMMON_CODEC : kept;
        if (problem != null) {
            sent.interrupt(stream);
            work.counters.dropped(problem);
            return;
        }
        RtpView rtp = work.rtp;
        if (stream.kind().isPicture() && sent.wouldSwitch(stream)) {
            needsKeyframe(from, stream, codec, rtp, now, out);
        }
        long sequence = stream.extended(rtp.sequence());
        DropReason late = sent.forward(stream, codec, rtp, sequence, level, now, work.out);
        if (late != null) {
            work.counters.dropped(late);
            return;
        }
        to.sendRtp(work.out, now, out);
    }

    /// A receiver that begins in the middle sees nothing until a keyframe; the sender may just
    /// begin with one.
    private static void needsKeyframe(
            Leg from, ReceivedStream stream, Codec codec, RtpView rtp, long now, Output out) {
        boolean begins =
                MediaCodec.of(codec)
                        .filter(c ->
                                c.beginsKeyframe(
                                        rtp.bytes(), rtp.payloadOffset(), rtp.payloadLength()))
                        .isPresent();
        if (!begins) {
            stream.keyframes().request();
            from.askForKeyframe(now, out);
        }
    }

    /// Nobody gets what the leg sends for now.
    static void interrupt(ReceivedStream stream, Leg from, List<Leg> legs) {
        for (int i = 0; i < legs.size(); i++) {
            SentStream sent = legs.get(i).sent(stream.kind());
            if (legs.get(i) != from && sent != null) {
                sent.interrupt(stream);
            }
        }
    }
}
