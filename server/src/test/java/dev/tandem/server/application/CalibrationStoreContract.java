package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.assistant.SiteCalibration;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

/// What every store of what was learned of the assistant's confidence does.
public abstract class CalibrationStoreContract {
    private static final SiteKey SITE = new SiteKey("nordlink");

    protected abstract CalibrationStore store();

    @Test
    void what_was_learned_last_is_kept_as_it_was_for_each_site() {
        assertThat(store().of(SITE)).isEmpty();
        store().keep(SITE, new SiteCalibration(-0.37, 41));
        store().keep(new SiteKey("other"), SiteCalibration.NONE);
        assertThat(store().of(SITE)).contains(new SiteCalibration(-0.37, 41));

        store().keep(SITE, new SiteCalibration(0.3, 300));
        assertThat(store().of(SITE)).contains(new SiteCalibration(0.3, 300));
        assertThat(store().of(new SiteKey("other"))).contains(SiteCalibration.NONE);
    }
}
