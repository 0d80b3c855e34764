package dev.tandem.media.bridge;

import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.packet.RtcpWriter;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.packet.TransportFeedbackView;
import dev.tandem.media.pipeline.VoiceCodec;

import org.jspecify.annotations.Nullable;

/// What all calls of one loop use in turn, so that a packet allocates nothing.
final class Workspace {
    final RtpView rtp = new RtpView();
    final RtcpView rtcp = new RtcpView();
    final TransportFeedbackView transportFeedback = new TransportFeedbackView();
    final PacketBuffer out = new PacketBuffer();

    /// Feedback may be caused while a packet is being written, so it has a buffer of its own.
    final PacketBuffer feedback = new PacketBuffer();

    final RtcpWriter writer = new RtcpWriter(feedback);
    final Counters counters;

    final OwnSounds sounds;

    /// Null: this machine has none, and of several who speak one is heard.
    final @Nullable VoiceCodec codec;

    Workspace(Counters counters, OwnSounds sounds, @Nullable VoiceCodec codec) {
        this.counters = counters;
        this.codec = codec;
        this.sounds = sounds;
    }
}
