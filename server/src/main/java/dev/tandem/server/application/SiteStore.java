package dev.tandem.server.application;

import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;
import java.util.Optional;

/// The websites that are served. Methods block, with a deadline; they throw
/// [StoreUnavailableException].
public interface SiteStore {
    /// Adds the site, or replaces the one with the same key.
    void save(Site site);

    Optional<Site> find(SiteKey key);

    /// By key.
    List<Site> all();
}
