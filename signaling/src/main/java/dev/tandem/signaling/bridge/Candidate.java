package dev.tandem.signaling.bridge;

/// An address at which the bridge receives UDP: a literal IPv4 or IPv6 address and a port.
public record Candidate(String address, int port) {
    public static final int MAX_ADDRESS_CHARS = 64;

    public Candidate {
        if (!SdpText.isWord(address, MAX_ADDRESS_CHARS)) {
            throw new IllegalArgumentException("a candidate needs an address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is 1 to 65535: " + port);
        }
    }
}
