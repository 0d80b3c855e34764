package dev.tandem.media.netty;

import dev.tandem.media.packet.PacketBuffer;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.Future;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// One bound UDP port. Everything but [#number] and [#close] belongs to its event loop.
interface UdpPort extends AutoCloseable {
    /// A few hundred milliseconds of a full loop; the kernel caps it at net.core.rmem_max and
    /// wmem_max.
    int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

    /// What one read may make us send before the kernel takes it: a keyframe for each of seven
    /// others of several calls at once.
    int SEND_QUEUE_PACKETS = 2_048;

    /// Room for one datagram; what does not fit is longer than [PacketBuffer#MAX_DATAGRAM].
    int DATAGRAM_BYTES = 2_048;

    int BIND_SECONDS = 5;

    int CLOSE_SECONDS = 1;

    /// What is done on the loop with what comes in.
    interface Arrivals {
        /// @param packet is valid only during the call
        void arrived(PacketBuffer packet, InetSocketAddress from);

        /// A datagram that no browser sends; it is gone.
        void oversized();

        /// All that was there has been read.
        void burstEnded();

        /// The world does not take a packet, or the kernel says something else that is wrong with
        /// the port: that an earlier one was not taken, that it has no memory.
        void unreachable();

        /// A mistake of ours that cost one packet.
        void failed(Throwable bug);
    }

    /// What its loop has to be made of: the quicker one where there is a choice.
    static IoHandlerFactory ioHandler() {
        return LinuxPort.isSupported() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    /// Binds it and hears from now on.
    ///
    /// @param address with port 0 it takes any free one
    /// @throws IOException when it is taken
    static UdpPort bind(IoEventLoop loop, InetSocketAddress address, Arrivals arrivals)
            throws IOException {
        return loop.isCompatible(EpollIoHandle.class)
                ? LinuxPort.bind(loop, address, arrivals)
                : ChannelPort.bind(loop, address, arrivals);
    }

    /// What the loop made of it, waited for by the thread that starts the bridge.
    ///
    /// @throws IOException when it came to nothing, or after [#BIND_SECONDS]
    static <T extends @Nullable Object> T done(Future<T> begun) throws IOException {
        if (!begun.awaitUninterruptibly(BIND_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the event loop does not answer");
        }
        if (!begun.isSuccess()) {
            throw new IOException(begun.cause());
        }
        return begun.getNow();
    }

    int number();

    /// Puts a copy of these bytes into the queue.
    ///
    /// @return whether there was room for them
    boolean send(byte[] buffer, int offset, int length, InetSocketAddress to);

    /// Sends what is in the queue.
    void flush();

    /// Frees the port, with the loop's next turn at the latest; waits at most [#CLOSE_SECONDS].
    @Override
    void close();
}
