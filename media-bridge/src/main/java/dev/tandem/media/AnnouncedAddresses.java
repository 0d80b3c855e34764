package dev.tandem.media;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Where browsers are told to send their media: which addresses can be told at all, which ones a
/// bridge tells by itself, and what whoever starts it should know about them.
public final class AnnouncedAddresses {
    /// IPv6 unique local addresses, RFC 4193: the private ones.
    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private static final int UNIQUE_LOCAL = 0xfc;

    private AnnouncedAddresses() {}

    /// What a bridge announces that was told nothing: the address that it listens on, or those of
    /// this machine that are of the kind it listens on, IPv4 first, loopback last.
    ///
    /// @param bindAddress a literal IP address; what is none comes back, for [BridgeConfig] to
    ///   refuse
    public static List<String> ofThisMachine(String bindAddress) {
        if (!BridgeConfig.isAddress(bindAddress)) {
            return List.of(bindAddress);
        }
        InetAddress bound = InetAddress.ofLiteral(bindAddress);
        if (!bound.isAnyLocalAddress()) {
            return List.of(bindAddress);
        }
        return chosen(thisMachines(), bound instanceof Inet6Address);
    }

    static List<String> chosen(Collection<InetAddress> own, boolean ipv6Too) {
        List<String> chosen = new ArrayList<>();
        for (InetAddress address : own) {
            if (address instanceof Inet4Address && isReachable(address)) {
                chosen.add(address.getHostAddress());
            }
        }
        for (InetAddress address : own) {
            if (ipv6Too && address instanceof Inet6Address && isReachable(address)) {
                chosen.add(address.getHostAddress());
            }
        }
        List<String> some =
                new ArrayList<>(
                        chosen.subList(0, Math.min(chosen.size(), BridgeConfig.MAX_ANNOUNCED - 1)));
        some.add("127.0.0.1");
        return List.copyOf(some);
    }

    private static boolean isReachable(InetAddress address) {
        return whyNot(address).isEmpty() && !address.isLoopbackAddress();
    }

    /// Why no browser can send to it; empty: it may.
    static Optional<String> whyNot(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            return Optional.of("it stands for every address");
        } else if (address.isMulticastAddress()) {
            return Optional.of("it is a multicast address");
        } else if (address.isLinkLocalAddress()) {
            return Optional.of("it is valid on one cable only");
        } else if (address instanceof Inet4Address && (address.getAddress()[0] & 0xf0) == 0xf0) {
            return Optional.of("it is reserved (RFC 1112) or broadcast");
        }
        return Optional.empty();
    }

    /// What the one who starts a bridge may have overlooked; a sentence each.
    public static List<String> remarks(BridgeConfig config) {
        Set<InetAddress> own = thisMachines();
        return remarks(config.announcedAddresses(), own::contains);
    }

    static List<String> remarks(List<String> announced, Predicate<InetAddress> own) {
        List<InetAddress> addresses = announced.stream().map(InetAddress::ofLiteral).toList();
        List<String> remarks = new ArrayList<>();
        List<String> foreign =
                addresses.stream()
                        .filter(address -> !own.test(address))
                        .map(InetAddress::getHostAddress)
                        .toList();
        if (!foreign.isEmpty()) {
            remarks.add(
                    "media.announce holds "
                            + String.join(", ", foreign)
                            + ", which is no address of this machine: what is sent there over UDP"
                            + " must be passed on to the bridge's ports.");
        }
        if (addresses.stream().allMatch(AnnouncedAddresses::isPrivate)) {
            remarks.add(
                    "Only this network's browsers reach the bridge: "
                            + String.join(", ", announced)
                            + " are private. For others name a public address in media.announce,"
                            + " or a TURN server that reaches these.");
        }
        return List.copyOf(remarks);
    }

    private static boolean isPrivate(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || isOfACarrier(address)
                || (address instanceof Inet6Address
                        && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
    }

    /// 100.64.0.0/10, which carriers share among their customers (RFC 6598).
    private static boolean isOfACarrier(InetAddress address) {
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    }

    /// Of interfaces that are up, in their order.
    private static Set<InetAddress> thisMachines() {
        Set<InetAddress> addresses = new LinkedHashSet<>();
        try {
            for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
                if (network.isUp()) {
                    network.inetAddresses()
                            .filter(address -> !address.isLinkLocalAddress())
                            .forEach(addresses::add);
                }
            }
        } catch (SocketException unreadable) {
            // Then loopback alone is announced, which the demo on one machine needs.
            addresses.clear();
        }
        return addresses;
    }
}
