package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.SiteKey;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The desks of the sites that this node owns: one [SiteDesk] each, opened by the first that has
/// something to say to it.
public final class RoutingDesk implements Desks {
    private static final Logger log = LoggerFactory.getLogger(RoutingDesk.class);

    private final InstantSource clock;
    private final CallControl.Timer timer;
    private final Supplier<OfferId> offerIds;
    private final Presences presences;
    private final ConversationStore store;
    private final LateDoer doer = new LateDoer();
    private final BiConsumer<SiteKey, Availability> publish;
    private final ConcurrentHashMap<SiteKey, Room> rooms = new ConcurrentHashMap<>();

    /// A desk, its mailbox, and what conversations have become since it last looked: of each only
    /// the newest, so however much is said, nothing is dropped and nothing piles up.
    private record Room(
            SiteDesk desk,
            Mailbox mailbox,
            ConcurrentHashMap<ConversationId, DeskView> news,
            AtomicBoolean told) {
        Room(SiteDesk desk, Mailbox mailbox) {
            this(desk, mailbox, new ConcurrentHashMap<>(), new AtomicBoolean());
        }

        void tell(DeskView view) {
            news.merge(view.id(), view, (a, b) -> a.version() > b.version() ? a : b);
            if (told.compareAndSet(false, true) && !mailbox.offer(this::read)) {
                told.set(false); // the mailbox is full of work; whatever comes next reads it
            }
        }

        private void read() {
            told.set(false);
            for (ConversationId id : List.copyOf(news.keySet())) {
                DeskView view = news.remove(id);
                if (view != null) {
                    desk.changed(view);
                }
            }
        }
    }

    /// @param publish is told who could come, whenever a desk has looked
    public RoutingDesk(
            InstantSource clock,
            CallControl.Timer timer,
            Supplier<OfferId> offerIds,
            Presences presences,
            ConversationStore store,
            BiConsumer<SiteKey, Availability> publish) {
        this.clock = clock;
        this.timer = timer;
        this.offerIds = offerIds;
        this.presences = presences;
        this.store = store;
        this.publish = publish;
    }

    /// The conversations need routing and routing needs the conversations: the second comes in
    /// here, once, by the composition root.
    public void serve(Doer conversations) {
        doer.become(conversations);
    }

    @Override
    public void changed(DeskView conversation) {
        room(conversation.site()).tell(conversation);
    }

    @Override
    public void connect(AgentProfile agent, Follower follower) {
        enter(agent.site(), desk -> desk.connect(agent, follower));
    }

    @Override
    public void disconnect(SiteKey site, AgentId agent, String followerId) {
        Room room = rooms.get(site);
        if (room != null) {
            enter(site, desk -> desk.disconnect(agent, followerId));
        }
    }

    @Override
    public void setPresence(SiteKey site, AgentId agent, Presence presence) {
        enter(site, desk -> desk.presence(agent, presence));
    }

    /// Forgets the desk of a site that another node owns now; agents and conversations turn there.
    public void release(SiteKey site) {
        Room room = rooms.remove(site);
        if (room != null) {
            room.mailbox().offer(room.desk()::close);
        }
    }

    public List<SiteKey> ownedNow() {
        return List.copyOf(rooms.keySet());
    }

    private void enter(SiteKey site, Consumer<SiteDesk> task) {
        Room room = room(site);
        if (!room.mailbox().offer(() -> task.accept(room.desk()))) {
            log.error("The desk of {} is flooded; a change was dropped", site);
        }
    }

    private Room room(SiteKey site) {
        return rooms.computeIfAbsent(
                site,
                key -> {
                    Mailbox mailbox = new Mailbox("desk " + key);
                    SiteDesk desk =
                            new SiteDesk(
                                    clock,
                                    timer,
                                    offerIds,
                                    mailbox,
                                    doer,
                                    presences,
                                    a -> publish.accept(key, a));
                    mailbox.offer(() -> open(key, desk));
                    mailbox.start(ConversationService.QUIET_MILLIS, desk::isClosed);
                    return new Room(desk, mailbox);
                });
    }

    private void open(SiteKey site, SiteDesk desk) {
        try {
            desk.open(store.unfinished(site));
        } catch (StoreUnavailableException e) {
            log.warn("The desk of {} opens without the store: {}", site, e.getMessage());
            desk.open(List.of());
        }
    }
}
