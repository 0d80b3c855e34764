package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.DownlinkLimit;
import dev.tandem.media.pipeline.PictureGate;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// Who is sent how much of a picture: as much as the weakest of those who see it can take, but
/// nobody's is lowered below what is worth seeing because of another's link.
final class PictureLimits {
    private PictureLimits() {}

    /// A leg has said what it lost.
    static void heard(Leg leg, List<Leg> legs, long now, Output out) {
        ReceivedStream source = source(leg);
        leg.pictures()
                .judge(leg.downlink().bitsPerSecond(), othersTakeMore(leg, source, legs), now);
        for (int i = 0; i < legs.size(); i++) {
            Leg sender = legs.get(i);
            if (sender.incoming().has(source)) {
                sender.limitVideo(lowestLimit(source, legs), now, out);
            }
        }
    }

    /// Whether somebody else, who does not send it himself, can take a picture that is worth it.
    private static boolean othersTakeMore(
            Leg leg, @Nullable ReceivedStream source, List<Leg> legs) {
        for (int i = 0; i < legs.size(); i++) {
            Leg other = legs.get(i);
            if (other != leg
                    && other.isConnected()
                    && !other.isHeld()
                    && other.sent(MediaKind.VIDEO) != null
                    && !other.incoming().has(source)
                    && other.downlink().bitsPerSecond() >= PictureGate.WORTH_BITS) {
                return true;
            }
        }
        return false;
    }

    /// Of all who see this source, what the weakest can take.
    private static long lowestLimit(@Nullable ReceivedStream source, List<Leg> legs) {
        long lowest = DownlinkLimit.NONE;
        for (int i = 0; i < legs.size(); i++) {
            Leg leg = legs.get(i);
            if (source(leg) == source && leg.isConnected() && !leg.pictures().isClosed()) {
                lowest = Math.min(lowest, leg.downlink().bitsPerSecond());
            }
        }
        return lowest;
    }

    static @Nullable ReceivedStream source(Leg leg) {
        SentStream video = leg.sent(MediaKind.VIDEO);
        return video == null ? null : video.source();
    }
}
