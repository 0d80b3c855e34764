package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;

import java.util.List;

/// Which channels a person serves now, and how long each takes. No options: nobody is there.
public record Availability(List<ChannelOption> options) {
    public static final Availability NOBODY = new Availability(List.of());

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
