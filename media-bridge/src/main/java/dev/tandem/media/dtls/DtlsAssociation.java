package dev.tandem.media.dtls;

/// One handshake and what comes after it: retransmissions and alerts.
public interface DtlsAssociation {
    /// Takes a datagram in, or says false when its queue is full: DTLS repeats itself.
    boolean receive(byte[] buffer, int offset, int length);

    /// Ends it. The listener hears no more.
    void close();
}
