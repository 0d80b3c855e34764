package dev.tandem.tests.simulation;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.ConversationSummary;
import dev.tandem.server.conversation.PhaseKind;
import dev.tandem.server.conversation.RecordingPolicies;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.memory.MemoryConversationStore;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.Participant;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run: customers with one or two tabs, agents, two nodes, one log, and everything that goes
/// wrong between them.
final class World {
    /// Serves customers too.
    static final AgentId SUPERVISOR = new AgentId("agent-0");

    static final SiteKey SITE = new SiteKey("harbor");

    private static final Duration LATEST = Duration.ofSeconds(3);
    private static final Duration VERY_LATE = Duration.ofSeconds(60);
    private static final Duration SWEEP = Duration.ofSeconds(5);

    /// How often everybody does something, until they fall silent.
    private static final Duration PACE = Duration.ofSeconds(10);

    private final Dice dice;
    private final Parts parts;
    private final Rules rules;
    private final Agenda agenda = new Agenda();
    private final ConversationStore store = new MemoryConversationStore();
    private final List<Node> nodes;
    private final Watch watch;
    private final Desk desk;
    private final SlowAssistant assistant;
    private final People people;
    private final List<Client> tabs = new ArrayList<>();
    private final List<Client> browsers = new ArrayList<>();
    private boolean silent;

    World(long seed, Parts parts) {
        this.dice = new Dice(seed);
        this.parts = parts;
        RecordingPolicy recorded = dice.of(List.of(RecordingPolicy.values()));
        this.rules = (dice.chance(0.7) ? Rules.DEFAULT : hasty()).recording(_ -> recorded);
        Map<AgentId, Integer> capacity = new LinkedHashMap<>();
        for (int i = 0; i <= dice.below(2); i++) {
            capacity.put(new AgentId("agent-" + i), 1 + dice.below(2));
        }
        this.watch = new Watch(rules, capacity);
        this.nodes = List.of(new Node(this), new Node(this));
        this.desk = new Desk(this, capacity);
        this.assistant =
                new SlowAssistant(
                        this,
                        new EscalationSettings(
                                "random",
                                dice.chance(0.5) ? 0.6 : 1,
                                1 + dice.below(5),
                                1 + dice.below(5),
                                0.72));
        this.people = new People(this);
        for (int i = 0; i <= dice.below(3); i++) {
            Participant customer = Participant.customer(new CustomerId("customer-" + i), "");
            tabs.add(new Client(this, "tab-" + i, customer));
            if (dice.chance(0.4)) {
                tabs.add(new Client(this, "second-tab-" + i, customer));
            }
        }
        capacity.keySet()
                .forEach(a ->
                        browsers.add(
                                new Client(
                                        this,
                                        a.value(),
                                        a.equals(SUPERVISOR)
                                                ? Participant.supervisor(a, a.value())
                                                : Participant.agent(a, a.value()))));
        tabs.forEach(t -> often(() -> people.customerActs(t)));
        browsers.forEach(b -> often(() -> people.agentActs(b)));
        browsers.forEach(b -> often(() -> people.supervisorActs(b)));
        often(this::somethingBreaks);
        agenda.after(SWEEP, this::sweepOften);
    }

    /// Short patience, and little room.
    private static Rules hasty() {
        return new Rules(
                Duration.ofSeconds(4),
                Duration.ofSeconds(20),
                Duration.ofSeconds(8),
                Duration.ofSeconds(60),
                Duration.ofSeconds(10),
                Duration.ofSeconds(20),
                Duration.ofSeconds(45),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                40,
                RecordingPolicies.NOWHERE);
    }

    private void often(Runnable doing) {
        agenda.after(
                dice.upTo(PACE),
                () -> {
                    if (!silent) {
                        doing.run();
                        often(doing);
                    }
                });
    }

