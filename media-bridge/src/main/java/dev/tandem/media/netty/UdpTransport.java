package dev.tandem.media.netty;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;

import java.util.concurrent.ThreadFactory;

/// Linux's epoll with recvmmsg and sendmmsg where it is there, else NIO.
final class UdpTransport {
    /// A few hundred milliseconds of a full loop; the kernel caps it at net.core.rmem_max.
    private static final int SOCKET_BUFFER_BYTES = 4 * 1024 * 1024;

    /// What one read may make us send before it is flushed: a keyframe for each of seven others of
    /// several calls at once. Netty's own limit, 64 KiB, is one keyframe for one of them.
    static final WriteBufferWaterMark SEND_QUEUE =
            new WriteBufferWaterMark(SOCKET_BUFFER_BYTES / 2, SOCKET_BUFFER_BYTES);

    /// Datagrams read by one system call.
    private static final int READ_BATCH = 16;

    private static final int DATAGRAM_BYTES = 2_048;

    private UdpTransport() {}

    /// A group of one loop, named for thread dumps.
    static EventLoopGroup newLoop(int index) {
        IoHandlerFactory io =
                Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        return new MultiThreadIoEventLoopGroup(
                1, (ThreadFactory) runnable -> new Thread(runnable, "tandem-media-" + index), io);
    }

    static Bootstrap newBootstrap(EventLoopGroup loop) {
        // Buffers here live for one batch on one thread: what the pool's thread cache is for.
        Bootstrap bootstrap =
                new Bootstrap()
                        .group(loop)
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_QUEUE)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        if (Epoll.isAvailable()) {
            return bootstrap
                    .channel(EpollDatagramChannel.class)
                    .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, DATAGRAM_BYTES)
                    .option(
                            ChannelOption.RECVBUF_ALLOCATOR,
                            new FixedRecvByteBufAllocator(DATAGRAM_BYTES * READ_BATCH));
        }
        return bootstrap
                .channel(NioDatagramChannel.class)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new FixedRecvByteBufAllocator(DATAGRAM_BYTES));
    }
}
