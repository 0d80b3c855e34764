package dev.tandem.media.bridge;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.pipeline.TelephoneEvents.Heard;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.Codec;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The way of a pressed key through the bridge. It stands in the stream of sound, between its
/// packets, and is none: it is not recorded, not mixed, says nobody is speaking, and goes on from a
/// leg that is muted.
///
/// ```
/// whose stream - new? - on hold? - allowed? - which key: a new one is reported, once -
///   for each other leg: in the audience? - on hold? - does it hear this leg as it is? - rewrite - protect - send
/// ```
final class KeyPath {
    private final Workspace work;
    private final Reach reach;

    KeyPath(Workspace work, Reach reach) {
        this.work = work;
        this.reach = reach;
    }

    /// The packet in [Workspace#rtp], which is of this type.
    @Nullable DropReason receive(
            Leg leg, List<Leg> legs, MediaTerms sound, Codec key, long now, Output out) {
        RtpView rtp = work.rtp;
        ReceivedStream stream = leg.incoming().streamOfKey(sound, key, rtp.ssrc(), now);
        if (stream == null) {
            return DropReason.UNEXPECTED_SSRC;
        }
        DropReason notNew = stream.receiveUntimed(rtp.sequence(), now);
        if (notNew != null) {
            return notNew;
        }
        DropReason dropped =
                leg.isHeld()
                        ? DropReason.ON_HOLD
                        : !leg.sending().allowsKeys()
                                ? DropReason.MUTED
                                : pressed(leg, stream.extended(rtp.sequence()), now, out);
        for (int i = 0; i < legs.size(); i++) {
            Leg other = legs.get(i);
            if (other == leg) {
                continue;
            }
            if (dropped == null) {
                forward(leg, other, stream, key, legs.size() > 2, now, out);
            } else {
                interrupt(other, stream);
            }
        }
        return dropped;
    }

    private @Nullable DropReason pressed(Leg leg, long sequence, long now, Output out) {
        RtpView rtp = work.rtp;
        return switch (leg.incoming()
                .telephoneEvents()
                .receive(
                        sequence,
                        rtp.timestamp(),
                        rtp.marker(),
                        rtp.bytes(),
                        rtp.payloadOffset(),
                        rtp.payloadLength(),
                        now)) {
            case Heard.Pressed(String which) -> {
                work.counters.key(KeyResult.HEARD);
                out.report(new BridgeEvent.KeyPressed(leg.call(), leg.id(), which));
                yield null;
            }
            case Heard.GoesOn _ -> null;
            case Heard.Refused(KeyResult result, DropReason reason) -> {
                work.counters.key(result);
                yield reason;
            }
            case Heard.Dropped(DropReason reason) -> reason;
        };
    }

    private void forward(
            Leg from,
            Leg to,
            ReceivedStream stream,
            Codec key,
            boolean several,
            long now,
            Output out) {
        SentStream sent = to.sent(stream.kind());
        if (sent == null || !to.isConnected()) {
            work.counters.dropped(DropReason.NO_RECEIVER);
            return;
        }
        DropReason problem = reach.keyKeptFrom(from, to, several);
        if (problem == null && !sent.understands(key)) {
            problem = DropReason.NO_COMMON_CODEC;
        }
        if (problem != null) {
            sent.interrupt(stream);
        } else {
            problem =
                    sent.forward(
                            stream,
                            key,
                            work.rtp,
                            stream.extended(work.rtp.sequence()),
                            SentStream.NO_LEVEL,
                            now,
                            work.out);
        }
        if (problem != null) {
            work.counters.dropped(problem);
            return;
        }
        to.sendRtp(work.out, now, out);
    }

    private static void interrupt(Leg to, ReceivedStream stream) {
        SentStream sent = to.sent(stream.kind());
        if (sent != null) {
            sent.interrupt(stream);
        }
    }
}
