package dev.tandem.media.bridge;

import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.MediaCodec;
import dev.tandem.media.pipeline.Mix;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.pipeline.Voice;
import dev.tandem.media.pipeline.VoiceCodec;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// Who hears several at once gets their sum, without its own voice; who hears one gets that one as
/// it is.
///
/// A voice is decoded once, however many hear it; each mix is encoded for the one who gets it. Both
/// exist only while they are needed: a decoder while somebody mixes this voice, an encoder while
/// this leg hears several.
final class Mixing implements AutoCloseable {
    /// Who has sent no sound for so long is not counted among those who are heard.
    static final long SILENT_NANOS = 1_000_000_000;

    /// A loop that stood still for longer owes nobody the frames.
    static final long MAX_LATE_NANOS = 100_000_000;

    private final Workspace work;
    private final VoiceCodec codec;
    private final List<Party> parties = new ArrayList<>();
    private final Mix mix = new Mix();
    private final short[] mixed = new short[VoiceCodec.FRAME_SAMPLES];
    private final byte[] frame = new byte[MAX_FRAME_BYTES];
    private long nextAt;

    /// More than any frame of 20 ms at our bitrate.
    private static final int MAX_FRAME_BYTES = 1_200;

    /// What a leg says and hears here.
    private static final class Party {
        final Leg leg;
        @Nullable ReceivedStream stream;
        @Nullable Codec codec;
        boolean isOpus;
        @Nullable Voice voice;
        short[] said = new short[0];
        long packetAt;

        /// Whom it hears as they are.
        @Nullable Party only;

        /// Whether it should hear several and cannot: then it hears the one who speaks.
        boolean byFloor;

        /// Of what it hears mixed.
        VoiceCodec.@Nullable Encoder encoder;

        Party(Leg leg) {
            this.leg = leg;
        }

        boolean isHeardBy(Party other, long now) {
            return this != other
                    && stream != null
                    && now - packetAt < SILENT_NANOS
                    && !leg.isHeld()
                    && leg.sending().allows(MediaKind.AUDIO)
                    && leg.sending().audience().has(other.leg.id());
        }

        void hush() {
            Voice ended = voice;
            if (ended != null) {
                ended.close();
                voice = null;
            }
        }

        void unmix() {
            VoiceCodec.Encoder ended = encoder;
            if (ended != null) {
                ended.close();
                encoder = null;
            }
        }
    }

    Mixing(Workspace work, VoiceCodec codec) {
        this.work = work;
        this.codec = codec;
    }

    /// Takes a copy of a packet that others may hear, if any of them hears several.
    @SuppressWarnings("ReferenceEquality") // Asked for each packet; an equal one is looked up anew.
    void packet(Leg from, ReceivedStream stream, Codec sent, RtpView rtp, long now) {
        Party party = party(from);
        if (party.stream != stream) {
            party.hush(); // Another connection counts anew.
            party.stream = stream;
        }
        if (!sent.equals(party.codec)) {
            party.codec = sent;
            party.isOpus = MediaCodec.of(sent).filter(c -> c == MediaCodec.OPUS).isPresent();
        }
        party.packetAt = now;
        if (nextAt == Long.MAX_VALUE) {
            nextAt = now;
        }
        Voice voice = party.voice;
        if (voice != null && party.isOpus) {
            voice.put(
                    stream.extended(rtp.sequence()),
                    rtp.bytes(),
                    rtp.payloadOffset(),
                    rtp.payloadLength());
        }
    }

    /// Whether this leg gets the packets of that one as they are.
    ///
    /// @param level of the packet; -1 when unknown
    boolean forwards(Leg from, Leg to, int level, long now) {
        Party hearing = party(to);
        if (hearing.encoder != null) {
            return false;
        }
        if (hearing.byFloor) {
            return to.floor().admits(from, MediaKind.AUDIO, level, now);
        }
        Party source = party(from);
        Party only = hearing.only;
        if (only == null || !only.isHeardBy(hearing, now)) {
            hearing.only = source;
        }
        return hearing.only == source;
    }

    /// Whether this leg hears that one, and no other, as it is.
    boolean hearsAsIs(Leg to, Leg from) {
        Party hearing = party(to);
        if (hearing.byFloor) {
            return to.floor().isHeldBy(from);
        }
        return hearing.encoder == null && hearing.only == party(from);
    }

