package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.Codec;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Whether what one leg sends can be understood by another: payload types differ from leg to leg,
/// and of some codecs there are kinds that do not understand each other.
public final class CodecMatch {
    /// What RFC 6184 section 8.1 says when nothing is said.
    private static final String H264_DEFAULT = "42000a";

    private CodecMatch() {}

    /// Of what a receiver takes, what it understands this codec as: the very same if it can, else
    /// one that includes it; null when there is none.
    public static @Nullable Codec among(List<Codec> taken, Codec sent) {
        Codec including = null;
        for (Codec codec : taken) {
            if (!understands(codec, sent)) {
                continue;
            }
            if (understands(sent, codec)) {
                return codec;
            }
            including = including == null ? codec : including;
        }
        return including;
    }

    /// Whether a receiver of the one understands a sender of the other.
    static boolean understands(Codec received, Codec sent) {
        if (TelephoneEvents.isNegotiatedBy(sent)) {
            return TelephoneEvents.isNegotiatedBy(received)
                    && received.clockRate() == sent.clockRate();
        }
        MediaCodec of = MediaCodec.of(sent).orElse(null);
        if (of == null || MediaCodec.of(received).orElse(null) != of) {
            return false;
        }
        return switch (of) {
            case OPUS, PCMU, PCMA, VP8 -> true;
            case VP9 -> same(received, sent, "profile-id");
            case AV1 -> same(received, sent, "profile");
            case H264 ->
                    mode(sent) >= 0
                            && mode(received) >= mode(sent)
                            && Profile.of(sent).isIn(Profile.of(received));
        };
    }

    private static boolean same(Codec one, Codec other, String parameter) {
        return parameter(one, parameter, "0").equals(parameter(other, parameter, "0"));
    }

    /// 0: one unit per packet; 1: pieces and several of them, too, which includes it. Mode 2,
    /// interleaved, is nobody's.
    private static int mode(Codec h264) {
        return switch (parameter(h264, "packetization-mode", "0")) {
            case "0" -> 0;
            case "1" -> 1;
            default -> -1;
        };
    }

    private static String parameter(Codec codec, String name, String otherwise) {
        for (String parameter : codec.fmtp().split(";", -1)) {
            String[] pair = parameter.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase(name)) {
                return pair[1].strip();
            }
        }
        return otherwise;
    }

    /// H.264's profiles as `profile-level-id` names them (RFC 6184 section 8.1, table 5). Its last
    /// two digits, the level, are not compared: a level is a limit of the receiver's, which senders
    /// of calls stay below (level-asymmetry-allowed).
    private enum Profile {
        CONSTRAINED_BASELINE,
        BASELINE,
        MAIN,
        CONSTRAINED_HIGH,
        HIGH,
        OTHER;

        static Profile of(Codec codec) {
            String id = parameter(codec, "profile-level-id", H264_DEFAULT);
            int bits = hex(id);
            int constraints = bits >>> 8 & 0xff;
            return switch (bits < 0 ? 0 : bits >>> 16) {
                case 0x42 -> (constraints & 0x40) != 0 ? CONSTRAINED_BASELINE : BASELINE;
                case 0x4d -> (constraints & 0x80) != 0 ? CONSTRAINED_BASELINE : MAIN;
                case 0x64 -> (constraints & 0x0c) == 0x0c ? CONSTRAINED_HIGH : HIGH;
                default -> OTHER;
            };
        }

        /// -1 when it is no six hexadecimal digits.
        private static int hex(String id) {
            if (id.length() != 6) {
                return -1;
            }
            int bits = 0;
            for (int i = 0; i < id.length(); i++) {
                int digit = Character.digit(id.charAt(i), 16);
                if (digit < 0) {
                    return -1;
                }
                bits = bits << 4 | digit;
            }
            return bits;
        }

        /// Whether a decoder of the other decodes this one.
        boolean isIn(Profile other) {
            return switch (this) {
                case CONSTRAINED_BASELINE -> other != OTHER;
                case BASELINE -> other == BASELINE;
                case MAIN -> other == MAIN || other == HIGH;
                case CONSTRAINED_HIGH -> other == CONSTRAINED_HIGH || other == HIGH;
                case HIGH -> other == HIGH;
                case OTHER -> false;
            };
        }
    }
}
