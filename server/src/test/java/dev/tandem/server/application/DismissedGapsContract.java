package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.DismissedGaps.Dismissed;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/// What every store of dismissed questions does.
public abstract class DismissedGapsContract {
    private static final SiteKey SITE = new SiteKey("nordlink");
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    protected abstract DismissedGaps store();

    private static Dismissed asked(String question, int seconds) {
        return new Dismissed(question, "Sam", NOON.plusSeconds(seconds));
    }

    @Test
    void the_newest_comes_first_and_each_is_there_once() {
        assertThat(store().add(SITE, asked("Do you sell boats?", 1))).isTrue();
        assertThat(store().add(SITE, asked("Who is the king? \u0000", 2))).isTrue();
        assertThat(store().add(SITE, asked("Do you sell boats?", 3))).isTrue();
        assertThat(store().of(SITE)).hasSize(2).last().isEqualTo(asked("Do you sell boats?", 1));
        assertThat(store().of(new SiteKey("other"))).isEmpty();

        store().remove(SITE, "Do you sell boats?");
        store().remove(SITE, "Do you sell boats?");
        store().remove(new SiteKey("other"), "anything");
        assertThat(store().of(SITE)).hasSize(1);
    }

    @Test
    void there_are_never_more_than_there_may_be() {
        for (int i = 0; i < DismissedGaps.AT_MOST; i++) {
            assertThat(store().add(SITE, asked("Question " + i, i))).isTrue();
        }
        assertThat(store().add(SITE, asked("One more", 0))).isFalse();
        assertThat(store().add(SITE, asked("Question 7", 0))).as("is there").isTrue();
        assertThat(store().of(SITE)).hasSize(DismissedGaps.AT_MOST);
        store().remove(SITE, "Question 7");
        assertThat(store().add(SITE, asked("One more", 0))).isTrue();
    }
}
