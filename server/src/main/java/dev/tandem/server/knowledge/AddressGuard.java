package dev.tandem.server.knowledge;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;

/// Keeps the crawler out of our own network: a page or a redirect must not make the server read
/// addresses that only the server can reach. Asked again for every request and every redirect.
///
/// @param trusted `host:port` that may be read all the same: the demo site, a test
public record AddressGuard(Set<String> trusted) {
    public static final AddressGuard STRICT = new AddressGuard(Set.of());

    public AddressGuard {
        trusted = Set.copyOf(trusted);
    }

    /// Why this address is refused; empty if it may be read. Resolves the name, so it blocks. The
    /// Java runtime keeps the resolved addresses for 30 s, so that the connection goes to an
    /// address that was judged here, unless that time ends just between the two.
    Optional<String> refusal(URI uri) {
        if (trusted.contains(Addresses.authority(uri))) {
            return Optional.empty();
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
                if (isInternal(address)) {
                    return Optional.of("is not a public address");
                }
            }
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.of("has no address");
        }
    }

    static boolean isInternal(InetAddress address) {
        if (address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        byte[] bytes = address.getAddress();
        return switch (address) {
            case Inet4Address _ -> isInternal4(bytes);
            case Inet6Address _ -> isInternal6(bytes);
            default -> true;
        };
    }

    private static boolean isInternal4(byte[] b) {
        int first = b[0] & 0xff;
        int second = b[1] & 0xff;
        return first == 0 // this network, RFC 1122
                || first >= 240 // reserved and broadcast
                || (first == 100 && second >= 64 && second < 128) // carrier NAT, RFC 6598
                || (first == 192 && second == 0 && b[2] == 0) // protocol assignments, RFC 6890
                || (first == 198 && (second == 18 || second == 19)); // benchmarks, RFC 2544
    }

    private static boolean isInternal6(byte[] b) {
        boolean unique = (b[0] & 0xfe) == 0xfc; // RFC 4193
        boolean nat64 = b[0] == 0 && (b[1] & 0xff) == 0x64 && (b[2] & 0xff) == 0xff; // RFC 6052
        boolean sixToFour = (b[0] & 0xff) == 0x20 && (b[1] & 0xff) == 0x02; // RFC 3056
        return unique || nat64 || sixToFour;
    }
}
