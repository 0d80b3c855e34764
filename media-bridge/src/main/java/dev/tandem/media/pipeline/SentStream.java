package dev.tandem.media.pipeline;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpWriter;
import dev.tandem.media.packet.RtpView;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

/// One stream that the bridge sends to one leg, from an SSRC of its own, whoever is behind it.
///
/// Sources may come, go, pause and be replaced: sequence numbers and timestamps go on without a
/// jump back, so no key stream is used twice and the receiver's decoder and jitter buffer just
/// continue.
public final class SentStream {
    /// jitsi-srtp protects nothing that is 64 or more behind the newest; older ones go as
    /// retransmissions.
    static final int MAX_BEHIND = 60;

    /// Sound of our own that pauses for longer begins anew, later by the pause.
    private static final long NEW_RUN_NANOS = 150_000_000;

    public static final int NO_LEVEL = SentHeader.NONE;

    private final TransportSequence transport;
    private final @Nullable RtxCache cache;
    private final Hearing hearing = new Hearing();
    private final ReportedLoss reportedLoss = new ReportedLoss();

    private SendTerms terms;
    private @Nullable Codec opus;
    private int clockRate;
    private @Nullable ReceivedStream source;
    private boolean interrupted;

    /// What the source sends, and what this leg knows it as: looked up when it changes.
    private @Nullable Codec sourceCodec;

    private @Nullable Codec codec;
    private long firstAccepted;
    private long sequenceOffset;
    private int timestampOffset;
    private int playedTicks;

    private long highest;
    private boolean started;
    private int lastTimestamp;
    private long lastForwardedAt;
    private boolean saysDelay;
    private int ownRepairMillis;
    private long packets;
    private long octets;

    /// @param firstSequence random; below 2^15 so that the receiver cannot misjudge the first turn
    /// @param firstTimestamp random
    public SentStream(
            SendTerms terms,
            TransportSequence transport,
            int firstSequence,
            int firstTimestamp,
            int firstRtxSequence) {
        this.terms = terms;
        this.transport = transport;
        opus = opusOf(terms);
        clockRate = terms.codecs().getFirst().clockRate();
        cache = terms.kind().isPicture() ? new RtxCache(transport, firstRtxSequence) : null;
        highest = (firstSequence & 0x7fff) + 0x1_0000L;
        lastTimestamp = firstTimestamp;
    }

    /// Whether the next packet of this source begins a new run: another sender, or one who was
    /// silenced.
    public boolean wouldSwitch(ReceivedStream from) {
        return source != from || interrupted;
    }

    /// Whether this leg understands what the source sends now.
    @SuppressWarnings("ReferenceEquality") // Asked for each packet; an equal one is looked up anew.
    public boolean understands(Codec sent) {
        if (sourceCodec != sent) {
            sourceCodec = sent;
            codec = CodecMatch.among(terms.codecs(), sent);
        }
        return codec != null;
    }

    private Codec codecOf(Codec sent) {
        Codec known = understands(sent) ? codec : null;
        if (known == null) {
            throw new IllegalStateException("asked to send what the leg does not understand");
        }
        return known;
    }

