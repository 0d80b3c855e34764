package dev.tandem.server.application;

import java.util.Optional;

/// What the installation remembers about itself, by name; for example the secret it signs tokens
/// with. Methods block, with a deadline; they throw [StoreUnavailableException].
public interface Settings {
    Optional<String> get(String key);

    void put(String key, String value);

    /// Stores `value` only if there is none yet; returns what is stored now. So of two nodes that
    /// start at once and generate a secret, both end up with the same one.
    String putIfAbsent(String key, String value);
}
