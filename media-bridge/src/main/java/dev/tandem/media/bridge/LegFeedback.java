package dev.tandem.media.bridge;

import dev.tandem.media.packet.RtcpWriter;
import dev.tandem.media.pipeline.LinkLimit;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

/// All RTCP that the bridge says to one leg: reports, NACKs, keyframe requests, transport-cc
/// feedback.
///
/// Nothing of RTCP is passed through: each leg has its own SSRCs, losses, clocks and bandwidth.
final class LegFeedback {
    /// One CNAME for audio and video: a receiver plays them in step.
    static final String CNAME = "tandem";

    static final long REPORT_NANOS = 1_000_000_000;

    /// Reports of all legs of a loop go out at such moments: a wake-up costs more than a report.
    static final long TOGETHER_NANOS = 50_000_000;

    /// What is said when there is no limit: more than any browser sends.
    static final long UNLIMITED_BITS = 20_000_000;

    /// So often more it is said that a limit is gone.
    static final int LIFTED_AGAIN = 2;

    private static final MediaKind[] KINDS = MediaKind.values();
    private static final MediaKind[] PICTURES = {MediaKind.VIDEO, MediaKind.SCREEN};

    private final Leg leg;
    private final Workspace work;
    private final RetransmissionQuota retransmissions = new RetransmissionQuota();
    private long nextReportAt = Long.MAX_VALUE;
    private long toldLimit = LinkLimit.NONE;
    private long toldLimitAt;
    private int again;

    LegFeedback(Leg leg, Workspace work) {
        this.leg = leg;
        this.work = work;
    }

    void connected(long now) {
        nextReportAt = reportAfter(now);
        toldLimit = LinkLimit.NONE;
        again = 0;
    }

    /// A second later, or up to [#TOGETHER_NANOS] sooner, when other legs report as well.
    private static long reportAfter(long now) {
        long at = now + REPORT_NANOS;
        return at - Math.floorMod(at, TOGETHER_NANOS);
    }

    RetransmissionQuota retransmissions() {
        return retransmissions;
    }

    void onDeadline(long now, Output out) {
        sendKeyframeRequests(now, out);
        for (MediaKind kind : PICTURES) {
            sendNacks(leg.incoming().stream(kind), now, out);
        }
        if (leg.arrivals().nextDeadline() <= now) {
            sendArrivals(now, out);
        }
        if (nextReportAt <= now) {
            sendReports(now, out);
            nextReportAt = reportAfter(now);
        }
    }

    long nextDeadline() {
        long next = Math.min(nextReportAt, leg.arrivals().nextDeadline());
        for (MediaKind kind : PICTURES) {
            ReceivedStream picture = leg.incoming().stream(kind);
            if (picture != null) {
                next = Math.min(next, picture.nextNack());
                next = Math.min(next, picture.keyframes().nextDeadline());
            }
        }
        return next;
    }

    void sendKeyframeRequests(long now, Output out) {
        for (MediaKind kind : PICTURES) {
            ReceivedStream picture = leg.incoming().stream(kind);
            if (picture != null && picture.keyframes().takeDue(now)) {
                RtcpWriter writer = begin();
                writer.pictureLoss(ownSsrc(), picture.ssrc());
                work.counters.keyframeRequest();
                leg.sendRtcp(work.feedback, out);
            }
        }
    }

    /// Says a new limit at once when it is lower, else with time, and again each second, because
    /// what was said may have been lost; that it is gone is said three times. It holds for camera
    /// and screen together, and the browser shares it out.
    void sendReceiverLimit(long bitsPerSecond, long now, Output out) {
        ReceivedStream camera = leg.incoming().stream(MediaKind.VIDEO);
        ReceivedStream video = camera == null ? leg.incoming().stream(MediaKind.SCREEN) : camera;
        boolean lower = bitsPerSecond < toldLimit;
        boolean later =
                now - toldLimitAt >= REPORT_NANOS && (bitsPerSecond > toldLimit || again > 0);
        if (video == null || (!lower && !later)) {
            return;
        }
        again =
                bitsPerSecond == LinkLimit.NONE && toldLimit == bitsPerSecond
                        ? again - 1
                        : LIFTED_AGAIN;
        toldLimit = bitsPerSecond;
        toldLimitAt = now;
        RtcpWriter writer = begin();
        writer.receiverLimit(ownSsrc(), video.ssrc(), Math.min(bitsPerSecond, UNLIMITED_BITS));
        leg.sendRtcp(work.feedback, out);
    }

    private void sendNacks(@Nullable ReceivedStream picture, long now, Output out) {
        if (picture == null || !picture.hasNackDue(now)) {
            return;
        }
        RtcpWriter writer = begin();
        writer.openNack(ownSsrc(), picture.ssrc());
        int asked = picture.writeNack(writer, roundTripNanos(), now);
        writer.close();
        if (asked > 0) {
            leg.sendRtcp(work.feedback, out);
        }
    }

    /// Between this leg and us, by its reports about our sound; -1: not known.
    private long roundTripNanos() {
        SentStream audio = leg.sent(MediaKind.AUDIO);
        return audio == null ? -1 : audio.hearing().latestRoundTripNanos();
    }

    private void sendArrivals(long now, Output out) {
        ReceivedStream any = anyIncoming();
        RtcpWriter writer = begin();
        if (leg.arrivals().write(writer, ownSsrc(), any == null ? 0 : any.ssrc(), now)) {
            leg.sendRtcp(work.feedback, out);
        }
    }

    private void sendReports(long now, Output out) {
        int blocks = 0;
        for (MediaKind kind : KINDS) {
            blocks += withPackets(leg.incoming().stream(kind)) == null ? 0 : 1;
        }
        SentStream audio = leg.sent(MediaKind.AUDIO);
        boolean reportsAudio = audio != null && audio.canReport(now);
        RtcpWriter writer = work.writer;
        writer.begin();
        // The first SSRC of a compound chooses the SRTCP context: always the same one.
        if (audio != null && reportsAudio && ownSsrc() == audio.terms().ssrc()) {
            audio.openReport(writer, now, blocks);
        } else {
            writer.openReceiverReport(ownSsrc(), blocks);
        }
        for (MediaKind kind : KINDS) {
            ReceivedStream stream = withPackets(leg.incoming().stream(kind));
            if (stream != null) {
                stream.writeReport(writer, now);
            }
        }
        writer.close();
        for (MediaKind kind : PICTURES) {
            SentStream picture = leg.sent(kind);
            if (picture != null && picture.canReport(now)) {
                picture.openReport(writer, now, 0);
                writer.close();
                writer.cname(picture.terms().ssrc(), CNAME);
            }
        }
        writer.cname(ownSsrc(), CNAME);
        leg.sendRtcp(work.feedback, out);
    }

    private RtcpWriter begin() {
        work.writer.begin();
        work.writer.emptyReceiverReport(ownSsrc());
        return work.writer;
    }

    /// The SSRC under which the bridge speaks RTCP to this leg.
    private int ownSsrc() {
        return leg.terms().audio().ssrc();
    }

    private @Nullable ReceivedStream anyIncoming() {
        for (MediaKind kind : PICTURES) {
            ReceivedStream picture = leg.incoming().stream(kind);
            if (picture != null) {
                return picture;
            }
        }
        return leg.incoming().stream(MediaKind.AUDIO);
    }

    private static @Nullable ReceivedStream withPackets(@Nullable ReceivedStream stream) {
        return stream != null && stream.hasPackets() ? stream : null;
    }
}
