package dev.tandem.tests.harness;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/// Ports that were free a moment ago.
record Ports(int http, int management, int media) {
    static final int MEDIA_LOOPS = 2;

    static Ports find() throws IOException {
        InetAddress here = InetAddress.getLoopbackAddress();
        try (ServerSocket http = new ServerSocket(0, 1, here);
                ServerSocket management = new ServerSocket(0, 1, here)) {
            return new Ports(http.getLocalPort(), management.getLocalPort(), media(here));
        }
    }

    /// One per event loop of the bridge, counting up.
    private static int media(InetAddress here) throws SocketException {
        while (true) {
            try (DatagramSocket first = new DatagramSocket(0, here);
                    DatagramSocket _ =
                            new DatagramSocket(
                                    new InetSocketAddress(here, first.getLocalPort() + 1))) {
                return first.getLocalPort();
            } catch (SocketException | IllegalArgumentException taken) {
                // The next one, then.
            }
        }
    }
}
