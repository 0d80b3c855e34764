package dev.tandem.signaling.sdp;

import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the SDP answer (RFC 8829 section 5.3) that a browser gets for its offer.
public final class SdpAnswerRenderer {
    /// One CNAME for all: it is what lets a browser play audio and video in step (RFC 3550 section
    /// 6.5.1).
    public static final String CNAME = "tandem";

    /// Type preference 126 for host candidates, component 1 (RFC 8445 section 5.1.2.1).
    private static final long HOST_PRIORITY = (126L << 24) + 255;

    /// What a camera that goes on may send before its path is measured, in kbit/s. Chromium begins
    /// at 300, too little for a picture of 720 lines: it drops the first ones and sends the next
    /// over half a second. Others do not read this parameter; a poor path is found out as before.
    static final int VIDEO_START_KBPS = 1_000;

    private SdpAnswerRenderer() {}

    public static String render(LegAnswer answer) {
        StringBuilder sdp = new StringBuilder(4_096);
        line(sdp, "v=0");
        line(sdp, "o=- 1 1 IN IP4 127.0.0.1");
        line(sdp, "s=-");
        line(sdp, "t=0 0");
        line(sdp, "a=group:BUNDLE" + bundledMids(answer));
        line(sdp, "a=ice-lite");
        line(sdp, "a=msid-semantic: WMS " + answer.streamId());
        for (MediaAnswer media : answer.media()) {
            if (media.isRefused()) {
                refused(sdp, media);
            } else {
                section(sdp, answer, media);
            }
        }
        return sdp.toString();
    }

    private static String bundledMids(LegAnswer answer) {
        return answer.media().stream()
                .filter(m -> !m.isRefused())
                .map(m -> " " + m.mid())
                .collect(Collectors.joining());
    }

    private static void refused(StringBuilder sdp, MediaAnswer media) {
        String type = " 0 UDP/TLS/RTP/SAVPF " + media.refusedPayloadType();
        line(sdp, "m=" + media.kind().sdpName() + type);
        line(sdp, "c=IN IP4 0.0.0.0");
        line(sdp, "a=mid:" + media.mid());
        line(sdp, "a=inactive");
    }

    private static void section(StringBuilder sdp, LegAnswer answer, MediaAnswer media) {
        line(sdp, "m=" + media.kind().sdpName() + " 9 UDP/TLS/RTP/SAVPF" + types(media));
        line(sdp, "c=IN IP4 0.0.0.0");
        line(sdp, "a=rtcp:9 IN IP4 0.0.0.0");
        line(sdp, "a=ice-ufrag:" + answer.ice().ufrag());
        line(sdp, "a=ice-pwd:" + answer.ice().password());
        line(sdp, "a=fingerprint:sha-256 " + answer.fingerprint().sha256());
        line(sdp, "a=setup:passive");
        line(sdp, "a=mid:" + media.mid());
        for (HeaderExtension extension : media.extensions()) {
            line(sdp, "a=extmap:" + extension.id() + " " + extension.uri());
        }
        line(sdp, "a=" + media.direction().sdpName());
        line(sdp, "a=rtcp-mux");
        line(sdp, "a=rtcp-rsize");
        String start = media.kind().isPicture() ? "x-google-start-bitrate=" + VIDEO_START_KBPS : "";
        media.codecs().forEach(codec -> codec(sdp, codec, start));
        if (media.direction().sends()) {
            sources(sdp, answer, media);
        }
        candidates(sdp, answer.candidates());
    }

    private static String types(MediaAnswer media) {
        StringBuilder types = new StringBuilder();
        for (Codec codec : media.codecs()) {
            types.append(' ').append(codec.payloadType());
            codec.rtxPayloadType().ifPresent(rtx -> types.append(' ').append(rtx));
        }
        return types.toString();
    }

    private static void codec(StringBuilder sdp, Codec codec, String more) {
        int type = codec.payloadType();
        String channels = codec.channels() == 1 ? "" : "/" + codec.channels();
        line(sdp, "a=rtpmap:" + type + " " + codec.name() + "/" + codec.clockRate() + channels);
        codec.feedback().forEach(kind -> line(sdp, "a=rtcp-fb:" + type + " " + kind));
        String parameters =
                Stream.of(codec.fmtp(), more)
                        .filter(p -> !p.isEmpty())
                        .collect(Collectors.joining(";"));
        if (!parameters.isEmpty()) {
            line(sdp, "a=fmtp:" + type + " " + parameters);
        }
        codec.rtxPayloadType()
                .ifPresent(rtx -> {
                    line(sdp, "a=rtpmap:" + rtx + " rtx/" + codec.clockRate());
                    line(sdp, "a=fmtp:" + rtx + " apt=" + type);
                });
    }

    private static void sources(StringBuilder sdp, LegAnswer answer, MediaAnswer media) {
        String track = answer.streamId() + "-" + track(media.kind());
        String msid = stream(answer, media.kind()) + " " + track;
        line(sdp, "a=msid:" + msid);
        media.rtxSsrc().ifPresent(rtx -> line(sdp, "a=ssrc-group:FID " + media.ssrc() + " " + rtx));
        source(sdp, media.ssrc(), msid);
        media.rtxSsrc().ifPresent(rtx -> source(sdp, rtx, msid));
    }

    /// Sound and camera of one stream are played in step; a screen waits for neither.
    private static String stream(LegAnswer answer, MediaKind kind) {
        return switch (kind) {
            case AUDIO, VIDEO -> answer.streamId();
            case SCREEN -> answer.streamId() + "-" + track(kind);
        };
    }

    private static String track(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> "audio";
            case VIDEO -> "video";
            case SCREEN -> "screen";
        };
    }

    private static void source(StringBuilder sdp, long ssrc, String msid) {
        line(sdp, "a=ssrc:" + ssrc + " cname:" + CNAME);
        line(sdp, "a=ssrc:" + ssrc + " msid:" + msid);
    }

    private static void candidates(StringBuilder sdp, List<Candidate> candidates) {
        int foundation = 1;
        for (Candidate candidate : candidates) {
            // Earlier ones are preferred: the local preference is the middle 16 bits.
            long priority = HOST_PRIORITY + ((65_535L - foundation) << 8);
            String where = candidate.address() + " " + candidate.port();
            line(
                    sdp,
                    "a=candidate:" + foundation + " 1 udp " + priority + " " + where + " typ host");
            foundation++;
        }
        line(sdp, "a=end-of-candidates");
    }

    private static void line(StringBuilder sdp, String line) {
        sdp.append(line).append("\r\n");
    }
}
