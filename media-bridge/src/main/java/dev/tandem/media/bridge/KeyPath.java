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
    private final Forwarding forwarding;

    KeyPath(Workspace work, Reach reach, Forwarding forwarding) {
        this.work = work;
        this.reach = reach;
        this.forwarding = forwarding;
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
        if (dropped != null) {
            Forwarding.interrupt(stream, leg, legs);
            return dropped;
        }
        for (int i = 0; i < legs.size(); i++) {
            Leg other = legs.get(i);
            if (other != leg) {
                forward(leg, other, stream, key, legs.size() > 2, now, out);
            }
        }
        return null;
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
        SentStream sent = forwarding.receiver(to, stream);
        if (sent != null) {
            DropReason kept = reach.keyKeptFrom(from, to, several);
            forwarding.forward(from, to, sent, stream, key, kept, SentStream.NO_LEVEL, now, out);
        }
    }
}
