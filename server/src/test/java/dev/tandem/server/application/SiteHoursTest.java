package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.memory.MemoryHoursStore;
import dev.tandem.server.routing.OpeningHours;
import dev.tandem.server.routing.OpeningHours.Span;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;

import org.junit.jupiter.api.Test;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

class SiteHoursTest {
    private static final SiteKey SITE = new SiteKey("nordlink");
    private static final Instant MONDAY_TEN = Instant.parse("2026-12-21T10:00:00Z");
    private static final Instant MONDAY_EIGHT = Instant.parse("2026-12-21T08:00:00Z");
    private static final Availability MAYA =
            new Availability(List.of(new ChannelOption(Channel.TEXT, Optional.of(30))));
    private static final OpeningHours MORNING =
            new OpeningHours(
                    ZoneId.of("UTC"),
                    Map.of(DayOfWeek.MONDAY, List.of(new Span(9 * 60, 12 * 60))),
                    Map.of());

    private final MemoryHoursStore store = new MemoryHoursStore();
    private Instant now = MONDAY_TEN;
    private final SiteHours hours = new SiteHours(store, _ -> MAYA, () -> now);

    @Test
    void withoutHoursSomebodyServesWheneverSomebodyIsThere() {
        assertThat(hours.of(SITE)).isEqualTo(MAYA);
    }

    @Test
    void outsideTheHoursNobodyIsOfferedAndItIsKnownWhenSomebodyWillBe() {
        assertThat(hours.change(SITE, 0, Optional.of(MORNING))).isTrue();
        assertThat(hours.of(SITE)).isEqualTo(MAYA);
        now = MONDAY_EIGHT;
        assertThat(hours.of(SITE).isNobody()).isTrue();
        assertThat(hours.of(SITE).opensAt()).contains(Instant.parse("2026-12-21T09:00:00Z"));
        now = MONDAY_TEN.plusSeconds(7_200);
        assertThat(hours.of(SITE).opensAt()).contains(Instant.parse("2026-12-28T09:00:00Z"));
        assertThat(hours.of(new SiteKey("another"))).isEqualTo(MAYA);
    }

    /// The look began before the change, and ends after it.
    @Test
    void aLookThatIsLateDoesNotBringBackWhatWas() {
        now = MONDAY_EIGHT;
        Map<SiteKey, HoursStore.Hours> before =
                Map.of(SITE, new HoursStore.Hours(1, Optional.empty()));
        store.replace(SITE, 0, Optional.empty());
        AtomicBoolean late = new AtomicBoolean();
        HoursStore slow =
                new HoursStore() {
                    @Override
                    public Map<SiteKey, Hours> all() {
                        return late.get() ? before : store.all();
                    }

                    @Override
                    public boolean replace(SiteKey site, long edition, Optional<OpeningHours> h) {
                        return store.replace(site, edition, h);
                    }
                };
        SiteHours looked = new SiteHours(slow, _ -> MAYA, () -> now);
        assertThat(looked.change(SITE, 1, Optional.of(MORNING))).isTrue();
        late.set(true);
        looked.look();
        assertThat(looked.of(SITE).isNobody()).isTrue();
    }

    @Test
    void whatAnotherNodeHasChangedIsInForceAfterTheNextLook() {
        now = MONDAY_EIGHT;
        store.replace(SITE, 0, Optional.of(MORNING));
        assertThat(hours.of(SITE)).isEqualTo(MAYA);
        hours.look();
        assertThat(hours.of(SITE).isNobody()).isTrue();
        assertThat(hours.change(SITE, 0, Optional.empty())).as("of an older edition").isFalse();
        assertThat(hours.change(SITE, 1, Optional.empty())).isTrue();
        assertThat(hours.of(SITE)).isEqualTo(MAYA);
    }
}
