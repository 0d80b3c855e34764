package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Who asks for a person is offered calls only while a bridge would carry them.
class CarriedChannelsTest {
    private static final SiteKey HARBOR = new SiteKey("harbor");
    private static final Availability ALL =
            new Availability(
                    Arrays.stream(Channel.values())
                            .map(c -> new ChannelOption(c, Optional.of(30)))
                            .toList());

    @Test
    void withoutABridgeWordsAreOfferedAndCallsAgainWhenThereIsOne() {
        AtomicBoolean carried = new AtomicBoolean(true);
        CarriedChannels channels = new CarriedChannels(_ -> ALL);
        assertThat(channels.of(HARBOR)).isEqualTo(ALL);
        channels.carriedIf(carried::get);
        assertThat(channels.of(HARBOR)).isEqualTo(ALL);

        carried.set(false);
        assertThat(channels.of(HARBOR).options())
                .containsExactly(new ChannelOption(Channel.TEXT, Optional.of(30)));
        carried.set(true);
        assertThat(channels.of(HARBOR)).isEqualTo(ALL);
    }

    @Test
    void whereNobodyIsNobodyIs() {
        CarriedChannels channels = new CarriedChannels(_ -> Availability.NOBODY);
        channels.carriedIf(() -> false);
        assertThat(channels.of(HARBOR)).isEqualTo(Availability.NOBODY);
    }
}