    /// Writes the packet for this leg into `out`, unprotected; null when it is to be sent.
    ///
    /// @param sent what the source sends; this leg understands it
    /// @param sequence the source's extended sequence number
    /// @param level the audio level byte, or -1
    public @Nullable DropReason forward(
            ReceivedStream from,
            Codec sent,
            RtpView rtp,
            long sequence,
            int level,
            long now,
            PacketBuffer out) {
        Codec as = codecOf(sent);
        boolean joins = wouldSwitch(from);
        if (joins) {
            clockRate = from.clockRate(); // Not that of a key, which may be pressed in it.
            join(from, sequence, rtp.timestamp(), now);
        }
        if (sequence < firstAccepted) {
            return DropReason.TOO_LATE;
        }
        long outgoing = sequence + sequenceOffset;
        if (outgoing <= highest - RtxCache.CAPACITY) {
            return DropReason.TOO_LATE;
        }
        int timestamp = rtp.timestamp() + timestampOffset;
        byte[] bytes = rtp.bytes();
        if (cache != null) {
            cache.keep(
                    outgoing,
                    timestamp,
                    rtp.marker(),
                    as.rtxPayloadType().orElse(RtxCache.NO_TYPE),
                    bytes,
                    rtp.payloadOffset(),
                    rtp.payloadLength(),
                    now);
        }
        packets++;
        octets += rtp.payloadLength();
        lastForwardedAt = now;
        if (outgoing > highest) {
            highest = outgoing;
            lastTimestamp = timestamp;
        } else if (outgoing <= highest - MAX_BEHIND) {
            if (cache == null || as.rtxPayloadType().isEmpty()) {
                return DropReason.TOO_LATE;
            }
            cache.write(terms, outgoing, now, out);
            return null;
        }
        int at =
                SentHeader.write(
                        out.bytes(),
                        terms,
                        transport,
                        as.payloadType(),
                        rtp.marker() || (joins && terms.kind() == MediaKind.AUDIO),
                        (int) outgoing,
                        timestamp,
                        terms.ssrc(),
                        level,
                        delay(from, now),
                        now);
        System.arraycopy(bytes, rtp.payloadOffset(), out.bytes(), at, rtp.payloadLength());
        out.reset(at + rtp.payloadLength());
        return null;
    }

    /// How long what the receiver asks for again takes to it.
    public void repairsTake(int millis) {
        ownRepairMillis = millis;
    }

    /// How long the receiver is to wait with pictures, for what is repaired before the bridge or
    /// behind it; nothing is said until it has to wait at all.
    private int delay(ReceivedStream from, long now) {
        int millis = Math.max(from.repairDelayMillis(now), ownRepairMillis);
        saysDelay |= millis > 0;
        return saysDelay ? millis : SentHeader.NONE;
    }

    /// Whether the leg takes Opus, the one thing that the bridge plays itself.
    public boolean plays() {
        return opus != null;
    }

    private static @Nullable Codec opusOf(SendTerms terms) {
        for (Codec codec : terms.codecs()) {
            if (MediaCodec.of(codec).orElse(null) == MediaCodec.OPUS) {
                return codec;
            }
        }
        return null;
    }

    /// Writes a frame of sound of the bridge's own into `out`, unprotected. Goes on where the
    /// source was; the next source goes on where the last frame ends.
    ///
    /// @param ticks how long the frame lasts
    /// @param level the audio level byte, or -1
    public void play(byte[] frame, int length, int ticks, int level, long now, PacketBuffer out) {
        Codec as = opus;
        if (as == null) {
            throw new IllegalStateException("the leg takes no Opus");
        }
        clockRate = as.clockRate();
        boolean begins = source != null || !started;
        lastTimestamp += playsNow(now) ? ticks : (int) elapsed(ticks, now);
        source = null;
        started = true;
        playedTicks = ticks;
        highest++;
        packets++;
        octets += length;
        lastForwardedAt = now;
        int at =
                SentHeader.write(
                        out.bytes(),
                        terms,
                        transport,
                        as.payloadType(),
                        begins,
                        (int) highest,
                        lastTimestamp,
                        terms.ssrc(),
                        level,
                        SentHeader.NONE,
                        now);
        System.arraycopy(frame, 0, out.bytes(), at, length);
        out.reset(at + length);
    }

    /// Since the last packet, in ticks; 0 before the first.
    private long elapsed(int atLeast, long now) {
        return started ? Math.max(atLeast, RtpTime.ticks(now - lastForwardedAt, clockRate)) : 0;
    }

    /// Goes on where the stream was, with a new source or with the same after a pause.
    private void join(ReceivedStream from, long sequence, int timestamp, long now) {
        if (source != from) {
            // Another clock: what was sent last plus the time since then, so that playing goes on.
            long elapsed = elapsed(source == null ? Math.max(1, playedTicks) : 1, now);
            timestampOffset = lastTimestamp + (int) elapsed - timestamp;
            hearing.begins();
        }
        source = from;
        interrupted = false;
        started = true;
        firstAccepted = sequence;
        sequenceOffset = highest + 1 - sequence;
    }

    /// The source is silenced for now: what it sends meanwhile leaves no gap behind.
    public void interrupt(ReceivedStream from) {
        if (source == from) {
            interrupted = true;
        }
    }

