package dev.tandem.media.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// What the socket of a loop takes before it says that it is full.
class UdpTransportTest {
    /// Of a picture of 1280 x 720 that changed altogether.
    private static final int KEYFRAME_PACKETS = 60;

    private static final int PACKET_BYTES = 1_200;

    private final EventLoopGroup group = UdpTransport.newLoop(0);
    private Channel channel;

    @BeforeEach
    void bind() {
        channel =
                UdpTransport.newBootstrap(group)
                        .handler(
                                new SimpleChannelInboundHandler<DatagramPacket>() {
                                    @Override
                                    protected void channelRead0(
                                            ChannelHandlerContext ctx, DatagramPacket packet) {}
                                })
                        .bind("127.0.0.1", 0)
                        .syncUninterruptibly()
                        .channel();
    }

    @AfterEach
    void close() {
        channel.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    }

    /// All of it is read before any of it is sent.
    @Test
    void aKeyframeForEveryLegOfAFullCallWaitsForItsTurn() throws Exception {
        assertThat(roomLeftBehind(7 * KEYFRAME_PACKETS)).isTrue();
    }

    @Test
    void aQueueThatIsFullSaysSo() throws Exception {
        int more = UdpTransport.SEND_QUEUE.high() / PACKET_BYTES + 1;
        assertThat(roomLeftBehind(more)).isFalse();
    }

    /// Whether there is room behind so many packets that were written and not sent.
    private boolean roomLeftBehind(int packets) throws InterruptedException, ExecutionException {
        InetSocketAddress self = (InetSocketAddress) channel.localAddress();
        return channel.eventLoop()
                .submit(() -> {
                    for (int i = 0; i < packets; i++) {
                        ByteBuf packet =
                                channel.alloc().directBuffer(PACKET_BYTES).writeZero(PACKET_BYTES);
                        var _ = channel.write(new DatagramPacket(packet, self));
                    }
                    return channel.isWritable();
                })
                .get();
    }
}
