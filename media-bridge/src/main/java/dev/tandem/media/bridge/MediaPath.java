package dev.tandem.media.bridge;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.packet.TransportFeedbackView;
import dev.tandem.media.pipeline.Hearing;
import dev.tandem.media.pipeline.LinkLimit;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The way of a packet through the bridge, written out once, top to bottom.
///
/// ```
/// RTP:  unprotect - not too much? - parse - note arrival - a pressed key? (KeyPath) - whose stream - unwrap retransmission - new? - on hold? -
///         allowed? - for each other leg: in the audience? - on hold? - the only one, or has it the
///         floor? - rewrite - protect - send
/// RTCP: unprotect - walk: reports are noted, NACKs answered, keyframe requests passed to the sender's leg
/// ```
final class MediaPath {
    /// NTP (8), RTP time (4), packets (4), octets (4), after the sender's SSRC (4).
    private static final int SENDER_REPORT_BYTES = 24;

    private static final int RECEIVER_REPORT_BYTES = 4;
    private static final int REPORT_BLOCK_BYTES = 24;

    private final Workspace work;
    private final Reach reach;
    private final Forwarding forwarding;
    private final KeyPath keys;
    private final NackPath nacks;
    private @Nullable RecordingTap tap;

    MediaPath(Workspace work, Reach reach) {
        this.work = work;
        this.reach = reach;
        forwarding = new Forwarding(work);
        keys = new KeyPath(work, reach, forwarding);
        nacks = new NackPath(work);
    }

    /// Where copies of all that is allowed go; null: nowhere.
    void record(@Nullable RecordingTap to) {
        tap = to;
    }

    void receiveRtp(Leg leg, List<Leg> legs, PacketBuffer packet, long now, Output out) {
        DropReason dropped = rtp(leg, legs, packet, now, out);
        if (dropped != null) {
            work.counters.dropped(dropped);
        }
    }

    private @Nullable DropReason rtp(
            Leg leg, List<Leg> legs, PacketBuffer packet, long now, Output out) {
        SrtpTransform srtp = leg.srtp();
        if (srtp == null) {
            return DropReason.NO_KEYS;
        }
        DropReason refused = srtp.unprotectRtp(packet);
        if (refused != null) {
            return refused;
        }
        if (!leg.mayStillSend(packet.getLength(), now)) {
            return DropReason.LEG_QUOTA;
        }
        RtpView rtp = work.rtp;
        if (!rtp.parse(packet)) {
            return DropReason.MALFORMED_RTP;
        }
        Incoming incoming = leg.incoming();
        leg.recordArrival(rtp, incoming.transportId(), now);

        MediaTerms media = incoming.termsOf(rtp);
        if (media == null) {
            return DropReason.UNKNOWN_PAYLOAD_TYPE;
        }
        Codec codec = incoming.codecOf(media, rtp.payloadType());
        if (media.isKey(rtp.payloadType())) {
            return keys.receive(leg, legs, media, codec, now, out);
        }
        boolean retransmission = rtp.payloadType() != codec.payloadType();
        ReceivedStream stream =
                retransmission
                        ? incoming.stream(media.kind())
                        : incoming.stream(media, codec, rtp.ssrc(), now);
        if (stream == null) {
            return DropReason.UNEXPECTED_SSRC;
        }
        if (incoming.noteArrival(media, rtp, retransmission, packet.getLength(), now)) {
            PictureLimits.judged(leg, legs, now, out);
        }
        if (retransmission && !rtp.unwrapRetransmission(codec.payloadType(), stream.ssrc())) {
            return DropReason.PROBE_PADDING;
        }
        DropReason notNew = stream.receive(rtp.sequence(), rtp.timestamp(), retransmission, now);
        if (notNew != null) {
            return notNew;
        }
        if (leg.isHeld()) {
            Forwarding.interrupt(stream, leg, legs);
            return DropReason.ON_HOLD;
        }
        if (!leg.sending().allows(media.kind())) {
            Forwarding.interrupt(stream, leg, legs);
            return DropReason.MUTED;
        }
        if (incoming.takeStart(media.kind())) {
            out.report(new BridgeEvent.MediaStarted(leg.call(), leg.id(), media.kind()));
        }
        RecordingTap recording = tap;
        if (recording != null && leg.sending().audience() instanceof Audience.Everybody) {
            recording.packet(
                    leg.call(),
                    leg.id(),
                    media.kind(),
                    codec,
                    stream.extended(rtp.sequence()),
                    rtp);
        }
        int level = level(rtp, incoming);
        Mixing voices = reach.mixing(legs);
        if (voices != null && media.kind() == MediaKind.AUDIO) {
            voices.packet(leg, stream, codec, rtp, now);
        }
        for (int i = 0; i < legs.size(); i++) {
            Leg other = legs.get(i);
            if (other != leg) {
                forward(leg, other, stream, codec, level, legs.size() > 2, now, out);
            }
        }
        return null;
    }