    /// [Long#MAX_VALUE] while nobody speaks.
    long nextDeadline() {
        return nextAt;
    }

    void onDeadline(List<Leg> legs, long now, Output out) {
        if (now - nextAt > MAX_LATE_NANOS) {
            nextAt = now;
        }
        while (nextAt <= now) {
            tick(legs, now, out);
            nextAt += OpusLoop.FRAME_NANOS;
        }
        if (isQuiet(now)) {
            nextAt = Long.MAX_VALUE;
        }
    }

    /// Nobody says anything that anybody could hear: there is nothing to decide until somebody
    /// does.
    private boolean isQuiet(long now) {
        for (int i = 0; i < parties.size(); i++) {
            Party party = parties.get(i);
            boolean speaks = party.stream != null && now - party.packetAt < SILENT_NANOS;
            if (speaks || party.encoder != null) {
                return false;
            }
        }
        return true;
    }

    private void tick(List<Leg> legs, long now, Output out) {
        for (int i = 0; i < legs.size(); i++) {
            settle(party(legs.get(i)), now);
        }
        for (int i = 0; i < parties.size(); i++) {
            listen(parties.get(i), now);
        }
        for (int i = 0; i < parties.size(); i++) {
            Party to = parties.get(i);
            if (to.encoder != null) {
                play(to, to.encoder, now, out);
            }
        }
    }

    /// Decides between nothing, one as it is, and a mix.
    private void settle(Party to, long now) {
        int heard = 0;
        boolean mixable = true;
        Party last = null;
        if (hears(to.leg)) {
            for (int i = 0; i < parties.size(); i++) {
                if (parties.get(i).isHeardBy(to, now)) {
                    heard++;
                    mixable &= parties.get(i).isOpus;
                    last = parties.get(i);
                }
            }
        }
        SentStream sent = to.leg.sent(MediaKind.AUDIO);
        mixable &= sent != null && sent.plays();
        to.byFloor = heard > 1 && !mixable;
        if (heard < 2 || !mixable) {
            to.unmix();
            to.only = heard < 2 ? last : null;
        } else if (to.encoder == null) {
            to.encoder = codec.encoder();
            to.only = null;
        }
    }

    private static boolean hears(Leg leg) {
        return leg.isConnected()
                && !leg.isHeld()
                && !leg.own().isSaying()
                && leg.sent(MediaKind.AUDIO) != null;
    }

    /// Decodes the next frame of a voice that somebody hears mixed.
    private void listen(Party from, long now) {
        if (!isMixed(from, now)) {
            from.hush();
            return;
        }
        Voice voice = from.voice;
        if (voice == null) {
            voice = new Voice(codec);
            from.voice = voice;
        }
        from.said = voice.frame();
    }

    private boolean isMixed(Party from, long now) {
        for (int i = 0; i < parties.size(); i++) {
            if (parties.get(i).encoder != null && from.isHeardBy(parties.get(i), now)) {
                return true;
            }
        }
        return false;
    }

    private void play(Party to, VoiceCodec.Encoder encoder, long now, Output out) {
        SentStream sent = to.leg.sent(MediaKind.AUDIO);
        if (sent == null) {
            return;
        }
        mix.begin();
        for (int i = 0; i < parties.size(); i++) {
            Party from = parties.get(i);
            if (from.voice != null && from.isHeardBy(to, now)) {
                mix.add(from.said);
            }
        }
        mix.take(mixed);
        int length = encoder.encode(mixed, frame);
        sent.play(frame, length, OpusLoop.FRAME_TICKS, Mix.level(mixed), now, work.out);
        to.leg.sendRtp(work.out, now, out);
    }

    private Party party(Leg leg) {
        for (int i = 0; i < parties.size(); i++) {
            if (parties.get(i).leg == leg) {
                return parties.get(i);
            }
        }
        Party fresh = new Party(leg);
        parties.add(fresh);
        return fresh;
    }

    /// Frees what was kept for this leg.
    void left(Leg leg) {
        Party gone = party(leg);
        gone.hush();
        gone.unmix();
        parties.remove(gone);
        for (Party other : parties) {
            if (other.only == gone) {
                other.only = null;
            }
        }
    }

    /// Frees all; it can begin again.
    @Override
    public void close() {
        for (Party party : parties) {
            party.hush();
            party.unmix();
        }
        parties.clear();
    }
}
