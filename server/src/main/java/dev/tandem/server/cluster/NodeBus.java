package dev.tandem.server.cluster;

import dev.tandem.server.application.CallControl;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/// Messages between nodes. Counts what it sends to each node, so the other side notices when
/// something was lost and can ask for everything again; knows which requests wait for an answer.
final class NodeBus implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(NodeBus.class);

    /// Messages that wait to be sent to one node. Over that they are dropped, and the receiver sees
    /// the gap.
    static final int OUTBOUND = 10_000;

    /// A node that has not answered by then is asked again, or another one is.
    static final Duration ANSWER = Duration.ofSeconds(2);

    /// What a request comes to when no answer comes.
    private static final NodeMessage.NotHere LOST = new NodeMessage.NotHere(0);

    private final Peers peers;
    private final NodeCodec codec = new NodeCodec();
    private final CallControl.Timer timer;
    private final Map<NodeId, Outbound> outbound = new ConcurrentHashMap<>();
    private final Map<NodeId, Long> heard = new ConcurrentHashMap<>();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final AtomicLong requests = new AtomicLong();

    private record Pending(NodeId to, CompletableFuture<NodeMessage.Reply> answer) {}

    NodeBus(Peers peers, CallControl.Timer timer) {
        this.peers = peers;
        this.timer = timer;
    }

    /// @param received is told every message but replies, on the thread that received it: hands
    ///   over and returns
    /// @param gap is told when something that a node sent has not arrived
    void open(BiConsumer<NodeId, NodeMessage> received, Consumer<NodeId> gap) {
        peers.onMessage(bytes -> receive(bytes, received, gap));
    }

    /// Sends and returns at once.
    void send(NodeId to, NodeMessage message) {
        if (peers.topology().members().contains(to)) {
            outbound.computeIfAbsent(to, Outbound::new).offer(message);
        }
    }

    void sendToAll(NodeMessage message) {
        Topology now = peers.topology();
        now.members().stream().filter(m -> !m.equals(now.self())).forEach(m -> send(m, message));
    }

    /// The answer, or [NodeMessage.NotHere] if none came in time or the node is gone. Never fails.
    CompletionStage<NodeMessage.Reply> request(
            NodeId to, LongFunction<NodeMessage.Request> message) {
        long number = requests.incrementAndGet();
        CompletableFuture<NodeMessage.Reply> answer = new CompletableFuture<>();
        pending.put(number, new Pending(to, answer));
        send(to, message.apply(number));
        timer.after(ANSWER, () -> answered(number, LOST));
        return answer;
    }

    private void answered(long request, NodeMessage.Reply reply) {
        Pending waiting = pending.remove(request);
        if (waiting != null) {
            waiting.answer().complete(reply);
        }
    }

    /// Forgets nodes that are not there any more; nobody waits for them.
    void keepOnly(Topology now) {
        outbound.values()
                .removeIf(o -> {
                    boolean isGone = !now.members().contains(o.to);
                    if (isGone) {
                        o.close();
                    }
                    return isGone;
                });
        heard.keySet().retainAll(now.members());
        pending.forEach((number, waiting) -> {
            if (!now.members().contains(waiting.to())) {
                answered(number, LOST);
            }
        });
    }

    private void receive(
            byte[] bytes, BiConsumer<NodeId, NodeMessage> received, Consumer<NodeId> gap) {
        NodeCodec.Envelope envelope;
        try {
            envelope = codec.decode(bytes);
        } catch (IOException e) {
            // From a version that says something new: as good as lost.
            log.warn("A message of another node was not understood: {}", e.getMessage());
            return;
        }
        long before = heard.getOrDefault(envelope.from(), 0L);
        heard.put(envelope.from(), envelope.number());
        if (envelope.number() != before + 1) {
            log.info(
                    "Messages {} to {} of node {} are missing",
                    before + 1,
                    envelope.number() - 1,
                    envelope.from());
            gap.accept(envelope.from());
        }
        if (envelope.message() instanceof NodeMessage.Reply reply) {
            answered(reply.request(), reply);
        } else {
            received.accept(envelope.from(), envelope.message());
        }
    }

    /// What waits to be sent to one node, and the thread that sends it.
    private final class Outbound {
        private final NodeId to;
        private final BlockingQueue<NodeMessage> waiting = new ArrayBlockingQueue<>(OUTBOUND);
        private final AtomicLong dropped = new AtomicLong();
        private final Thread sender;

        Outbound(NodeId to) {
            this.to = to;
            this.sender = Thread.ofVirtual().name("to node " + to).start(this::run);
        }

        void offer(NodeMessage message) {
            if (!waiting.offer(message)) {
                dropped.incrementAndGet();
            }
        }

        private void run() {
            long number = 0;
            try {
                while (true) {
                    NodeMessage message = waiting.take();
                    number += 1 + dropped.getAndSet(0);
                    send(number, message);
                }
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        }

        private void send(long number, NodeMessage message) {
            try {
                NodeId self = peers.topology().self();
                peers.send(to, codec.encode(new NodeCodec.Envelope(self, number, message)));
            } catch (RuntimeException e) {
                log.error("A message to node {} is lost", to, e); // which it will notice
            }
        }

        void close() {
            sender.interrupt();
        }
    }

    @Override
    public void close() {
        outbound.values().forEach(Outbound::close);
    }
}
