package dev.tandem.server.cluster;

import dev.tandem.server.application.AgentProfile;
import dev.tandem.server.application.Conversations;
import dev.tandem.server.application.Follower;
import dev.tandem.server.application.Positions;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/// A socket without a network: it hears, and attaches again by the same rule as a real one.
final class TestSocketFollower implements Follower, AutoCloseable {
    private final String id;
    private final Participant who;
    private final SiteKey site;
    private final Conversations conversations;
    private final Positions positions = new Positions();
    private volatile Optional<CallId> carries = Optional.empty();
    private final ExecutorService loop =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    final List<ServerMessage> heard = new CopyOnWriteArrayList<>();

    TestSocketFollower(String id, Participant who, SiteKey site, Conversations conversations) {
        this.id = id;
        this.who = who;
        this.site = site;
        this.conversations = conversations;
    }

    /// Sits down as this agent, by that node.
    TestSocketFollower seatedAs(AgentProfile agent, TestNode at) {
        at.node.desks().connect(agent, this);
        return this;
    }

    void follow(ConversationId conversation) {
        loop.execute(() -> attach(conversation, 0));
    }

    private void attach(ConversationId conversation, long after) {
        positions.asked(conversation, after, System.nanoTime() / 1_000_000);
        conversations.follow(conversation, after, this);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<CallId> carries() {
        return carries;
    }

    @Override
    public Participant who() {
        return who;
    }

    @Override
    public SiteKey site() {
        return site;
    }

    @Override
    public void hear(ServerMessage message) {
        loop.execute(() -> {
            if (message instanceof ServerMessage.JoinCall join) {
                carries = Optional.of(join.call());
            } else if (message instanceof ServerMessage.CallElsewhere) {
                carries = Optional.empty();
            }
            switch (positions.verdict(message)) {
                case PASS -> heard.add(message);
                case DROP -> {}
                case ASK_AGAIN -> again(((ServerMessage.Entry) message).conversation());
            }
        });
    }

    @Override
    public void refused(ConversationId conversation, RejectionCode code, String why) {
        heard.add(new ServerMessage.Rejected(Optional.empty(), code, why));
    }

    @Override
    public void attachAgain(ConversationId conversation) {
        loop.execute(() -> again(conversation));
    }

    private void again(ConversationId conversation) {
        positions.of(conversation).ifPresent(after -> attach(conversation, after));
    }

    /// As a socket does every few seconds.
    void askAgainWhatNobodyAnswered() {
        loop.execute(() -> positions.unanswered(Long.MAX_VALUE / 2).forEach(this::again));
    }

    /// The events that were let through.
    List<TimelineEntry> timeline(ConversationId conversation) {
        return heard.stream()
                .filter(m ->
                        m instanceof ServerMessage.Entry e && e.conversation().equals(conversation))
                .map(m -> ((ServerMessage.Entry) m).entry())
                .toList();
    }

    <T extends ServerMessage> Optional<T> last(Class<T> type, Predicate<T> test) {
        return heard.reversed().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(test)
                .findFirst();
    }

    @Override
    public void close() {
        loop.shutdownNow();
    }
}
