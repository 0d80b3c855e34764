package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;

import java.util.function.BooleanSupplier;

/// Offers no call that no bridge would carry: whoever asks for a person then is offered text. A
/// call that was promised before says by itself that there is none.
public final class CarriedChannels implements AvailabilitySource {
    private final AvailabilitySource staff;
    private volatile BooleanSupplier bridgeTakesCalls = () -> true;

    public CarriedChannels(AvailabilitySource staff) {
        this.staff = staff;
    }

    /// As soon as it is known.
    ///
    /// @param takesCalls whether any bridge does now; answers at once
    public void carriedIf(BooleanSupplier takesCalls) {
        bridgeTakesCalls = takesCalls;
    }

    @Override
    public Availability of(SiteKey site) {
        Availability people = staff.of(site);
        return people.isNobody() || bridgeTakesCalls.getAsBoolean()
                ? people
                : new Availability(
                        people.options().stream()
                                .filter(option -> option.channel() == Channel.TEXT)
                                .toList(),
                        people.opensAt());
    }
}
