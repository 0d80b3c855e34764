package dev.tandem.signaling.sdp;

import dev.tandem.signaling.bridge.DtlsFingerprint;
import dev.tandem.signaling.bridge.DtlsSetup;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.sdp.SdpProblem.Code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a browser's SDP offer (RFC 8866, RFC 8829) into a [LegOffer].
///
/// Never throws, whatever the text; reads each character once; candidates and unknown lines are
/// skipped.
public final class SdpOfferParser {
    /// The protocol's message limit; real offers have 6,000 to 9,000 characters.
    public static final int MAX_CHARS = 16 * 1024;

    /// Real offers have about 200.
    public static final int MAX_LINES = 1_024;

    public static final int MAX_LINE_CHARS = 2_048;

    private SdpOfferParser() {}

    public static SdpOffer parse(String text) {
        try {
            return new SdpOffer.Parsed(read(text));
        } catch (Unreadable unreadable) {
            return new SdpOffer.Malformed(unreadable.problem);
        }
    }

    private static LegOffer read(String text) throws Unreadable {
        if (text.length() > MAX_CHARS) {
            throw new Unreadable(Code.TOO_LARGE, 0);
        }
        SessionLines session = new SessionLines();
        List<MediaSection> sections = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                end = text.length();
            }
            number++;
            String line = withoutReturn(text, start, end);
            start = end + 1;
            if (number > MAX_LINES || line.length() > MAX_LINE_CHARS) {
                throw new Unreadable(Code.TOO_MANY_LINES, number);
            }
            readLine(line, number, session, sections);
        }
        return offerOf(session, sections);
    }

    private static String withoutReturn(String text, int start, int end) {
        boolean crlf = end > start && text.charAt(end - 1) == '\r';
        return text.substring(start, crlf ? end - 1 : end);
    }

    private static void readLine(
            String line, int number, SessionLines session, List<MediaSection> sections)
            throws Unreadable {
        if (number == 1 ? !line.equals("v=0") : line.length() < 2 || line.charAt(1) != '=') {
            throw new Unreadable(Code.NOT_SDP, number);
        }
        String value = line.substring(2);
        switch (line.charAt(0)) {
            case 'm' -> {
                if (sections.size() == LegOffer.MAX_MEDIA) {
                    throw new Unreadable(Code.TOO_MANY_MEDIA, number);
                }
                sections.add(MediaSection.begin(value, number));
            }
            case 'a' -> {
                int colon = value.indexOf(':');
                String name = colon < 0 ? value : value.substring(0, colon);
                String argument = colon < 0 ? "" : value.substring(colon + 1);
                if (sections.isEmpty()) {
                    session.attribute(name, argument);
                } else {
                    sections.getLast().attribute(name, argument, number);
                }
            }
            default -> {
                // Origin, times, bandwidth and the like say nothing the bridge needs.
            }
        }
    }

    private static LegOffer offerOf(SessionLines session, List<MediaSection> sections)
            throws Unreadable {
        if (sections.isEmpty()) {
            throw new Unreadable(Code.NO_MEDIA, 0);
        }
        Set<String> mids = new HashSet<>();
        List<MediaOffer> media = new ArrayList<>();
        for (MediaSection section : sections) {
            MediaOffer offer = section.offer();
            if (!mids.add(offer.mid())) {
                throw new Unreadable(Code.BAD_MID, section.line);
            }
            if (!session.bundle.contains(offer.mid()) && sections.size() > 1) {
                throw new Unreadable(Code.NOT_BUNDLED, section.line);
            }
            media.add(seesAlready(media, offer) ? offer.ofScreen() : offer);
        }
        if (media.stream().noneMatch(m -> m.kind() == MediaKind.AUDIO)) {
            throw new Unreadable(Code.NO_AUDIO, 0);
        }
        // The bundle's transport is described by its first section (RFC 9143 section 7.2).
        TransportLines first = sections.getFirst().transport;
        return new LegOffer(
                credentials(first, session.transport, sections.getFirst().line),
                fingerprint(first, session.transport, sections.getFirst().line),
                setup(first, session.transport, sections.getFirst().line),
                media);
    }

    /// The first pictures are a camera's, the second ones a screen's.
    private static boolean seesAlready(List<MediaOffer> before, MediaOffer offer) {
        return offer.kind() == MediaKind.VIDEO
                && before.stream().anyMatch(m -> m.kind() == MediaKind.VIDEO);
    }

    private static IceCredentials credentials(TransportLines own, TransportLines session, int line)
            throws Unreadable {
        String ufrag = own.iceUfrag.or(() -> session.iceUfrag).orElse("");
        String password = own.icePassword.or(() -> session.icePassword).orElse("");
        if (!IceCredentials.isValid(ufrag, password)) {
            throw new Unreadable(Code.BAD_ICE_CREDENTIALS, line);
        }
        return new IceCredentials(ufrag, password);
    }

    private static DtlsFingerprint fingerprint(TransportLines own, TransportLines session, int line)
            throws Unreadable {
        return own.fingerprint
                .or(() -> session.fingerprint)
                .orElseThrow(() -> new Unreadable(Code.BAD_FINGERPRINT, line));
    }

    private static DtlsSetup setup(TransportLines own, TransportLines session, int line)
            throws Unreadable {
        String role = own.setup.or(() -> session.setup).orElse("");
        return switch (role) {
            case "actpass" -> DtlsSetup.ACTPASS;
            case "active" -> DtlsSetup.ACTIVE;
            // The bridge only answers handshakes, so it cannot serve who only answers too.
            default -> throw new Unreadable(Code.BAD_SETUP, line);
        };
    }

    /// What the lines before the first m-section say.
    private static final class SessionLines {
        final TransportLines transport = new TransportLines();
        final Set<String> bundle = new HashSet<>();

        void attribute(String name, String argument) {
            if (name.equals("group") && argument.startsWith("BUNDLE ")) {
                bundle.addAll(List.of(argument.substring("BUNDLE ".length()).split(" ", -1)));
            } else {
                transport.attribute(name, argument);
            }
        }
    }

    /// ICE and DTLS attributes, which may stand at session or media level.
    static final class TransportLines {
        private Optional<String> iceUfrag = Optional.empty();
        private Optional<String> icePassword = Optional.empty();
        private Optional<DtlsFingerprint> fingerprint = Optional.empty();
        private Optional<String> setup = Optional.empty();

        void attribute(String name, String argument) {
            switch (name) {
                case "ice-ufrag" -> iceUfrag = Optional.of(argument);
                case "ice-pwd" -> icePassword = Optional.of(argument);
                case "setup" -> setup = Optional.of(argument);
                case "fingerprint" -> {
                    if (argument.regionMatches(true, 0, "sha-256 ", 0, 8)) {
                        fingerprint = DtlsFingerprint.fromSdp(argument.substring(8));
                    }
                }
                default -> {
                    // Not about the transport.
                }
            }
        }
    }

    /// Carries a problem up to [#parse], which turns it into a value; never leaves this package.
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;
        private final transient SdpProblem problem;

        Unreadable(Code code, int line) {
            super(code.name(), null, false, false);
            problem = new SdpProblem(code, line);
        }
    }
}