    private void forward(
            Leg from,
            Leg to,
            ReceivedStream stream,
            Codec codec,
            int level,
            boolean several,
            long now,
            Output out) {
        SentStream sent = forwarding.receiver(to, stream);
        if (sent == null) {
            return;
        }
        DropReason kept = reach.keptFrom(from, to, stream.kind(), level, several, now);
        if (kept == null && to.pictures().isClosed(stream.kind())) {
            kept = DropReason.LINK_TOO_WEAK;
        }
        forwarding.forward(from, to, sent, stream, codec, kept, level, now, out);
    }

    private static int level(RtpView rtp, Incoming incoming) {
        if (incoming.audioLevelId() == 0) {
            return SentStream.NO_LEVEL;
        }
        int at = rtp.extension(incoming.audioLevelId(), 1);
        return at < 0 ? SentStream.NO_LEVEL : rtp.bytes()[at] & 0xff;
    }

    void receiveRtcp(Leg leg, List<Leg> legs, PacketBuffer packet, long now, Output out) {
        SrtpTransform srtp = leg.srtp();
        if (srtp == null) {
            work.counters.dropped(DropReason.NO_KEYS);
            return;
        }
        DropReason refused = srtp.unprotectRtcp(packet);
        if (refused != null) {
            work.counters.dropped(refused);
            return;
        }
        if (!leg.mayStillSend(packet.getLength(), now)) {
            work.counters.dropped(DropReason.LEG_QUOTA);
            return;
        }
        RtcpView rtcp = work.rtcp;
        if (!rtcp.begin(packet)) {
            work.counters.dropped(DropReason.MALFORMED_RTCP);
            return;
        }
        while (rtcp.next()) {
            switch (rtcp.type()) {
                case RtcpView.SENDER_REPORT -> {
                    senderReport(leg, rtcp, now);
                    hearing(leg, legs, rtcp, SENDER_REPORT_BYTES, now, out);
                }
                case RtcpView.RECEIVER_REPORT ->
                        hearing(leg, legs, rtcp, RECEIVER_REPORT_BYTES, now, out);
                case RtcpView.TRANSPORT_FEEDBACK -> {
                    if (rtcp.count() == RtcpView.NACK) {
                        nacks.receive(leg, rtcp, now, out);
                    } else if (rtcp.count() == RtcpView.TRANSPORT_CC) {
                        transportFeedback(leg, legs, rtcp, now, out);
                    }
                }
                case RtcpView.PAYLOAD_FEEDBACK -> {
                    if (rtcp.count() == RtcpView.PLI || rtcp.count() == RtcpView.FIR) {
                        keyframeRequest(leg, legs, rtcp, now, out);
                    } else if (rtcp.count() == RtcpView.REMB) {
                        receiverLimit(leg, legs, rtcp, now, out);
                    }
                }
                default -> {
                    // The rest ends here: each leg's losses are its own.
                }
            }
        }
    }

    private static void senderReport(Leg leg, RtcpView rtcp, long now) {
        if (rtcp.bodyLength() < SENDER_REPORT_BYTES) {
            return;
        }
        int at = rtcp.bodyOffset();
        int ssrc = Bytes.i32(rtcp.bytes(), at);
        for (MediaKind kind : MEDIA_KINDS) {
            ReceivedStream stream = leg.incoming().stream(kind);
            if (stream != null && stream.ssrc() == ssrc) {
                stream.senderReport(
                        Bytes.i64(rtcp.bytes(), at + 4), Bytes.i32(rtcp.bytes(), at + 12), now);
            }
        }
    }

