package dev.tandem.media.netty;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// The address of a browser in the kernel's form too, so that it is not made again for each packet.
final class Peer extends InetSocketAddress {
    private static final long serialVersionUID = 1;

    /// The last 8 of 16 bytes begin with this where an IPv4 address follows: `::ffff:a.b.c.d`, RFC
    /// 4291 section 2.5.5.2.
    private static final long MAPPED = 0xffff_0000_0000L;

    /// Of the IPv6 address, or of the IPv4 address as one: its first 8 bytes.
    private final long high;

    private final long low;

    /// Of a link-local IPv6 address: the number of the interface. 0 is none.
    private final int scope;

    private Peer(InetAddress address, int port, long high, long low, int scope) {
        super(address, port);
        this.high = high;
        this.low = low;
        this.scope = scope;
    }

    static Peer of(long high, long low, int scope, int port) {
        byte[] bytes = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
        try {
            // A mapped one becomes an Inet4Address here.
            InetAddress address =
                    scope == 0
                            ? InetAddress.getByAddress(bytes)
                            : Inet6Address.getByAddress("", bytes, scope);
            return new Peer(address, port, high, low, scope);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("16 bytes are an address", impossible);
        }
    }

    static Peer of(InetSocketAddress plain) {
        if (plain instanceof Peer peer) {
            return peer;
        }
        ByteBuffer bytes = ByteBuffer.wrap(plain.getAddress().getAddress());
        if (bytes.remaining() == 4) {
            return of(0, mapped(bytes.getInt()), 0, plain.getPort());
        }
        int scope = plain.getAddress() instanceof Inet6Address six ? six.getScopeId() : 0;
        return of(bytes.getLong(), bytes.getLong(), scope, plain.getPort());
    }

    /// @param ipv4 its four bytes
    static long mapped(int ipv4) {
        return MAPPED | Integer.toUnsignedLong(ipv4);
    }

    boolean is(long otherHigh, long otherLow, int otherScope, int port) {
        return low == otherLow && high == otherHigh && port == getPort() && scope == otherScope;
    }

    boolean isIpv4() {
        return high == 0 && low >>> 32 == MAPPED >>> 32;
    }

    long high() {
        return high;
    }

    /// Its last four bytes are the IPv4 address, if it is one.
    long low() {
        return low;
    }

    int scope() {
        return scope;
    }
}
