package dev.tandem.signaling.sdp;

import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.Direction;
import dev.tandem.signaling.bridge.HeaderExtension;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.bridge.SdpText;
import dev.tandem.signaling.sdp.SdpOfferParser.TransportLines;
import dev.tandem.signaling.sdp.SdpOfferParser.Unreadable;
import dev.tandem.signaling.sdp.SdpProblem.Code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/// One m-section while it is being read.
final class MediaSection {
    final int line;
    final TransportLines transport = new TransportLines();

    private final MediaKind kind;
    private final boolean portZero;
    private final List<Integer> payloadTypes;
    private final Map<Integer, RtpMap> rtpMaps = new HashMap<>();
    private final Map<Integer, String> fmtps = new HashMap<>();
    private final Map<Integer, List<String>> feedback = new HashMap<>();
    private final List<String> feedbackForAll = new ArrayList<>();
    private final List<HeaderExtension> extensions = new ArrayList<>();
    private final Set<Long> ssrcs = new LinkedHashSet<>();
    private String mid = "";
    private Direction direction = Direction.SENDRECV;
    private boolean rtcpMux;
    private boolean bundleOnly;

    private record RtpMap(String name, int clockRate, int channels) {}

    private MediaSection(int line, MediaKind kind, boolean portZero, List<Integer> payloadTypes) {
        this.line = line;
        this.kind = kind;
        this.portZero = portZero;
        this.payloadTypes = payloadTypes;
    }