    /// What the leg's browser says of the sound that we send to it.
    ///
    /// @param blocksAt where the report blocks begin in the body
    private void hearing(
            Leg leg, List<Leg> legs, RtcpView rtcp, int blocksAt, long now, Output out) {
        SentStream audio = leg.sent(MediaKind.AUDIO);
        if (audio == null) {
            return;
        }
        boolean judged = false;
        byte[] bytes = rtcp.bytes();
        int end = rtcp.bodyOffset() + rtcp.bodyLength();
        int block = rtcp.bodyOffset() + blocksAt;
        for (int i = 0; i < rtcp.count() && block + REPORT_BLOCK_BYTES <= end; i++) {
            if (Bytes.i32(bytes, block) == audio.terms().ssrc()) {
                audio.reported(
                        bytes[block + 4] & 0xff,
                        Bytes.i32(bytes, block + 12) & 0xffff_ffffL,
                        Bytes.i32(bytes, block + 16),
                        Bytes.i32(bytes, block + 20),
                        now);
                SoundLosses.reported(audio.source(), legs, now);
            } else if (leg.incoming().uplink() != null) {
                judged |= pictureLoss(leg, bytes, block, now);
            }
            block += REPORT_BLOCK_BYTES;
        }
        if (judged) {
            PictureLimits.heard(leg, legs, now, out);
        }
        Hearing.Heard heard = audio.hearing().takeDue(now);
        if (heard != null) {
            out.report(new BridgeEvent.LegHeard(leg.call(), Sounds.of(leg, heard, legs)));
        }
    }

    /// What a leg that knows no transport-cc says of a picture; false when it is of none.
    private static boolean pictureLoss(Leg leg, byte[] bytes, int block, long now) {
        SentStream picture = leg.sentFrom(Bytes.i32(bytes, block));
        if (picture == null || !picture.terms().kind().isPicture()) {
            return false;
        }
        picture.lossReported(
                bytes[block + 4] & 0xff, Bytes.i32(bytes, block + 8), leg.downlink(), now);
        return true;
    }

    /// What this leg lost limits whoever it sees.
    private void transportFeedback(Leg leg, List<Leg> legs, RtcpView rtcp, long now, Output out) {
        TransportFeedbackView feedback = work.transportFeedback;
        if (!feedback.parse(rtcp)) {
            work.counters.dropped(DropReason.MALFORMED_RTCP);
            return;
        }
        LinkLimit downlink = leg.downlink();
        for (int i = 0; i < feedback.told(); i++) {
            if (feedback.isArrived(i)) {
                downlink.arrived(feedback.sequence(i), feedback.arrivedAt(i), now);
            } else {
                downlink.missed(feedback.sequence(i));
            }
        }
        downlink.told(now);
        int repair = downlink.repairDelayMillis(now);
        for (MediaKind kind : MEDIA_KINDS) {
            SentStream sent = leg.sent(kind);
            if (sent != null && kind.isPicture()) {
                sent.repairsTake(repair);
            }
        }
        PictureLimits.heard(leg, legs, now, out);
        SoundLosses.fedBack(leg, legs, now);
    }

    /// What a leg that knows no transport-cc says that it can take; of others it is no news.
    private void receiverLimit(Leg leg, List<Leg> legs, RtcpView rtcp, long now, Output out) {
        long bits = rtcp.receiverLimit();
        if (bits < 0) {
            work.counters.dropped(DropReason.MALFORMED_RTCP);
        } else if (leg.incoming().uplink() != null) {
            leg.downlink().says(bits);
            PictureLimits.heard(leg, legs, now, out);
        }
    }

    /// Goes to whoever is behind the picture that this leg cannot show.
    private static void keyframeRequest(
            Leg leg, List<Leg> legs, RtcpView rtcp, long now, Output out) {
        ReceivedStream source = PictureLimits.source(leg, kindOfRequest(leg, rtcp));
        if (source == null) {
            return;
        }
        for (int i = 0; i < legs.size(); i++) {
            Leg sender = legs.get(i);
            if (sender.incoming().has(source)) {
                source.keyframes().request();
                sender.askForKeyframe(now, out);
            }
        }
    }

    /// A PLI names the stream before its end, a FIR after it (RFC 5104 section 4.3.1).
    private static MediaKind kindOfRequest(Leg leg, RtcpView rtcp) {
        int at = rtcp.count() == RtcpView.PLI ? 4 : 8;
        SentStream asked =
                rtcp.bodyLength() < at + 4
                        ? null
                        : leg.sentFrom(Bytes.i32(rtcp.bytes(), rtcp.bodyOffset() + at));
        return asked != null && asked.terms().kind().isPicture()
                ? asked.terms().kind()
                : MediaKind.VIDEO;
    }

    private static final MediaKind[] MEDIA_KINDS = MediaKind.values();
}
