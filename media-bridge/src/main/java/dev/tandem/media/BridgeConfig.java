package dev.tandem.media;

import dev.tandem.media.bridge.BridgeLimits;

import java.net.InetAddress;
import java.util.List;

/// The settings of one bridge, keys `media.*`. A wrong value says its key.
///
/// @param bindAddress `media.bind-address`: a literal IP address; 0.0.0.0 is every interface
/// @param basePort `media.port`: the first event loop's UDP port, the others follow; 0 takes any
///   free ones
/// @param announcedAddresses `media.announce`: where browsers reach this bridge, best first, at
///   most 8
/// @param eventLoops `media.event-loops`
/// @param maxCalls `media.max-calls`: of all loops together; a 1:1 video call costs about half a
///   percent of a core
/// @param maxLegsPerCall `media.max-legs`
public record BridgeConfig(
        String bindAddress,
        int basePort,
        List<String> announcedAddresses,
        int eventLoops,
        int maxCalls,
        int maxLegsPerCall) {
    public static final int DEFAULT_PORT = 10_000;
    public static final int DEFAULT_MAX_CALLS = 500;
    public static final int MAX_EVENT_LOOPS = 64;
    public static final int MAX_ANNOUNCED = 8;

    public BridgeConfig {
        announcedAddresses = List.copyOf(announcedAddresses);
        require(isAddress(bindAddress), "media.bind-address must be an IP address", bindAddress);
        require(
                !InetAddress.ofLiteral(bindAddress).isMulticastAddress(),
                "media.bind-address must be an address of this machine, or 0.0.0.0 or :: for all",
                bindAddress);
        require(
                eventLoops >= 1 && eventLoops <= MAX_EVENT_LOOPS,
                "media.event-loops must be 1 to " + MAX_EVENT_LOOPS,
                eventLoops);
        require(
                basePort == 0 || (basePort >= 1_024 && basePort + eventLoops - 1 <= 65_535),
                "media.port must be 0 or 1024 to 65535 with room for one port per event loop",
                basePort);
        require(
                !announcedAddresses.isEmpty() && announcedAddresses.size() <= MAX_ANNOUNCED,
                "media.announce must name 1 to " + MAX_ANNOUNCED + " addresses",
                announcedAddresses);
        for (String address : announcedAddresses) {
            require(isAddress(address), "media.announce must hold IP addresses", address);
            AnnouncedAddresses.whyNot(InetAddress.ofLiteral(address))
                    .ifPresent(why ->
                            require(
                                    false,
                                    "media.announce must hold addresses that a browser can send to",
                                    address + ", and " + why));
        }
        require(
                bindAddress.contains(":")
                        || announcedAddresses.stream().noneMatch(a -> a.contains(":")),
                "media.announce holds an IPv6 address, so media.bind-address must be one, for"
                        + " example :: for all of both kinds",
                bindAddress);
        require(
                maxCalls >= eventLoops,
                "media.max-calls must be at least one per event loop",
                maxCalls);
        require(maxLegsPerCall >= 2, "media.max-legs must be at least 2", maxLegsPerCall);
    }

    /// For one machine: every interface, announced by its IPv4 addresses and loopback.
    public static BridgeConfig defaults() {
        return new BridgeConfig(
                "0.0.0.0",
                DEFAULT_PORT,
                AnnouncedAddresses.ofThisMachine("0.0.0.0"),
                Runtime.getRuntime().availableProcessors(),
                DEFAULT_MAX_CALLS,
                BridgeLimits.DEFAULT_MAX_LEGS);
    }

    static boolean isAddress(String text) {
        try {
            InetAddress.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException notLiteral) {
            return false;
        }
    }

    private static void require(boolean condition, String sentence, Object value) {
        if (!condition) {
            throw new IllegalArgumentException(sentence + "; it is " + value + ".");
        }
    }
}
