package dev.tandem.media.bridge;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.TelephoneEvents;
import dev.tandem.media.pipeline.UplinkLimit;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What one leg sends under its present keys: which payload type means what, and the stream of each
/// kind.
final class Incoming {
    /// Without announced SSRCs, another one takes over only after this silence.
    static final long TAKE_OVER_NANOS = 1_000_000_000;

    private LegTerms terms;
    private final Types types = new Types();

    /// Apart, because a camera's and a screen's section have the same payload types.
    private final Types screenTypes = new Types();

    private final Map<MediaKind, ReceivedStream> streams = new EnumMap<>(MediaKind.class);
    private final Set<MediaKind> started = EnumSet.noneOf(MediaKind.class);
    private final TelephoneEvents telephoneEvents = new TelephoneEvents();
    private @Nullable UplinkLimit uplink;
    private int sendTimeId;
    private int transportId;
    private int audioLevelId;
    private int midId;
    private byte[] screenMid = new byte[0];

    /// What each payload type means.
    private static final class Types {
        final @Nullable Codec[] codecs = new Codec[Codec.MAX_PAYLOAD_TYPE + 1];
        final @Nullable MediaTerms[] terms = new MediaTerms[Codec.MAX_PAYLOAD_TYPE + 1];

        void forget() {
            Arrays.fill(codecs, null);
            Arrays.fill(terms, null);
        }

        void agree(MediaTerms media) {
            for (Codec codec : media.types()) {
                agree(media, codec, codec.payloadType());
                codec.rtxPayloadType().ifPresent(rtx -> agree(media, codec, rtx));
            }
        }

        private void agree(MediaTerms media, Codec codec, int payloadType) {
            codecs[payloadType] = codec;
            terms[payloadType] = media;
        }
    }

    Incoming(LegTerms terms) {
        this.terms = terms;
        renegotiate(terms);
    }

    void renegotiate(LegTerms renegotiated) {
        terms = renegotiated;
        types.forget();
        screenTypes.forget();
        terms.video().ifPresent(types::agree);
        types.agree(terms.audio());
        terms.screen().ifPresent(screenTypes::agree);
        // One id per URI in the whole bundle (RFC 9143 section 7.1.2).
        transportId = extensionId(HeaderExtension.TRANSPORT_CC);
        sendTimeId = extensionId(HeaderExtension.ABS_SEND_TIME);
        if (terms.isJudgedByReceiver() && uplink == null) {
            uplink = new UplinkLimit();
        } else if (!terms.isJudgedByReceiver()) {
            uplink = null;
        }
        audioLevelId = extensionId(HeaderExtension.AUDIO_LEVEL);
        midId = extensionId(HeaderExtension.MID);
        screenMid =
                terms.screen()
                        .map(t -> t.offer().mid().getBytes(StandardCharsets.US_ASCII))
                        .orElse(new byte[0]);
    }

    private int extensionId(String uri) {
        return Stream.of(Optional.of(terms.audio()), terms.video(), terms.screen())
                .flatMap(Optional::stream)
                .mapToInt(t -> t.extensionId(uri))
                .filter(id -> id != 0)
                .findFirst()
                .orElse(0);
    }

    /// How much comes through from it; null when its browser judges that by itself.
    @Nullable UplinkLimit uplink() {
        return uplink;
    }

    /// Notes a picture's arrival for [#uplink]; true when that has been judged anew.
    boolean noteArrival(MediaTerms media, RtpView rtp, boolean again, int length, long now) {
        UplinkLimit limit = uplink;
        if (limit == null || !media.kind().isPicture()) {
            return false;
        }
        int at = sendTimeId == 0 ? -1 : rtp.extension(sendTimeId, 3);
        int sentAt = at < 0 ? UplinkLimit.UNTIMED : Bytes.u24(rtp.bytes(), at);
        return limit.arrived(media.kind(), again, rtp.sequence(), length, sentAt, now);
    }

    int transportId() {
        return transportId;
    }

    int audioLevelId() {
        return audioLevelId;
    }

    /// What was agreed about the section that this packet belongs to; null: nothing.
    @Nullable MediaTerms termsOf(RtpView rtp) {
        MediaTerms media = types.terms[rtp.payloadType()];
        MediaTerms screen = screenTypes.terms[rtp.payloadType()];
        if (media == null || screen == null) {
            return media == null ? screen : media;
        }
        return isOfScreen(rtp, media, screen) ? screen : media;
    }

    /// By the SSRC that it knows or that was announced, else by the section's name in the packet
    /// (RFC 9143 section 9.2).
    private boolean isOfScreen(RtpView rtp, MediaTerms media, MediaTerms screen) {
        if (isFrom(stream(MediaKind.SCREEN), rtp.ssrc())) {
            return true;
        }
        if (isFrom(stream(media.kind()), rtp.ssrc()) || media.announced().contains(rtp.ssrc())) {
            return false;
        }
        return screen.announced().contains(rtp.ssrc())
                || (midId > 0 && rtp.extensionIs(midId, screenMid));
    }

    private static boolean isFrom(@Nullable ReceivedStream stream, int ssrc) {
        return stream != null && stream.ssrc() == ssrc;
    }

    /// What this payload type was agreed to mean there, as a packet or as a retransmission of one.
    Codec codecOf(MediaTerms media, int payloadType) {
        Types meanings = media.kind() == MediaKind.SCREEN ? screenTypes : types;
        Codec codec = meanings.codecs[payloadType];
        if (codec == null) {
            throw new IllegalArgumentException("nothing was agreed about type " + payloadType);
        }
        return codec;
    }

    /// The stream of this kind from this SSRC; null when the SSRC may not send it. Sound that goes
    /// on in a codec of another clock is another stream.
    @Nullable ReceivedStream stream(MediaTerms media, Codec codec, int ssrc, long now) {
        ReceivedStream known = stream(media.kind());
        if (known != null && known.ssrc() == ssrc && known.clockRate() == codec.clockRate()) {
            return known;
        }
        boolean announced = media.announced().contains(ssrc);
        boolean takesOver =
                media.announced().isEmpty()
                        && (known == null
                                || known.ssrc() == ssrc
                                || now - known.lastPacketAt() > TAKE_OVER_NANOS);
        if (!announced && !takesOver) {
            return null;
        }
        ReceivedStream fresh =
                new ReceivedStream(
                        media.kind(), ssrc, codec.clockRate(), codec.feedback().contains("nack"));
        streams.put(media.kind(), fresh);
        return fresh;
    }

    /// The sound in which a key is pressed, whatever clock its type was agreed under; null when the
    /// SSRC may not send any.
    @Nullable ReceivedStream streamOfKey(MediaTerms media, Codec key, int ssrc, long now) {
        ReceivedStream sound = stream(media.kind());
        return sound != null && sound.ssrc() == ssrc ? sound : stream(media, key, ssrc, now);
    }

    /// What it presses on its keypad.
    TelephoneEvents telephoneEvents() {
        return telephoneEvents;
    }

    @Nullable ReceivedStream stream(MediaKind kind) {
        return streams.get(kind);
    }

    /// Whether it has sent a picture just now.
    boolean showsVideo(long now) {
        ReceivedStream picture = stream(MediaKind.VIDEO);
        return picture != null && now - picture.lastPacketAt() < Floor.SILENT_NANOS;
    }

    /// True once per kind: the first packet that the leg was allowed to send.
    boolean takeStart(MediaKind kind) {
        return started.add(kind);
    }

    boolean has(@Nullable ReceivedStream stream) {
        return stream != null && stream == streams.get(stream.kind());
    }
}