    /// Writes a kept packet again; null when it is to be sent.
    public @Nullable DropReason retransmit(int sequence16, long now, PacketBuffer out) {
        return cache == null
                ? DropReason.NOT_IN_CACHE
                : cache.resend(terms, extended(sequence16), now, out);
    }

    /// Writes the packet that [#retransmit] wrote another time.
    public void repeat(int sequence16, long now, PacketBuffer out) {
        cache().write(terms, extended(sequence16), now, out);
    }

    /// When the packet that [#retransmit] wrote went for the first time.
    public long firstSentAt(int sequence16) {
        return cache().keptAt(extended(sequence16));
    }

    private RtxCache cache() {
        if (cache == null) {
            throw new IllegalStateException("nothing of this stream is kept");
        }
        return cache;
    }

    private long extended(int sequence16) {
        return highest + (short) (sequence16 - (int) highest);
    }

    /// Whether the source has told its clock, so that a report can be written. Sound of our own
    /// goes by ours.
    public boolean canReport(long now) {
        return source == null ? playsNow(now) : source.isReported() && !interrupted;
    }

    private boolean playsNow(long now) {
        return started && source == null && now - lastForwardedAt < NEW_RUN_NANOS;
    }

    /// Opens a sender report in the source's own time, carried on to now: audio and video of one
    /// sender share a clock, and so the receiver plays them in step.
    public void openReport(RtcpWriter writer, long now, int blocks) {
        ReceivedStream from = source;
        if (from == null) {
            int played = lastTimestamp + (int) RtpTime.ticks(now - lastForwardedAt, clockRate);
            writer.openSenderReport(
                    terms.ssrc(), RtpTime.ntp(now), played, packets, octets, blocks);
            return;
        }
        long elapsed = now - from.reportAt();
        int timestamp =
                from.reportTimestamp() + timestampOffset + (int) RtpTime.ticks(elapsed, clockRate);
        writer.openSenderReport(
                terms.ssrc(),
                from.reportNtp() + RtpTime.ntp(elapsed),
                timestamp,
                packets,
                octets,
                blocks);
    }

    /// What the receiver says of this stream.
    ///
    /// @param fractionLost in 1/256
    /// @param jitter in ticks of the clock rate
    public void reported(int fractionLost, long jitter, int lastReport, int kept, long now) {
        hearing.reported(fractionLost, jitter, clockRate, roundTrip(lastReport, kept, now), now);
    }

    /// The same of a picture, by a leg that says nothing of each packet.
    public void lossReported(int fractionLost, int highestReceived, LinkLimit limit, long now) {
        reportedLoss.reported(fractionLost, highestReceived, octets, limit, now);
    }

    /// Whether its receiver has this source now.
    public boolean brings(ReceivedStream of) {
        return source == of && !interrupted;
    }

    public Hearing hearing() {
        return hearing;
    }

    /// From our sender report to the receiver's report about it, without the time it was kept there
    /// (RFC 3550 section 6.4.1), in nanoseconds. -1: it has had none of ours yet.
    ///
    /// @param lastReport middle 32 bits of the NTP time in our last sender report there
    /// @param kept how long ago that was there, in 1/65536 s
    private long roundTrip(int lastReport, int kept, long now) {
        ReceivedStream from = source;
        if (lastReport == 0 || !canReport(now)) {
            return -1;
        }
        int ntp =
                from == null
                        ? RtpTime.shortNtp(now)
                        : (int) ((from.reportNtp() + RtpTime.ntp(now - from.reportAt())) >>> 16);
        return RtpTime.nanosOfShortNtp(ntp - lastReport - kept);
    }

    /// The same browser connection has negotiated anew: sequence numbers and keys go on.
    public void adopt(SendTerms renegotiated) {
        if (renegotiated.ssrc() != terms.ssrc()) {
            throw new IllegalArgumentException("a stream keeps its SSRC");
        }
        terms = renegotiated;
        opus = opusOf(renegotiated);
        sourceCodec = null;
    }

    public @Nullable ReceivedStream source() {
        return source;
    }

    public SendTerms terms() {
        return terms;
    }
}
