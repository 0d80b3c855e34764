package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Which channels a person serves now, and how long each takes. No options: nobody is there.
///
/// @param opensAt when the business is closed: when somebody will be there, if that is known
public record Availability(List<ChannelOption> options, Optional<Instant> opensAt) {
    public static final Availability NOBODY = new Availability(List.of());

    public Availability(List<ChannelOption> options) {
        this(options, Optional.empty());
    }

    public static Availability closedUntil(Optional<Instant> opensAt) {
        return new Availability(List.of(), opensAt);
    }

    public Availability {
        options = List.copyOf(options);
    }

    public boolean isNobody() {
        return options.isEmpty();
    }

    public boolean serves(Channel channel) {
        return options.stream().anyMatch(o -> o.channel() == channel);
    }
}
