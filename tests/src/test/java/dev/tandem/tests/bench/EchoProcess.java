package dev.tandem.tests.bench;

import dev.tandem.tests.harness.ChildJvm;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.socket.DatagramPacket;

import java.io.IOException;
import java.net.InetSocketAddress;

/// The limit: Netty takes a datagram in and sends it back, and does nothing else. Its own channel
/// with the options of the bridge's socket, one event loop.
final class EchoProcess {
    private EchoProcess() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
        Channel channel =
                new Bootstrap()
                        .group(group)
                        .channel(EpollDatagramChannel.class)
                        .option(ChannelOption.SO_RCVBUF, 4 << 20)
                        .option(ChannelOption.SO_SNDBUF, 4 << 20)
                        .option(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, 2_048)
                        .option(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new FixedRecvByteBufAllocator(2_048 * 16))
                        .handler(new Back())
                        .bind(args[0], 0)
                        .sync()
                        .channel();
        System.out.println(ChildJvm.SAYS + ((InetSocketAddress) channel.localAddress()).getPort());
        try (var requests = ChildJvm.requests()) {
            while (requests.readLine() != null) {
                // Nothing is asked of it; the end of the line is its end.
            }
        }
        var _ = group.shutdownGracefully();
    }

    private static final class Back extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            DatagramPacket packet = (DatagramPacket) message;
            var _ =
                    ctx.write(
                            new DatagramPacket(packet.content(), packet.sender()),
                            ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }
}
