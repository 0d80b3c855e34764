package dev.tandem.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.AgentProfile;
import dev.tandem.server.application.AskOutcome;
import dev.tandem.server.application.CustomerIdentity;
import dev.tandem.server.application.Site;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.server.memory.MemoryPlacements;
import dev.tandem.server.memory.MemorySettings;
import dev.tandem.server.memory.MemorySiteStore;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeLoad;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaBridge;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.BridgeId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.protocol.Presence;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.TimelineEntry;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Several nodes on one store: whoever owns what, customers and agents of any node are in the same
/// conversation, and see every event once and in order, while owners change, messages get lost and
/// nodes die.
class ClusterNodeTest {
    private static final SiteKey SITE = new SiteKey("shop");
    private static final AgentProfile ADA =
            new AgentProfile(new AgentId("ada"), SITE, "Ada", 3, List.of(Queues.DEFAULT));
    private static final AgentProfile BOB =
            new AgentProfile(new AgentId("bob"), SITE, "Bob", 3, List.of(Queues.DEFAULT));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestNetwork network = new TestNetwork();
    private final MemoryConversationStore store = new MemoryConversationStore();
    private final MemorySiteStore sites = new MemorySiteStore();
    private final MemorySettings settings = new MemorySettings();
    private final MemoryPlacements placements = new MemoryPlacements();
    private final Map<String, TestNode> nodes = new HashMap<>();
    private final List<TestSocketFollower> sockets = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    @BeforeEach
    void aSite() {
        sites.save(
                new Site(
                        SITE,
                        "Shop",
                        "en",
                        List.of(),
                        "secret",
                        Optional.empty(),
                        RecordingPolicy.OFF));
    }

    @AfterEach
    void everythingStops() {
        nodes.values().forEach(TestNode::close);
        network.close();
        sockets.forEach(TestSocketFollower::close);
    }

    @Test
    void acrossNodesItIsTheSameConversation() {
        start("a", "b");
        Talk talk = talk("a", "b");
        talk.customerSays("Is it you?");
        talk.agentSays("It is me.");
        talk.bothSee("Is it you?", "It is me.");
        assertThat(talk.customer.timeline(talk.id)).isNotEmpty();
    }

    @Test
    void whatIsBeingWrittenIsReadOnEveryNode() {
        start("a", "b");
        ConversationId id = begin("a", "zoe", Optional.empty());
        List<TestSocketFollower> tabs =
                List.of(socket("a", customer("zoe")), socket("b", customer("zoe")));
        tabs.forEach(tab -> tab.follow(id));
        await(
                "both tabs to follow, because nobody is told of a draft that is over",
                () ->
                        tabs.stream()
                                .allMatch(tab ->
                                        tab.heard.stream()
                                                .anyMatch(
                                                        ServerMessage.CaughtUp.class::isInstance)));
        ask("a", tabs.getFirst(), new ClientCommand.Say(command(), id, "Slowly, please"));
        await(
                "the answer in both tabs, one of which is not at the owner",
                () -> tabs.stream().allMatch(tab -> answeredAfterADraft(tab, id)));
    }

    private static boolean answeredAfterADraft(TestSocketFollower tab, ConversationId id) {
        List<String> heard =
                tab.heard.stream()
                        .flatMap(m ->
                                switch (m) {
                                    case ServerMessage.AssistantDrafting d -> d.text().stream();
                                    case ServerMessage.Entry(
                                                    _,
                                                    TimelineEntry(
                                                            _,
                                                            _,
                                                            _,
                                                            ConversationEvent.AssistantSaid
                                                                    said)) ->
                                            Stream.of(said.text());
                                    default -> Stream.<String>empty();
                                })
                        .filter(text -> !text.contains("blinks"))
                        .toList();
        return heard.equals(List.of("You said:", "You said: Slowly, please"));
    }

    @Test
    void whoeverIsAvailableIsKnownEverywhere() {
        start("a", "b");
        socket("b", agent()).seatedAs(ADA, nodes.get("b"));
        await(
                "both nodes to know that somebody is there",
                () ->
                        !nodes.get("a").availability.of(SITE).isNobody()
                                && !nodes.get("b").availability.of(SITE).isNobody());
        nodes.get("b").node.desks().setPresence(SITE, ADA.id(), Presence.BREAK);
        await(
                "both nodes to know that nobody is there",
                () ->
                        nodes.get("a").availability.of(SITE).isNobody()
                                && nodes.get("b").availability.of(SITE).isNobody());
    }

