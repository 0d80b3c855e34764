package dev.tandem.server.application;

/// The store did not answer, in time or at all. Nothing that was asked for can be relied on; the
/// caller may ask again later.
public final class StoreUnavailableException extends RuntimeException {
    public StoreUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