    /// From the m-line's value: `audio 9 UDP/TLS/RTP/SAVPF 111 63`.
    static MediaSection begin(String value, int line) throws Unreadable {
        String[] words = value.split(" ", -1);
        if (words.length < 4 || !words[2].endsWith("/TLS/RTP/SAVPF")) {
            throw new Unreadable(Code.UNSUPPORTED_MEDIA, line);
        }
        if (words.length - 3 > MediaOffer.MAX_CODECS) {
            throw new Unreadable(Code.TOO_MANY_CODECS, line);
        }
        MediaKind kind =
                switch (words[0]) {
                    case "audio" -> MediaKind.AUDIO;
                    case "video" -> MediaKind.VIDEO;
                    default -> throw new Unreadable(Code.UNSUPPORTED_MEDIA, line);
                };
        List<Integer> payloadTypes = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            payloadTypes.add(payloadType(words[i], line));
        }
        return new MediaSection(line, kind, words[1].equals("0"), payloadTypes);
    }

    void attribute(String name, String argument, int number) throws Unreadable {
        switch (name) {
            case "mid" -> mid = argument;
            case "rtcp-mux" -> rtcpMux = true;
            case "bundle-only" -> bundleOnly = true;
            case "sendrecv" -> direction = Direction.SENDRECV;
            case "sendonly" -> direction = Direction.SENDONLY;
            case "recvonly" -> direction = Direction.RECVONLY;
            case "inactive" -> direction = Direction.INACTIVE;
            case "rtpmap" -> rtpMap(argument, number);
            case "fmtp" -> fmtp(argument, number);
            case "rtcp-fb" -> rtcpFeedback(argument, number);
            case "extmap" -> extension(argument, number);
            case "ssrc" -> ssrc(argument, number);
            default -> transport.attribute(name, argument);
        }
    }

    MediaOffer offer() throws Unreadable {
        if (!SdpText.isToken(mid, MediaOffer.MAX_MID_CHARS)) {
            throw new Unreadable(Code.BAD_MID, line);
        }
        if (!rtcpMux) {
            throw new Unreadable(Code.NO_RTCP_MUX, line);
        }
        boolean disabled = portZero && !bundleOnly;
        return new MediaOffer(
                mid,
                kind,
                disabled ? Direction.INACTIVE : direction,
                codecs(),
                extensions,
                List.copyOf(ssrcs));
    }

    private List<Codec> codecs() throws Unreadable {
        Map<Integer, Integer> retransmits = new HashMap<>();
        for (int payloadType : payloadTypes) {
            String fmtp = fmtps.getOrDefault(payloadType, "");
            RtpMap map = rtpMaps.get(payloadType);
            if (map != null && map.name.equalsIgnoreCase("rtx") && fmtp.startsWith("apt=")) {
                retransmits.putIfAbsent(payloadType(fmtp.substring(4), line), payloadType);
            }
        }
        List<Codec> codecs = new ArrayList<>();
        for (int payloadType : payloadTypes) {
            RtpMap map = rtpMaps.get(payloadType);
            // A static payload type without rtpmap is none of ours; rtx stands with the codec it
            // repairs.
            if (map == null || map.name.equalsIgnoreCase("rtx")) {
                continue;
            }
            List<String> kinds = new ArrayList<>(feedbackForAll);
            kinds.addAll(feedback.getOrDefault(payloadType, List.of()));
            if (kinds.size() > Codec.MAX_FEEDBACK) {
                throw new Unreadable(Code.BAD_CODEC, line);
            }
            Integer rtx = retransmits.get(payloadType);
            codecs.add(
                    new Codec(
                            payloadType,
                            map.name,
                            map.clockRate,
                            map.channels,
                            fmtps.getOrDefault(payloadType, ""),
                            kinds,
                            rtx == null ? OptionalInt.empty() : OptionalInt.of(rtx)));
        }
        return codecs;
    }

    /// `111 opus/48000/2`.
    private void rtpMap(String argument, int number) throws Unreadable {
        int space = spaceIn(argument, number);
        String[] parts = argument.substring(space + 1).split("/", -1);
        if (parts.length < 2
                || parts.length > 3
                || !SdpText.isToken(parts[0], Codec.MAX_NAME_CHARS)) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        long clockRate = Numbers.parse(parts[1], Integer.MAX_VALUE);
        long channels = parts.length == 3 ? Numbers.parse(parts[2], 255) : 1;
        if (clockRate < 1 || channels < 1) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        rtpMaps.put(
                payloadType(argument.substring(0, space), number),
                new RtpMap(parts[0], (int) clockRate, (int) channels));
    }

    /// `111 minptime=10;useinbandfec=1`.
    private void fmtp(String argument, int number) throws Unreadable {
        int space = spaceIn(argument, number);
        String parameters = argument.substring(space + 1);
        if (!SdpText.isLine(parameters, Codec.MAX_FMTP_CHARS)) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        fmtps.put(payloadType(argument.substring(0, space), number), parameters);
    }

    /// `96 nack pli` or `* nack`.
    private void rtcpFeedback(String argument, int number) throws Unreadable {
        int space = spaceIn(argument, number);
        String kinds = argument.substring(space + 1);
        if (!SdpText.isLine(kinds, Codec.MAX_NAME_CHARS)) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        String target = argument.substring(0, space);
        List<String> known =
                target.equals("*")
                        ? feedbackForAll
                        : feedback.computeIfAbsent(
                                payloadType(target, number), _ -> new ArrayList<>());
        if (known.size() == Codec.MAX_FEEDBACK) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        known.add(kinds);
    }

    /// `3 http://...` or `3/recvonly http://...`, perhaps followed by attributes.
    private void extension(String argument, int number) throws Unreadable {
        if (extensions.size() == MediaOffer.MAX_EXTENSIONS) {
            throw new Unreadable(Code.TOO_MANY_EXTENSIONS, number);
        }
        String[] words = argument.split(" ", 3);
        int slash = words[0].indexOf('/');
        String id = slash < 0 ? words[0] : words[0].substring(0, slash);
        long number255 = Numbers.parse(id, HeaderExtension.MAX_ID);
        if (words.length < 2
                || number255 < 1
                || !SdpText.isWord(words[1], HeaderExtension.MAX_URI_CHARS)) {
            throw new Unreadable(Code.BAD_EXTENSION, number);
        }
        extensions.add(new HeaderExtension((int) number255, words[1]));
    }

    /// `2431633280 cname:...`.
    private void ssrc(String argument, int number) throws Unreadable {
        int space = argument.indexOf(' ');
        long ssrc =
                Numbers.parse(
                        space < 0 ? argument : argument.substring(0, space), MediaOffer.MAX_SSRC);
        if (ssrc < 0) {
            throw new Unreadable(Code.BAD_SSRC, number);
        }
        ssrcs.add(ssrc);
        if (ssrcs.size() > MediaOffer.MAX_SSRCS) {
            throw new Unreadable(Code.TOO_MANY_SSRCS, number);
        }
    }

    private static int spaceIn(String argument, int number) throws Unreadable {
        int space = argument.indexOf(' ');
        if (space < 0) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        return space;
    }

    private static int payloadType(String text, int number) throws Unreadable {
        long value = Numbers.parse(text, Codec.MAX_PAYLOAD_TYPE);
        if (value < 0) {
            throw new Unreadable(Code.BAD_CODEC, number);
        }
        return (int) value;
    }
}