    @Test
    void whileOwnersChangeEveryEventIsSeenOnceAndInOrder() {
        start("a", "b");
        Talk talk = talk("a", "b");
        for (int i = 0; i < 60; i++) {
            if (i % 10 == 5) {
                // All there is moves to the other node, in the middle of a burst.
                network.own(i % 20 == 5 ? "a" : "b");
            }
            talk.customerSays("customer " + i);
            talk.agentSays("agent " + i);
        }
        talk.bothSee("customer 59", "agent 59");
    }

    @Test
    void whatTheNetworkLosesIsAskedForAgain() {
        start("a", "b");
        Talk talk = talk("a", "b");
        network.loseEvery.set(7);
        for (int i = 0; i < 40; i++) {
            talk.customerSays("customer " + i);
            talk.agentSays("agent " + i);
        }
        network.loseEvery.set(0);
        talk.bothSee("customer 39", "agent 39");
    }

    @Test
    void aDeadNodesConversationsGoOnWithTheOther() {
        start("a", "b", "c");
        Talk talk = talk("a", "b");
        network.own("c");
        talk.customerSays("before");
        network.kill("c", "a", "b");
        talk.customerSays("after");
        talk.agentSays("yes");
        talk.bothSee("before", "after", "yes");
    }

    @Test
    void whatIsSaidWhileAnOwnerDiesIsStoredInTheOrderInWhichItWasSaid() {
        start("a", "b", "c");
        Talk talk = talk("a", "b");
        network.own("c");
        List<CompletionStage<AskOutcome>> asked = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            if (i == 20) {
                network.dies("c");
            }
            said.add("burst " + i);
            asked.add(
                    nodes.get("a")
                            .node
                            .conversations()
                            .ask(
                                    talk.customer.who(),
                                    talk.customer.id(),
                                    new ClientCommand.Say(command(), talk.id, "burst " + i)));
        }
        network.own("a", "b");
        asked.forEach(a -> assertThat(get(a)).isInstanceOf(AskOutcome.Accepted.class));
        assertThat(store.read(talk.id, 0, 500).stream().map(ClusterNodeTest::said))
                .filteredOn(text -> text.startsWith("burst"))
                .containsExactlyElementsOf(said);
        talk.bothSee("burst 0", "burst 39");
    }

    @Test
    void whoRangAtADeadNodeIsRungByTheNextOwner() {
        start("a", "b", "c");
        network.own("c");
        socket("c", agent()).seatedAs(ADA, nodes.get("c"));
        await("the agent to be there", () -> !nodes.get("c").availability.of(SITE).isNobody());
        ConversationId id = begin("a", "zoe", Optional.of(Channel.TEXT));
        await("the desk of the node that dies to ring", () -> phase(id).equals("RINGING"));
        network.kill("c", "a", "b");
        TestSocketFollower desk = socket("b", agent()).seatedAs(ADA, nodes.get("b"));
        await(
                "the desk to ring",
                () ->
                        desk.last(
                                        ServerMessage.OfferRinging.class,
                                        o -> o.conversation().equals(id))
                                .isPresent());
    }

    @Test
    void theAgentsOfADeadNodeAreNotThereAnyMore() {
        start("a", "b");
        network.own("a");
        socket("b", agent()).seatedAs(ADA, nodes.get("b"));
        await("the agent to be there", () -> !nodes.get("a").availability.of(SITE).isNobody());
        network.kill("b", "a");
        await("nobody to be there", () -> nodes.get("a").availability.of(SITE).isNobody());
    }

    @Test
    void withoutAnyOwnerACommandIsRefusedWithAWordToSendItAgain() throws Exception {
        network.own("nobody");
        TestNode a = new TestNode(stores(), network.join("a"), placements);
        nodes.put("a", a);
        network.own("nobody");
        AskOutcome outcome =
                a.node.conversations()
                        .start(who("zoe"), start(Optional.empty()))
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        AskOutcome.Rejected.class,
                        no -> assertThat(no.code()).isEqualTo(RejectionCode.UNAVAILABLE));
    }

    @Test
    void somebodyElsesConversationIsNotThereFromAnotherNodeEither() {
        start("a", "b");
        ConversationId id = begin("a", "zoe", Optional.empty());
        for (String node : List.of("a", "b")) {
            TestSocketFollower stranger =
                    socket(node, Participant.customer(new CustomerId("eve"), ""));
            stranger.follow(id);
            await(
                    "the refusal",
                    () ->
                            stranger.last(
                                            ServerMessage.Rejected.class,
                                            r -> r.code() == RejectionCode.NO_SUCH_CONVERSATION)
                                    .isPresent());
            assertThat(stranger.timeline(id)).isEmpty();
        }
    }

    // Calls

    @Test
    void aCallIsCarriedByTheBridgeWithRoomWhereverItsConversationIs() {
        Bridge full = new Bridge("full", 5);
        Bridge free = new Bridge("free", 0);
        start(Map.of("a", full, "b", free));
        await("the bridges to be known to each other", () -> knowsBoth(full, free));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "both to be asked to join",
                () ->
                        talk.joinedAt(talk.customer).equals(Optional.of("free"))
                                && talk.joinedAt(talk.agent).equals(Optional.of("free")));
        // A new owner finds the call where it is.
        network.own("a");
        talk.customerSays("still there?");
        network.own("b");
        talk.agentSays("yes");
        talk.bothSee("still there?", "yes");
        assertThat(talk.joinedAt(talk.customer)).contains("free");
        assertThat(free.ended).as("a call does not end because its owner changes").isEmpty();
    }

    /// Else it would take the bridge of a live call for dead, and the call away from it.
    @Test
    void aNodeThatComesHearsOfTheOthersBridgesAtOnce() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 0);
        start(Map.of("a", one));
        nodes.get("a").stopsItsClock(); // so that it says nothing unasked
        start(Map.of("b", two));
        network.own("a", "b");
        await("the bridges to be known to each other", () -> knowsBoth(one, two));
    }

    @Test
    void everyNodeKnowsWhetherABridgeWouldTakeACall() {
        start(Map.of("a", new Bridge("full", 10), "c", new Bridge("free", 0)));
        nodes.put("b", new TestNode(stores(), network.join("b"), placements));
        network.own("a", "b", "c");
        await("the free one to be known", () -> nodes.get("b").node.takesCalls());
        network.kill("c", "a", "b");
        await("it to be missed", () -> !nodes.get("b").node.takesCalls());
    }

    @Test
    void theCallOfADeadBridgeGoesOnOverAnother() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 3);
        start(Map.of("a", two, "c", one));
        nodes.put("b", new TestNode(stores(), network.join("b"), placements));
        network.own("a", "b");
        await("the bridges to be known", () -> knowsBoth(one, two));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "the call to be on the bridge with more room",
                () -> talk.joinedAt(talk.customer).equals(Optional.of("one")));
        network.kill("c", "a", "b");
        await(
                "both to be asked to the other bridge",
                () ->
                        talk.joinedAt(talk.customer).equals(Optional.of("two"))
                                && talk.joinedAt(talk.agent).equals(Optional.of("two")));
        await(
                "the timeline to say so",
                () ->
                        talk.customer.timeline(talk.id).stream()
                                .anyMatch(e -> e.event() instanceof ConversationEvent.CallMoved));
    }

    @Test
    void aHoldComesAlongToAnotherBridge() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 3);
        start(Map.of("a", two, "c", one));
        nodes.put("b", new TestNode(stores(), network.join("b"), placements));
        network.own("a", "b");
        await("the bridges to be known", () -> knowsBoth(one, two));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "the call to be somewhere",
                () -> talk.joinedAt(talk.customer).equals(Optional.of("one")));
        talk.agentHolds();
        await("the hold to be said", () -> one.holds("customer-"));
        assertThat(one.holds("agent-")).isFalse();
        network.kill("c", "a", "b");
        await("the other bridge to be told", () -> two.holds("customer-"));
        talk.agentResumes();
        await("the end of it to be said", () -> !two.holds("customer-"));
    }

    // Passing on

    @Test
    void aColleagueAtAnotherNodeTakesTheCallOver() {
        Bridge one = new Bridge("one", 0);
        start(Map.of("a", one));
        nodes.put("b", new TestNode(stores(), network.join("b"), placements));
        network.own("a", "b");
        await("the bridge to be known", () -> knowsBoth(one, one));
        Talk talk = talk("a", "b");
        TestSocketFollower bob = socket("a", bob()).seatedAs(BOB, nodes.get("a"));
        talk.call();
        await("the call to be on", () -> talk.joinedAt(talk.agent).isPresent());
        CallId call = talk.callId();

        await("the colleague to be known", () -> talk.isFree(BOB.id()));
        talk.agentAsks(BOB.id(), "Has restarted it twice.");
        await("the colleague's desk to ring", () -> talk.ringAt(bob).isPresent());
        assertThat(talk.ringAt(bob).orElseThrow().handoff().passedOn().orElseThrow().note())
                .contains("Has restarted it twice.");
        await("music for the customer", () -> one.holds("customer-"));

        ask(
                "a",
                bob,
                new ClientCommand.AcceptOffer(
                        command(), talk.id, talk.ringAt(bob).orElseThrow().offer()));
        bob.follow(talk.id);
        await("the colleague to be asked in", () -> talk.joinedAt(bob).isPresent());
        assertThat(bob.last(ServerMessage.JoinCall.class, j -> j.call().equals(call))).isPresent();
        await("the music to end", () -> !one.holds("customer-"));
        await("the first agent's leg to be gone", () -> one.removed("agent-ada"));
        assertThat(one.ended).as("the call stays").isEmpty();
        assertThat(sent("b", talk.agent.who(), talk.agent.id(), talk.sentence("Bye")))
                .isInstanceOf(AskOutcome.Rejected.class);
        talk.customerSays("Hello Bob");
        talk.bothSee("Hello Bob");
    }

    @Test
    void aColleagueAtAnotherNodeIsTalkedToFirst() {
        Bridge one = new Bridge("one", 0);
        start(Map.of("a", one));
        nodes.put("b", new TestNode(stores(), network.join("b"), placements));
        network.own("a", "b");
        await("the bridge to be known", () -> knowsBoth(one, one));
        Talk talk = talk("a", "b");
        TestSocketFollower bob = socket("a", bob()).seatedAs(BOB, nodes.get("a"));
        talk.call();
        await("the call to be on", () -> talk.joinedAt(talk.agent).isPresent());

        await("the colleague to be known", () -> talk.isFree(BOB.id()));
        talk.agentAsksFirst(BOB.id());
        await("the colleague's desk to ring", () -> talk.ringAt(bob).isPresent());
        assertThat(talk.ringAt(bob).orElseThrow().consult()).contains(true);
        ask(
                "a",
                bob,
                new ClientCommand.AcceptOffer(
                        command(), talk.id, talk.ringAt(bob).orElseThrow().offer()));
        bob.follow(talk.id);
        await("the colleague to be asked in", () -> talk.joinedAt(bob).isPresent());
        await("the two to be alone", () -> one.isHeardOnlyBy("agent-ada", "agent-bob"));
        assertThat(one.isHeardOnlyBy("agent-bob", "agent-ada")).isTrue();
        assertThat(one.holds("customer-")).isTrue();
        assertThat(one.removed("agent-ada")).isFalse();

        talk.agentResumes();
        await("all to hear each other", () -> !one.holds("customer-"));
        assertThat(one.isHeardOnlyBy("agent-ada", "agent-bob")).isFalse();
        ask("b", talk.agent, new ClientCommand.CompleteTransfer(command(), talk.id));
        await("the first agent's leg to be gone", () -> one.removed("agent-ada"));
        talk.customerSays("Hello Bob");
        talk.bothSee("Hello Bob");
    }

    @Test
    void aColleagueAtAnotherNodeWhoSaysNoLeavesItAsItWas() {
        start("a", "b");
        Talk talk = talk("a", "b");
        TestSocketFollower bob = socket("a", bob()).seatedAs(BOB, nodes.get("a"));
        await("the colleague to be known", () -> talk.isFree(BOB.id()));
        talk.agentAsks(BOB.id(), "Yours?");
        await("the colleague's desk to ring", () -> talk.ringAt(bob).isPresent());
        ask(
                "a",
                bob,
                new ClientCommand.PassOffer(
                        command(), talk.id, talk.ringAt(bob).orElseThrow().offer()));
        talk.awaitTransferEnded(OfferEnd.PASSED);
        talk.agentSays("Where were we?");
        talk.bothSee("Where were we?");
    }

    @Test
    void whatIsTakenBackStopsRingingAtTheOtherNode() {
        start("a", "b");
        Talk talk = talk("a", "b");
        TestSocketFollower bob = socket("a", bob()).seatedAs(BOB, nodes.get("a"));
        await("the colleague to be known", () -> talk.isFree(BOB.id()));
        talk.agentAsks(BOB.id(), "Yours?");
        await("the colleague's desk to ring", () -> talk.ringAt(bob).isPresent());
        ask("b", talk.agent, new ClientCommand.CancelTransfer(command(), talk.id));
        await(
                "the desk to be quiet again",
                () ->
                        bob.last(
                                        ServerMessage.OfferClosed.class,
                                        o -> o.outcome().equals(Optional.of(OfferEnd.WITHDRAWN)))
                                .isPresent());
        talk.awaitTransferEnded(OfferEnd.WITHDRAWN);
    }

    @Test
    void aColleagueWhoseNodeDiesWhileItRingsLeavesItWithTheAgent() {
        start("a", "b", "c");
        network.own("a", "b");
        Talk talk = talk("a", "b");
        TestSocketFollower bob = socket("c", bob()).seatedAs(BOB, nodes.get("c"));
        await("the colleague to be known", () -> talk.isFree(BOB.id()));
        talk.agentAsks(BOB.id(), "Yours?");
        await("the colleague's desk to ring", () -> talk.ringAt(bob).isPresent());
        network.kill("c", "a", "b");
        talk.awaitTransferEnded(OfferEnd.AGENT_GONE);
        talk.agentSays("Still me.");
        talk.bothSee("Still me.");
    }

    @Test
    void aColleagueWhoIsNotThereIsSaidSoAtOnce() {
        start("a", "b");
        Talk talk = talk("a", "b");
        talk.agentAsks(new AgentId("nobody"), "Yours?");
        talk.awaitTransferEnded(OfferEnd.AGENT_GONE);
    }

    @Test
    void aDrainingBridgeGetsNoNewCalls() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 3);
        start(Map.of("a", one, "b", two));
        nodes.get("a").draining.set(true);
        await("the bridges to be known", () -> knowsBoth(one, two));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "the call to be on the other bridge",
                () -> talk.joinedAt(talk.customer).equals(Optional.of("two")));
    }

    @Test
    void aDrainingBridgeHandsOverItsCallWhenBothHearOverTheNextOne() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 3);
        start(Map.of("a", one, "b", two));
        await("the bridges to be known", () -> knowsBoth(one, two));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "the call to be on the first bridge",
                () ->
                        talk.joinedAt(talk.customer).equals(Optional.of("one"))
                                && talk.joinedAt(talk.agent).equals(Optional.of("one")));
        talk.agentHolds();
        await("the hold to be said", () -> one.holds("customer-"));

        nodes.get("a").draining.set(true);
        await(
                "both to be asked for a second leg",
                () ->
                        talk.askedToMoveTo(talk.customer).equals(Optional.of("two"))
                                && talk.askedToMoveTo(talk.agent).equals(Optional.of("two")));
        talk.saysItHearsAt("a", talk.customer, "two");
        assertThat(one.ended).as("the agent still hears over the old one").isEmpty();
        talk.saysItHearsAt("b", talk.agent, "two");
        await(
                "both to be told that they are there",
                () ->
                        talk.joinedAt(talk.customer).equals(Optional.of("two"))
                                && talk.joinedAt(talk.agent).equals(Optional.of("two")));
        await("the old bridge to be free", () -> !one.ended.isEmpty());
        await("the hold to have come along", () -> two.holds("customer-"));
        assertThat(two.ended).isEmpty();
        await(
                "the timeline to say so",
                () -> talk.seesEvent(talk.customer, ConversationEvent.CallMoved.class));
    }

    @Test
    void aCallThatDoesNotGetToTheNextBridgeStaysAndIsTriedAgain() {
        Bridge one = new Bridge("one", 0);
        Bridge two = new Bridge("two", 3);
        start(Map.of("a", one, "b", two));
        await("the bridges to be known", () -> knowsBoth(one, two));
        Talk talk = talk("a", "b");
        talk.call();
        await(
                "the call to be on the first bridge",
                () -> talk.joinedAt(talk.agent).equals(Optional.of("one")));
        nodes.get("a").draining.set(true);
        await("a first try", () -> talk.movesAsked(talk.agent) == 1);
        talk.saysItHearsAt("a", talk.customer, "two");
        await("the next bridge to be let go after a while", () -> !two.ended.isEmpty());
        assertThat(talk.joinedAt(talk.customer)).as("who was ahead goes back").contains("one");
        await("another try", () -> talk.movesAsked(talk.agent) == 2);
        assertThat(one.ended).as("the call went on where it was").isEmpty();
        assertThat(talk.seesEvent(talk.customer, ConversationEvent.CallMoved.class)).isFalse();
    }

    /// A bridge that counts and carries nothing.
    private static final class Bridge implements MediaBridge {
        private final BridgeId id;
        private final int calls;
        private final List<BridgeCommand> ended = new CopyOnWriteArrayList<>();
        private final Map<String, Boolean> held = new ConcurrentHashMap<>();
        private final Map<String, Audience> audiences = new ConcurrentHashMap<>();
        private final List<String> removed = new CopyOnWriteArrayList<>();

        Bridge(String id, int calls) {
            this.id = new BridgeId(id);
            this.calls = calls;
        }

        @Override
        public BridgeId id() {
            return id;
        }

        @Override
        public CompletionStage<BridgeReply> perform(BridgeCommand command) {
            if (command instanceof BridgeCommand.EndCall) {
                ended.add(command);
            }
            if (command instanceof BridgeCommand.SetHold hold) {
                held.put(hold.leg().value(), hold.held());
            }
            if (command instanceof BridgeCommand.SetAudience of) {
                audiences.put(of.leg().value(), of.audience());
            }
            if (command instanceof BridgeCommand.RemoveLeg leg) {
                removed.add(leg.leg().value());
            }
            return CompletableFuture.completedStage(new BridgeReply.Done());
        }

        boolean isHeardOnlyBy(String leg, String other) {
            return new Audience.Only(Set.of(new LegId(other))).equals(audiences.get(leg));
        }

        boolean removed(String leg) {
            return removed.contains(leg);
        }

        boolean holds(String leg) {
            return held.entrySet().stream()
                    .anyMatch(e -> e.getKey().startsWith(leg) && e.getValue());
        }

        @Override
        public BridgeLoad load() {
            return new BridgeLoad(calls, 2 * calls, 10);
        }
    }

    /// Every node has heard of every bridge: a call that is placed nowhere would show it.
    private boolean knowsBoth(Bridge one, Bridge two) {
        return nodes.values().stream()
                .allMatch(n -> n.node.bridges().containsAll(List.of(one.id(), two.id())));
    }

    // The people

    private final class Talk {
        final ConversationId id;
        final TestSocketFollower customer;
        final TestSocketFollower agent;
        final String customersNode;
        final String agentsNode;

        Talk(String customersNode, String agentsNode) {
            this.customersNode = customersNode;
            this.agentsNode = agentsNode;
            agent = socket(agentsNode, agent()).seatedAs(ADA, nodes.get(agentsNode));
            await(
                    "somebody to be there",
                    () ->
                            nodes.values().stream()
                                    .noneMatch(n -> n.availability.of(SITE).isNobody()));
            id = begin(customersNode, "zoe", Optional.of(Channel.TEXT));
            customer = socket(customersNode, customer("zoe"));
            customer.follow(id);
            await("the desk to ring", () -> ring().isPresent());
            ask(
                    agentsNode,
                    agent,
                    new ClientCommand.AcceptOffer(command(), id, ring().orElseThrow().offer()));
            agent.follow(id);
            await(
                    "both to be told that they talk",
                    () ->
                            seesEvent(customer, ConversationEvent.AgentJoined.class)
                                    && seesEvent(agent, ConversationEvent.AgentJoined.class));
        }

        private Optional<ServerMessage.OfferRinging> ring() {
            return agent.last(ServerMessage.OfferRinging.class, o -> o.conversation().equals(id));
        }

        private boolean seesEvent(TestSocketFollower who, Class<?> event) {
            return who.timeline(id).stream().anyMatch(e -> event.isInstance(e.event()));
        }

        void customerSays(String text) {
            ask(customersNode, customer, new ClientCommand.Say(command(), id, text));
        }

        void agentSays(String text) {
            ask(agentsNode, agent, new ClientCommand.Say(command(), id, text));
        }

        void call() {
            ask(
                    customersNode,
                    customer,
                    new ClientCommand.ProposeMedia(command(), id, Channel.VOICE));
            ask(agentsNode, agent, new ClientCommand.AnswerProposal(command(), id, true));
        }

        ClientCommand.Say sentence(String text) {
            return new ClientCommand.Say(command(), id, text);
        }

        void agentAsks(AgentId colleague, String note) {
            ask(
                    agentsNode,
                    agent,
                    new ClientCommand.Transfer(
                            command(),
                            id,
                            Optional.of(colleague),
                            Optional.of(note),
                            Optional.empty()));
        }

        void agentAsksFirst(AgentId colleague) {
            ask(
                    agentsNode,
                    agent,
                    new ClientCommand.Transfer(
                            command(),
                            id,
                            Optional.of(colleague),
                            Optional.empty(),
                            Optional.of(true)));
        }

        Optional<ServerMessage.OfferRinging> ringAt(TestSocketFollower colleague) {
            return colleague.last(
                    ServerMessage.OfferRinging.class, o -> o.conversation().equals(id));
        }

        boolean isFree(AgentId colleague) {
            return agent.last(ServerMessage.Desk.class, _ -> true).stream()
                    .flatMap(d -> d.colleagues().stream())
                    .anyMatch(c -> c.agent().equals(colleague) && c.free());
        }

        void awaitTransferEnded(OfferEnd outcome) {
            await(
                    "the agent to be told that it stays",
                    () ->
                            agent.timeline(id).stream()
                                    .anyMatch(e ->
                                            e.event() instanceof ConversationEvent.TransferEnded end
                                                    && end.outcome() == outcome));
        }

        void agentHolds() {
            ask(agentsNode, agent, new ClientCommand.HoldCall(command(), id, callId()));
        }

        void agentResumes() {
            ask(agentsNode, agent, new ClientCommand.ResumeCall(command(), id, callId()));
        }

        private CallId callId() {
            return agent.last(ServerMessage.JoinCall.class, j -> j.conversation().equals(id))
                    .orElseThrow()
                    .call();
        }

        Optional<String> askedToMoveTo(TestSocketFollower who) {
            return who.last(ServerMessage.MoveCall.class, m -> m.conversation().equals(id))
                    .map(m -> m.bridge().value());
        }

        long movesAsked(TestSocketFollower who) {
            return who.heard.stream().filter(m -> m instanceof ServerMessage.MoveCall).count();
        }

        void saysItHearsAt(String node, TestSocketFollower who, String bridge) {
            nodes.get(node)
                    .node
                    .conversations()
                    .signal(
                            id,
                            who.id(),
                            new ClientMessage.LegMoved(id, callId(), new BridgeId(bridge)));
        }

        Optional<String> joinedAt(TestSocketFollower who) {
            return who.last(ServerMessage.JoinCall.class, j -> j.conversation().equals(id))
                    .map(j -> j.bridge().value());
        }

        /// All that was stored stands on both sides, once and in order, with these words in it.
        void bothSee(String... words) {
            for (TestSocketFollower who : List.of(customer, agent)) {
                await(
                        who.id() + " to have heard everything",
                        () -> {
                            who.askAgainWhatNobodyAnswered();
                            return versions(who).equals(stored());
                        });
                assertThat(who.timeline(id).stream().map(ClusterNodeTest::said)).contains(words);
            }
        }

        private List<Long> versions(TestSocketFollower who) {
            return who.timeline(id).stream().map(TimelineEntry::version).toList();
        }

        private List<Long> stored() {
            return LongStream.rangeClosed(1, store.summary(id).orElseThrow().version())
                    .boxed()
                    .toList();
        }
    }

    private static String said(TimelineEntry entry) {
        return switch (entry.event()) {
            case ConversationEvent.CustomerSaid e -> e.text();
            case ConversationEvent.AgentSaid e -> e.text();
            default -> "";
        };
    }

    private Talk talk(String customersNode, String agentsNode) {
        return new Talk(customersNode, agentsNode);
    }

    private void start(String... names) {
        for (String name : names) {
            nodes.put(name, new TestNode(stores(), network.join(name), placements));
        }
        network.own(names);
    }

    private void start(Map<String, Bridge> bridges) {
        bridges.forEach((name, bridge) ->
                nodes.put(
                        name,
                        new TestNode(
                                stores(),
                                network.join(name),
                                placements,
                                Optional.of(bridge),
                                new SimpleMeterRegistry())));
        network.own(bridges.keySet().toArray(String[]::new));
    }

    private TestNode.Stores stores() {
        return new TestNode.Stores(store, sites, settings);
    }

    private TestSocketFollower socket(String node, Participant who) {
        TestSocketFollower socket =
                new TestSocketFollower(
                        "socket-" + ids.incrementAndGet(),
                        who,
                        SITE,
                        nodes.get(node).node.conversations());
        sockets.add(socket);
        return socket;
    }

    private ConversationId begin(String node, String customer, Optional<Channel> person) {
        AskOutcome outcome =
                get(nodes.get(node).node.conversations().start(who(customer), start(person)));
        assertThat(outcome).isInstanceOf(AskOutcome.Accepted.class);
        ConversationId id = ((AskOutcome.Accepted) outcome).conversation();
        if (person.isPresent()) {
            ask(node, customer(customer), "socket", new ClientCommand.SkipDetails(command(), id));
        }
        return id;
    }

    private void ask(String node, TestSocketFollower socket, ClientCommand.InConversation wish) {
        ask(node, socket.who(), socket.id(), wish);
    }

    private void ask(
            String node, Participant who, String socket, ClientCommand.InConversation wish) {
        AskOutcome outcome = sent(node, who, socket, wish);
        while (outcome instanceof AskOutcome.Rejected no
                && no.code() == RejectionCode.UNAVAILABLE) {
            outcome = sent(node, who, socket, wish); // as every client does, with the same id
        }
        assertThat(outcome).as("%s", wish).isInstanceOf(AskOutcome.Accepted.class);
    }

    private AskOutcome sent(
            String node, Participant who, String socket, ClientCommand.InConversation wish) {
        return get(nodes.get(node).node.conversations().ask(who, socket, wish));
    }

    private static AskOutcome get(CompletionStage<AskOutcome> outcome) {
        return outcome.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    private ClientCommand.Start start(Optional<Channel> person) {
        return new ClientCommand.Start(
                command(),
                Optional.of("It blinks red"),
                person,
                Optional.empty(),
                Optional.empty());
    }

    private CommandId command() {
        return new CommandId("cmd-" + ids.incrementAndGet());
    }

    private static CustomerIdentity who(String customer) {
        return new CustomerIdentity(
                SITE,
                new CustomerId(customer),
                new Details(
                        Optional.of("Zoe"),
                        Optional.of("zoe@example.com"),
                        Optional.empty(),
                        Optional.empty()));
    }

    private static Participant customer(String id) {
        return Participant.customer(new CustomerId(id), "Zoe");
    }

    private static Participant agent() {
        return Participant.agent(ADA.id(), ADA.name());
    }

    private static Participant bob() {
        return Participant.agent(BOB.id(), BOB.name());
    }

    private String phase(ConversationId id) {
        return store.summary(id).orElseThrow().phase().name();
    }

    private static void await(String what, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - giveUpAt).as("waited in vain for %s", what).isNegative();
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
