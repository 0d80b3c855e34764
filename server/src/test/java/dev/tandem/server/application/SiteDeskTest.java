package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.memory.MemorySettings;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The desk between the router and the conversations: what is under way counts already.
class SiteDeskTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
    private static final SiteKey SITE = new SiteKey("harbor");

    private final List<ConversationId> rung = new ArrayList<>();
    private final List<Availability> said = new ArrayList<>();
    private int offers;

    /// Answers to a ring come when they come; here they do not come at all.
    private final Doer slow =
            new Doer() {
                @Override
                public CompletionStage<AskOutcome> act(
                        ConversationId conversation, ConversationCommand command) {
                    if (command instanceof ConversationCommand.Ring) {
                        rung.add(conversation);
                    }
                    return new CompletableFuture<>();
                }

                @Override
                public void tell(ConversationId conversation, Role role, ServerMessage message) {}
            };

    private final SiteDesk desk =
            new SiteDesk(
                    () -> NOW,
                    (_, _) -> {},
                    () -> new OfferId("offer-" + ++offers),
                    new Mailbox("desk"),
                    slow,
                    new MemorySettings(),
                    said::add);

    @Test
    void nobodyIsNotSaidBeforeAgentsCouldSitDownButAtOnceOfOneWhoGoesOnABreak() {
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        assertThat(said).isEmpty();
        desk.connect(ada(2), socket());
        assertThat(said.getLast().isNobody()).isFalse();
        desk.presence(new AgentId("ada"), Presence.BREAK);
        assertThat(said.getLast().isNobody()).isTrue();
    }

    @Test
    void aRingThatIsUnderWayTakesTheAgentsCapacity() {
        desk.connect(ada(1), socket());
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"));
    }

    @Test
    void aCallThatIsUnderWayTakesTheAgentWholly() {
        desk.connect(ada(3), socket());
        desk.changed(DeskView.of(waiting("call", Channel.VOICE)));
        desk.changed(DeskView.of(waiting("text", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("call"));
    }

    @Test
    void whatTheCustomerSaysMeanwhileDoesNotFreeThePlace() {
        desk.connect(ada(1), socket());
        Conversation first = waiting("first", Channel.TEXT);
        desk.changed(DeskView.of(first));
        desk.changed(
                DeskView.of(
                        first.after(
                                new TimelineEntry(
                                        first.version() + 1,
                                        NOW,
                                        Optional.empty(),
                                        new ConversationEvent.CustomerSaid("Hello?")))));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"));
    }

    @Test
    void textMayBeUnderWayTwice() {
        desk.connect(ada(2), socket());
        desk.changed(DeskView.of(waiting("first", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("second", Channel.TEXT)));
        desk.changed(DeskView.of(waiting("third", Channel.TEXT)));
        assertThat(rung).containsExactly(new ConversationId("first"), new ConversationId("second"));
    }

    private static Conversation waiting(String name, Channel channel) {
        List<TimelineEntry> log = new ArrayList<>();
        List<ConversationEvent> events =
                new ArrayList<>(
                        Conversation.open(
                                SITE,
                                new CustomerId("customer-" + name),
                                "en",
                                Optional.empty(),
                                Details.NOTHING));
        events.add(new ConversationEvent.Queued("support", channel, NOW.plusSeconds(900)));
        events.forEach(e -> log.add(new TimelineEntry(log.size() + 1, NOW, Optional.empty(), e)));
        return Conversation.replay(new ConversationId(name), log);
    }

    private static AgentProfile ada(int capacity) {
        return new AgentProfile(new AgentId("ada"), SITE, "Ada", capacity, List.of("support"));
    }

    private static Follower socket() {
        return new Follower() {
            @Override
            public String id() {
                return "socket-1";
            }

            @Override
            public Participant who() {
                return Participant.agent(new AgentId("ada"), "Ada");
            }

            @Override
            public SiteKey site() {
                return SITE;
            }

            @Override
            public void hear(ServerMessage message) {}

            @Override
            public void refused(ConversationId conversation, RejectionCode code, String why) {}

            @Override
            public void attachAgain(ConversationId conversation) {}
        };
    }
}
