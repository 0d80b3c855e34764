package dev.tandem.tests.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// What stands before several servers: each new connection goes to the next one that is there.
/// Knows nothing of what is said.
public final class Ingress implements Address, AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket door;
    private final List<Integer> servers;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param servers ports on the loopback address
    public Ingress(List<Integer> servers) {
        this.servers = List.copyOf(servers);
        try {
            door = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("ingress").start(this::serve);
    }

    @Override
    public String url(String path) {
        return "http://localhost:" + door.getLocalPort() + path;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.startVirtualThread(() -> pass(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void pass(Socket client) {
        try (client;
                Socket server = connect()) {
            open.add(client);
            open.add(server);
            Thread back = Thread.startVirtualThread(() -> copy(server, client));
            copy(client, server);
            back.join();
        } catch (IOException nobodyThere) {
            // The browser sees a closed connection and comes again.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private Socket connect() throws IOException {
        IOException last = new IOException("no server");
        for (int i = 0; i < servers.size(); i++) {
            int port = servers.get(Math.floorMod(next.getAndIncrement(), servers.size()));
            Socket server = new Socket();
            try {
                server.connect(new InetSocketAddress("127.0.0.1", port), CONNECT_MILLIS);
                return server;
            } catch (IOException down) {
                server.close();
                last = down;
            }
        }
        throw last;
    }

    /// Until one side ends; then both do.
    private static void copy(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException ended) {
            // As connections do.
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
