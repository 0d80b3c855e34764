package dev.tandem.media.netty;

import dev.tandem.media.packet.PacketBuffer;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.socket.nio.NioDatagramChannel;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Netty's channel over Java's own sockets: where [LinuxPort] is not supported.
final class ChannelPort implements UdpPort {
    private static final WriteBufferWaterMark SEND_QUEUE =
            new WriteBufferWaterMark(
                    SEND_QUEUE_PACKETS * PacketBuffer.MAX_DATAGRAM / 2,
                    SEND_QUEUE_PACKETS * PacketBuffer.MAX_DATAGRAM);

    private final Channel channel;

    private ChannelPort(Channel channel) {
        this.channel = channel;
    }

    static ChannelPort bind(IoEventLoop loop, InetSocketAddress address, Arrivals arrivals)
            throws IOException {
        // Buffers here live for one batch on one thread: what the pool's thread cache is for.
        ChannelFuture binding =
                new Bootstrap()
                        .group(loop)
                        .channel(NioDatagramChannel.class)
                        .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, SEND_QUEUE)
                        .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER_BYTES)
                        .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER_BYTES)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(DATAGRAM_BYTES))
                        .handler(new Inbound(arrivals))
                        .bind(address);
        UdpPort.done(binding);
        return new ChannelPort(binding.channel());
    }

    @Override
    public int number() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        if (!channel.isWritable()) {
            return false;
        }
        ByteBuf copy = channel.alloc().directBuffer(length).writeBytes(buffer, offset, length);
        // The void promise allocates nothing; a failure comes to exceptionCaught.
        var _ = channel.write(new DatagramPacket(copy, to), channel.voidPromise());
        return true;
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private static final class Inbound extends SimpleChannelInboundHandler<DatagramPacket> {
        private final PacketBuffer packet = new PacketBuffer();
        private final Arrivals arrivals;

        Inbound(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket datagram) {
            ByteBuf content = datagram.content();
            int length = content.readableBytes();
            if (length > PacketBuffer.MAX_DATAGRAM) {
                arrivals.oversized();
                return;
            }
            packet.reset(length);
            content.readBytes(packet.bytes(), 0, length);
            arrivals.arrived(packet, datagram.sender());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            arrivals.burstEnded();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            if (cause instanceof IOException) {
                arrivals.unreachable();
            } else {
                arrivals.failed(cause);
            }
        }
    }
}
