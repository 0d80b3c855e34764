package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What every store of settings has to do.
public abstract class SettingsContract {
    protected abstract Settings settings();

    @Test
    void a_setting_is_read_back_and_replaced() {
        assertThat(settings().get("colour")).isEmpty();
        settings().put("colour", "blue");
        assertThat(settings().get("colour")).contains("blue");
        settings().put("colour", "green");
        assertThat(settings().get("colour")).contains("green");
    }

    @Test
    void of_two_nodes_that_generate_a_secret_both_get_the_first() {
        assertThat(settings().putIfAbsent("secret", "first")).isEqualTo("first");
        assertThat(settings().putIfAbsent("secret", "second")).isEqualTo("first");
        assertThat(settings().get("secret")).contains("first");
    }
}