    private void somethingBreaks() {
        if (dice.chance(0.04)) {
            crash(dice.below(nodes.size()));
        }
        if (dice.chance(0.02)) {
            agenda.jumpTo(agenda.now().plus(dice.upTo(Duration.ofMinutes(20))));
        }
        if (dice.chance(0.05)) {
            nodes.get(dice.below(nodes.size()))
                    .skew(dice.upTo(Duration.ofSeconds(6)).minusSeconds(3));
        }
        if (dice.chance(0.1)) {
            dice.of(tabs).reconnect();
        }
        if (dice.chance(0.2)) {
            desk.loseBridge();
        }
        if (dice.chance(0.1)) {
            desk.loseParty();
        }
        if (dice.chance(0.1)) {
            desk.loseRecordings();
        }
        if (dice.chance(0.1)) {
            desk.loseSupervisors();
        }
    }

    private void crash(int which) {
        nodes.get(which).crash();
        if (which == 0) {
            desk.restart(() -> store.unfinished(SITE).forEach(s -> nodes.get(0).load(s.id())));
        }
    }

    private void sweepOften() {
        sweep();
        if (!silent) {
            agenda.after(SWEEP, this::sweepOften);
        }
    }

    private void sweep() {
        for (ConversationSummary late : store.overdue(agenda.now(), Integer.MAX_VALUE)) {
            nodes.get(0).passTime(late.id());
        }
    }

    // A run

    boolean step() {
        return agenda.step();
    }

    /// Nobody does anything any more, and nothing breaks.
    void fallSilent() {
        silent = true;
        nodes.forEach(n -> n.skew(Duration.ZERO));
    }

    /// The next moment at which silence has a consequence.
    Optional<Instant> nextDeadline() {
        return store.unfinished(SITE).stream()
                .flatMap(s -> s.nextDeadline().stream())
                .min(Instant::compareTo);
    }

    void sweepAt(Instant time) {
        agenda.jumpTo(time);
        sweep();
    }

    void everybodyReconnects() {
        tabs.forEach(Client::reconnect);
        browsers.forEach(Client::reconnect);
    }

    void everybodyHasCaughtUp() {
        tabs.forEach(Client::caughtUp);
        browsers.forEach(Client::caughtUp);
    }

    // What everybody uses

    /// Mostly soon; sometimes late, lost, or twice.
    void network(Runnable delivery) {
        if (!fails(0.05)) {
            agenda.after(dice.upTo(fails(0.03) ? VERY_LATE : LATEST), delivery);
        }
        if (fails(0.05)) {
            agenda.after(dice.upTo(VERY_LATE), delivery);
        }
    }

    boolean fails(double probability) {
        return !silent && dice.chance(probability);
    }

    Node someNode() {
        return nodes.get(fails(0.1) ? 1 : 0);
    }

    Node node(int which) {
        return nodes.get(which);
    }

    /// A customer has one open conversation; the next one's id follows from how many there were.
    ConversationId currentOrNext(Participant customer) {
        CustomerId id = customerId(customer);
        return store.openOf(SITE, id)
                .map(ConversationSummary::id)
                .orElseGet(() -> new ConversationId(id + "-" + (store.countOf(SITE, id) + 1)));
    }

    long versionOf(ConversationId id) {
        return store.summary(id).map(ConversationSummary::version).orElse(0L);
    }

    static CustomerId customerId(Participant customer) {
        return new CustomerId(customer.id());
    }

    Availability available() {
        return desk.available();
    }

    boolean isSilent() {
        return silent;
    }

    boolean isOver() {
        return store.history(SITE, Optional.empty(), Integer.MAX_VALUE).stream()
                .allMatch(s -> s.phase() == PhaseKind.CLOSED);
    }

    Dice dice() {
        return dice;
    }

    Parts parts() {
        return parts;
    }

    Rules rules() {
        return rules;
    }

    Agenda agenda() {
        return agenda;
    }

    ConversationStore store() {
        return store;
    }

    Watch watch() {
        return watch;
    }

    Desk desk() {
        return desk;
    }

    SlowAssistant assistant() {
        return assistant;
    }
}
