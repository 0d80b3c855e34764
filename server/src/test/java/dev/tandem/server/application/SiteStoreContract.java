package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.signaling.protocol.SiteKey;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// What every store of sites has to do.
public abstract class SiteStoreContract {
    protected abstract SiteStore store();

    @Test
    void a_site_is_found_by_its_key_as_it_was_saved() {
        Site full =
                new Site(
                        new SiteKey("nordlink"),
                        "Nordlink, \"the\" provider",
                        "de-AT",
                        List.of("https://nordlink.example", "http://localhost:8080"),
                        "secret",
                        Optional.of("https://nordlink.example/?a=b"),
                        RecordingPolicy.OFF);
        Site bare =
                new Site(
                        new SiteKey("bare"),
                        "Bare",
                        "en",
                        List.of(),
                        "secret",
                        Optional.empty(),
                        RecordingPolicy.OFF);
        store().save(full);
        store().save(bare);

        assertThat(store().find(full.key())).contains(full);
        assertThat(store().find(bare.key())).contains(bare);
        assertThat(store().find(new SiteKey("none"))).isEmpty();
        assertThat(store().all()).containsExactly(bare, full);
    }

    @Test
    void saving_again_replaces() {
        SiteKey key = new SiteKey("nordlink");
        store().save(
                        new Site(
                                key,
                                "Old",
                                "en",
                                List.of("http://a"),
                                "secret",
                                Optional.of("x"),
                                RecordingPolicy.OFF));
        Site renamed =
                new Site(
                        key,
                        "New",
                        "de",
                        List.of(),
                        "other",
                        Optional.empty(),
                        RecordingPolicy.OFF);

        store().save(renamed);

        assertThat(store().all()).containsExactly(renamed);
    }

    @Test
    void the_identity_secret_is_not_printed() {
        assertThat(
                        new Site(
                                        new SiteKey("k"),
                                        "N",
                                        "en",
                                        List.of(),
                                        "hush",
                                        Optional.empty(),
                                        RecordingPolicy.OFF)
                                .toString())
                .doesNotContain("hush");
    }
}
