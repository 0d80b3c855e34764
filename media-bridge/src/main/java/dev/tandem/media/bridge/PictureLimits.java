package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.LinkLimit;
import dev.tandem.media.pipeline.PictureGate;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.pipeline.UplinkLimit;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Who is sent how much of a picture: as much as the weakest of those who see it can take, but
/// nobody's is lowered below what is worth seeing because of another's link.
final class PictureLimits {
    private PictureLimits() {}

    /// A leg has said what it lost.
    static void heard(Leg leg, List<Leg> legs, long now, Output out) {
        ReceivedStream camera = source(leg, MediaKind.VIDEO);
        ReceivedStream screen = source(leg, MediaKind.SCREEN);
        leg.pictures()
                .judge(
                        leg.downlink().bitsPerSecond(),
                        othersTakeMore(leg, MediaKind.VIDEO, camera, legs),
                        isShown(screen, now) && othersTakeMore(leg, MediaKind.SCREEN, screen, legs),
                        now);
        for (int i = 0; i < legs.size(); i++) {
            Leg sender = legs.get(i);
            if (sender.incoming().has(camera) || sender.incoming().has(screen)) {
                sender.limitVideo(lowestLimit(sender, legs), now, out);
            }
        }
    }

    /// What comes through from a leg was judged anew, for it cannot do that by itself.
    static void judged(Leg sender, List<Leg> legs, long now, Output out) {
        sender.limitVideo(lowestLimit(sender, legs), now, out);
    }

    private static boolean isShown(@Nullable ReceivedStream screen, long now) {
        return screen != null && now - screen.lastPacketAt() < Floor.SCREEN_SILENT_NANOS;
    }

    /// Whether somebody else, who does not send it himself, can take a picture that is worth it.
    private static boolean othersTakeMore(
            Leg leg, MediaKind kind, @Nullable ReceivedStream source, List<Leg> legs) {
        for (int i = 0; i < legs.size(); i++) {
            Leg other = legs.get(i);
            if (other != leg
                    && other.isConnected()
                    && !other.isHeld()
                    && other.sent(kind) != null
                    && !other.incoming().has(source)
                    && other.downlink().bitsPerSecond() >= PictureGate.WORTH_BITS) {
                return true;
            }
        }
        return false;
    }

    /// Of all who see something of this sender's, and of its own way to us, what the weakest can
    /// take.
    private static long lowestLimit(Leg sender, List<Leg> legs) {
        UplinkLimit uplink = sender.incoming().uplink();
        long lowest = uplink == null ? LinkLimit.NONE : uplink.bitsPerSecond();
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            if (leg.isConnected()
                    && (sees(leg, MediaKind.VIDEO, sender)
                            || sees(leg, MediaKind.SCREEN, sender))) {
                lowest = Math.min(lowest, leg.downlink().bitsPerSecond());
            }
        }
        return lowest;
    }

    private static boolean sees(Leg leg, MediaKind kind, Leg sender) {
        return sender.incoming().has(source(leg, kind)) && !leg.pictures().isClosed(kind);
    }

    static @Nullable ReceivedStream source(Leg leg, MediaKind kind) {
        SentStream sent = leg.sent(kind);
        return sent == null ? null : sent.source();
    }
}
