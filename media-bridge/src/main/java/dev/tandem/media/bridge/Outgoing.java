package dev.tandem.media.bridge;

import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.pipeline.TransportSequence;
import dev.tandem.signaling.bridge.MediaKind;

import org.jspecify.annotations.Nullable;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What one leg is sent: of each kind that it takes one stream of the bridge's own, whoever is
/// behind it.
final class Outgoing {
    private static final MediaKind[] KINDS = MediaKind.values();

    private final RandomGenerator random;
    private final TransportSequence transport = new TransportSequence();
    private final Map<MediaKind, SentStream> streams = new EnumMap<>(MediaKind.class);

    Outgoing(LegTerms terms, RandomGenerator random) {
        this.random = random;
        agree(terms);
    }

    /// Streams that are there go on, under what was agreed now.
    void agree(LegTerms terms) {
        for (MediaKind kind : KINDS) {
            terms.of(kind).filter(agreed -> agreed.direction().sends()).ifPresent(this::open);
        }
    }

    private void open(MediaTerms agreed) {
        SentStream before = streams.get(agreed.kind());
        if (before != null) {
            before.adopt(agreed.sendTerms());
            return;
        }
        streams.put(
                agreed.kind(),
                new SentStream(
                        agreed.sendTerms(),
                        transport,
                        random.nextInt(),
                        random.nextInt(),
                        random.nextInt()));
    }

    /// The number under which the packet that was written last is known to its receiver.
    int latestSequence() {
        return transport.latest();
    }

    @Nullable SentStream stream(MediaKind kind) {
        return streams.get(kind);
    }

    /// Whose packets stand under this SSRC of ours.
    @Nullable SentStream from(int ssrc) {
        for (MediaKind kind : KINDS) {
            SentStream sent = streams.get(kind);
            if (sent != null && sent.terms().ssrc() == ssrc) {
                return sent;
            }
        }
        return null;
    }
}
