package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// One [SiteDesk] per site: hands each of them what concerns it, and keeps what they last said
/// about availability.
public final class RoutingDesk implements Reaction, Desks, AvailabilitySource {
    private static final Logger log = LoggerFactory.getLogger(RoutingDesk.class);

    private final InstantSource clock;
    private final CallControl.Timer timer;
    private final Supplier<OfferId> offerIds;
    private final Settings settings;
    private final ConcurrentHashMap<SiteKey, Availability> available = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<SiteKey, Room> rooms = new ConcurrentHashMap<>();
    private final LateDoer doer = new LateDoer();

    private record Room(SiteDesk desk, Mailbox mailbox) {}

    public RoutingDesk(
            InstantSource clock,
            CallControl.Timer timer,
            Supplier<OfferId> offerIds,
            Settings settings) {
        this.clock = clock;
        this.timer = timer;
        this.offerIds = offerIds;
        this.settings = settings;
    }

    /// The conversations need routing and routing needs the conversations: the second comes in
    /// here, once, by the composition root.
    public void serve(Doer conversations) {
        doer.become(conversations);
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer ignored) {
        Room room = room(state.site());
        enter(room, () -> room.desk().changed(state));
    }

    @Override
    public void connect(AgentAccount agent, Follower desk) {
        Room room = room(agent.site());
        enter(room, () -> room.desk().connect(agent, desk));
    }

    @Override
    public void disconnect(SiteKey site, AgentId agent, String followerId) {
        Room room = room(site);
        enter(room, () -> room.desk().disconnect(agent, followerId));
    }

    @Override
    public void setPresence(SiteKey site, AgentId agent, Presence presence) {
        Room room = room(site);
        enter(room, () -> room.desk().presence(agent, presence));
    }

    @Override
    public Availability of(SiteKey site) {
        return available.getOrDefault(site, Availability.NOBODY);
    }

    private void enter(Room room, Runnable task) {
        if (!room.mailbox().offer(task)) {
            log.error("The desk of {} is flooded; a change was dropped", room.desk().site());
        }
    }

    private Room room(SiteKey site) {
        return rooms.computeIfAbsent(
                site,
                key -> {
                    Mailbox mailbox = new Mailbox("desk " + key);
                    SiteDesk desk =
                            new SiteDesk(
                                    key,
                                    clock,
                                    timer,
                                    offerIds,
                                    mailbox,
                                    doer,
                                    settings,
                                    a -> available.put(key, a));
                    mailbox.start(ConversationService.QUIET_MILLIS, () -> false);
                    return new Room(desk, mailbox);
                });
    }
}
