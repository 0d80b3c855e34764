package dev.tandem.media.netty;

import dev.tandem.media.packet.PacketBuffer;

import io.netty.channel.ChannelException;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// A socket of Linux on Netty's epoll loop, read and written by recvmmsg and sendmmsg in memory of
/// its own.
///
/// Netty's own channel makes a buffer, a slice, a packet and an address for each datagram, and
/// fills in all places of a read anew before each.
final class LinuxPort implements UdpPort, EpollIoHandle {
    /// Datagrams read by one system call.
    private static final int READ_BATCH = 16;

    /// So many reads are done before other work of the loop has its turn.
    private static final int READS_IN_A_ROW = 8;

    private final UdpSocket socket;
    private final int fd;
    private final int number;
    private final IoEventLoop loop;
    private final Arrivals arrivals;
    private final Datagrams in;
    private final SendQueue out;
    private final KnownPeers known = new KnownPeers();
    private final PacketBuffer packet = new PacketBuffer();
    private @Nullable IoRegistration registration;

    /// Whether the loop wakes when the kernel takes packets again.
    private boolean waitsForRoom;

    /// Its number may be another socket's by now.
    private boolean closed;

    private static final class UdpSocket extends Socket {
        UdpSocket(boolean six) {
            super(newSocketDgram0(six ? SocketProtocolFamily.INET6 : SocketProtocolFamily.INET));
        }

        boolean isIpv6() {
            return ipv6;
        }
    }

    private LinuxPort(UdpSocket socket, IoEventLoop loop, Arrivals arrivals) {
        this.socket = socket;
        this.loop = loop;
        this.arrivals = arrivals;
        fd = socket.intValue();
        number = socket.localAddress().getPort();
        in = new Datagrams(READ_BATCH, DATAGRAM_BYTES, socket.isIpv6());
        Datagrams queued =
                new Datagrams(
                        SEND_QUEUE_PACKETS,
                        PacketBuffer.MAX_DATAGRAM + PacketBuffer.TAIL_ROOM,
                        socket.isIpv6());
        out =
                new SendQueue(
                        queued,
                        (datagrams, first, count) -> datagrams.send(fd, first, count),
                        arrivals::unreachable);
    }

    /// Whether Netty's epoll can be loaded here, and the kernel lets us use what this needs.
    static boolean isSupported() {
        return Epoll.isAvailable() && Datagrams.areLetThrough();
    }

    static LinuxPort bind(IoEventLoop loop, InetSocketAddress address, Arrivals arrivals)
            throws IOException {
        UdpSocket socket = open(address.getAddress() instanceof Inet6Address);
        boolean bound = false;
        try {
            socket.setReceiveBufferSize(SOCKET_BUFFER_BYTES);
            socket.setSendBufferSize(SOCKET_BUFFER_BYTES);
            socket.bind(address);
            LinuxPort port = new LinuxPort(socket, loop, arrivals);
            IoRegistration registered = UdpPort.done(loop.register(port));
            // The kernel hears of it only now, and may have no room for it.
            UdpPort.done(loop.submit(() -> port.begin(registered)));
            bound = true;
            return port;
        } finally {
            if (!bound) {
                socket.close();
            }
        }
    }

    private static UdpSocket open(boolean six) throws IOException {
        try {
            return new UdpSocket(six);
        } catch (ChannelException none) {
            // A machine without IPv6, or too many open files.
            throw new IOException(none);
        }
    }

    private void begin(IoRegistration registered) {
        registration = registered;
        registered.submit(EpollIoOps.EPOLLIN);
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public FileDescriptor fd() {
        return socket;
    }

    @Override
    public void handle(IoRegistration registered, IoEvent event) {
        try {
            serve();
        } catch (RuntimeException | Error bug) {
            // What leaves this method ends the loop, and every call on it.
            arrivals.failed(bug);
        }
    }

    private void serve() {
        if (out.isBlocked()) {
            out.unblock();
        }
        for (int reads = 0; reads < READS_IN_A_ROW; reads++) {
            int count = in.receive(fd);
            if (count < 0 && count != -Datagrams.EAGAIN) {
                arrivals.unreachable();
            }
            for (int i = 0; i < count; i++) {
                arrived(i);
            }
            if (count < READ_BATCH) {
                break;
            }
        }
        arrivals.burstEnded();
    }

    private void arrived(int index) {
        int length = in.length(index);
        if (length > PacketBuffer.MAX_DATAGRAM) {
            arrivals.oversized();
            return;
        }
        packet.reset(length);
        in.read(index, packet.bytes(), length);
        try {
            arrivals.arrived(packet, in.from(index, known));
        } catch (RuntimeException | Error bug) {
            arrivals.failed(bug);
        }
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        return !closed && out.add(buffer, offset, length, to);
    }

    @Override
    public void flush() {
        if (closed) {
            return;
        }
        out.flush();
        IoRegistration registered = registration;
        if (registered != null && out.isBlocked() != waitsForRoom) {
            waitsForRoom = out.isBlocked();
            registered.submit(
                    waitsForRoom
                            ? EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLOUT)
                            : EpollIoOps.EPOLLIN);
        }
    }

    /// Of its own, or because its loop ends.
    @Override
    public void close() {
        if (loop.inEventLoop()) {
            end();
        } else {
            loop.submit(this::end).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void end() {
        closed = true;
        IoRegistration registered = registration;
        registration = null;
        if (registered != null) {
            registered.cancel();
        }
        try {
            socket.close();
        } catch (IOException gone) {
            // The kernel has freed it all the same.
        }
    }
}
