package dev.tandem.media.dtls;

import dev.tandem.media.srtp.SrtpKeys;

/// What a DTLS association has to say. Called on the association's own thread.
public interface DtlsListener {
    void onDatagram(byte[] datagram);

    /// The handshake is complete and the browser's certificate was the announced one.
    void onKeys(SrtpKeys keys);

    /// The handshake will not succeed.
    void onFailed();

    /// The browser said goodbye after a complete handshake.
    void onClosed();
}
