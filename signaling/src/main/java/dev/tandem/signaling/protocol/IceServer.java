package dev.tandem.signaling.protocol;

import java.util.List;
import java.util.Optional;

/// A STUN or TURN server for the browser, with credentials that expire.
public record IceServer(
        List<String> urls, Optional<String> username, Optional<String> credential) {}
