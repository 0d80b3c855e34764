package dev.tandem.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.Property;
import dev.tandem.server.Property.Chance;
import dev.tandem.server.routing.Router.Match;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.ConversationId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Queue in order, the least busy and longest idle agent, nobody over capacity, nobody skipped.
class RouterTest {
    private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");

    @Test
    void whoCameFirstIsServedFirst() {
        assertThat(match(List.of(waiting("late", 1), waiting("early", 9)), agent("ada", 1, 0)))
                .containsExactly(ring("early", "ada"));
    }

    @Test
    void whoHasPriorityIsServedBeforeWhoCameFirst() {
        WaitingCustomer urgent =
                new WaitingCustomer(
                        id("urgent"), "support", false, 5, NOW, Set.of(), Optional.empty());
        assertThat(match(List.of(waiting("early", 9), urgent), agent("ada", 1, 0)))
                .containsExactly(ring("urgent", "ada"));
    }

    @Test
    void ofTwoIdleAgentsTheLongerIdleOneIsRung() {
        AgentState fresh = agent("ada", 1, 0, NOW.minusSeconds(5));
        AgentState idle = agent("bob", 1, 0, NOW.minusSeconds(50));
        assertThat(match(List.of(waiting("zoe", 1)), fresh, idle))
                .containsExactly(ring("zoe", "bob"));
    }

    @Test
    void anIdleAgentIsRungBeforeABusyOneHoweverLongAgoThatOneWasIdle() {
        AgentState busy = agent("ada", 3, 1, NOW.minusSeconds(5_000));
        AgentState idle = agent("bob", 3, 0, NOW.minusSeconds(5));
        assertThat(match(List.of(waiting("zoe", 1)), busy, idle))
                .containsExactly(ring("zoe", "bob"));
    }

    @Test
    void customersWhoWaitTogetherAreSharedOut() {
        List<Match> matches =
                match(
                        List.of(waiting("a", 4), waiting("b", 3), waiting("c", 2)),
                        agent("ada", 3, 0, NOW.minusSeconds(9)),
                        agent("bob", 3, 0, NOW.minusSeconds(8)));
        assertThat(matches).containsExactly(ring("a", "ada"), ring("b", "bob"), ring("c", "ada"));
    }

    @Test
    void nobodyIsRungOverCapacityAwayOrInACall() {
        List<WaitingCustomer> one = List.of(waiting("zoe", 1));
        assertThat(match(one, agent("full", 2, 2))).isEmpty();
        assertThat(
                        match(
                                one,
                                new AgentState(
                                        new AgentId("away"),
                                        Set.of("support"),
                                        false,
                                        2,
                                        0,
                                        false,
                                        NOW)))
                .isEmpty();
        assertThat(
                        match(
                                one,
                                new AgentState(
                                        new AgentId("calling"),
                                        Set.of("support"),
                                        true,
                                        3,
                                        1,
                                        true,
                                        NOW)))
                .isEmpty();
    }

    @Test
    void aCallMayComeOnTopOfTextButNothingOnTopOfACall() {
        WaitingCustomer caller = calling("caller", 5);
        List<Match> matches = match(List.of(caller, waiting("texter", 4)), agent("ada", 3, 1));
        assertThat(matches).containsExactly(ring("caller", "ada"));
    }

    @Test
    void anAgentServesOnlyTheirQueues() {
        AgentState sales =
                new AgentState(new AgentId("sam"), Set.of("sales"), true, 1, 0, false, NOW);
        assertThat(match(List.of(waiting("zoe", 1)), sales)).isEmpty();
        assertThat(Router.isServed("support", List.of(sales))).isFalse();
        assertThat(Router.isServed("sales", List.of(sales))).isTrue();
    }

    @Test
    void whoPassedIsNotAskedAgainWhileSomebodyElseIsFree() {
        assertThat(
                        match(
                                List.of(passed("zoe", NOW.minusSeconds(1), "ada")),
                                agent("ada", 1, 0, NOW.minusSeconds(99)),
                                agent("bob", 1, 0, NOW)))
                .containsExactly(ring("zoe", "bob"));
    }

    @Test
    void afterEverybodyPassedANewRoundBeginsButNotAtOnce() {
        Duration pause = Router.NEXT_ROUND;
        AgentState ada = agent("ada", 1, 0);
        assertThat(match(List.of(passed("zoe", NOW.minus(pause).plusMillis(1), "ada")), ada))
                .isEmpty();
        assertThat(match(List.of(passed("zoe", NOW.minus(pause), "ada")), ada))
                .containsExactly(ring("zoe", "ada"));
    }

    @Test
    void aNewRoundDoesNotWaitForAnAgentWhoIsBusy() {
        assertThat(
                        match(
                                List.of(passed("zoe", NOW.minus(Router.NEXT_ROUND), "ada")),
                                agent("ada", 1, 0),
                                agent("busy", 1, 1)))
                .containsExactly(ring("zoe", "ada"));
    }

    @Test
    void whoWasPassedOnDoesNotHoldUpTheNextOne() {
        assertThat(
                        match(
                                List.of(
                                        passed("first", NOW.minusSeconds(1), "ada"),
                                        waiting("second", 1)),
                                agent("ada", 1, 0)))
                .containsExactly(ring("second", "ada"));
    }

    @Test
    void agentsRefuseNonsense() {
        assertThatThrownBy(() -> agent("ada", -1, 0)).hasMessageContaining("capacity");
        assertThatThrownBy(() -> agent("ada", 1, -1)).hasMessageContaining("load");
    }

    // Whatever comes

    @Test
    void nobodyIsEverOverCapacityNorInTwoPlaces() {
        Property.holds(
                2_000,
                chance -> {
                    List<WaitingCustomer> waiting = customers(chance);
                    List<AgentState> agents = agents(chance);
                    List<Match> matches = Router.match(waiting, agents, NOW);
                    assertThat(matches).extracting(Match::conversation).doesNotHaveDuplicates();
                    Map<AgentId, Long> rung =
                            matches.stream()
                                    .collect(
                                            Collectors.groupingBy(
                                                    Match::agent, Collectors.counting()));
                    for (AgentState a : agents) {
                        long more = rung.getOrDefault(a.id(), 0L);
                        if (more > 0) {
                            assertThat(a.load() + more).isLessThanOrEqualTo(a.capacity());
                            assertThat(a.available() && !a.onCall()).isTrue();
                        }
                    }
                });
    }

    @Test
    void nobodyIsEverSkippedByOneWhoCameLater() {
        Property.holds(
                2_000,
                chance -> {
                    List<WaitingCustomer> waiting = customers(chance);
                    List<Match> matches = Router.match(waiting, agents(chance), NOW);
                    for (Match match : matches) {
                        WaitingCustomer served = find(waiting, match.conversation());
                        assertThat(waiting)
                                .filteredOn(w -> WaitingCustomer.ORDER.compare(w, served) < 0)
                                .filteredOn(w -> w.queue().equals(served.queue()))
                                .filteredOn(w -> !w.passedBy().contains(match.agent()))
                                .allSatisfy(w ->
                                        assertThat(matches)
                                                .extracting(Match::conversation)
                                                .contains(w.conversation()));
                    }
                });
    }

    @Test
    void nobodyWaitsBesideAnIdleAgentWhoHasNotPassed() {
        Property.holds(
                2_000,
                chance -> {
                    List<WaitingCustomer> waiting = customers(chance);
                    List<AgentState> agents = agents(chance);
                    List<Match> matches = Router.match(waiting, agents, NOW);
                    Set<AgentId> rung =
                            matches.stream().map(Match::agent).collect(Collectors.toSet());
                    for (WaitingCustomer w : waiting) {
                        boolean served =
                                matches.stream()
                                        .anyMatch(m -> m.conversation().equals(w.conversation()));
                        if (!served) {
                            assertThat(agents)
                                    .filteredOn(AgentState::canTake)
                                    .filteredOn(a -> a.queues().contains(w.queue()))
                                    .filteredOn(a -> !w.passedBy().contains(a.id()))
                                    .filteredOn(a -> !rung.contains(a.id()))
                                    .isEmpty();
                        }
                    }
                });
    }

    @Test
    void theOrderInWhichTheyAreListedDoesNotMatter() {
        Property.holds(
                500,
                chance -> {
                    List<WaitingCustomer> waiting = customers(chance);
                    List<AgentState> agents = agents(chance);
                    assertThat(Router.match(chance.shuffled(waiting), chance.shuffled(agents), NOW))
                            .isEqualTo(Router.match(waiting, agents, NOW));
                });
    }

    private static List<WaitingCustomer> customers(Chance chance) {
        List<WaitingCustomer> customers = new ArrayList<>();
        List<AgentId> names = List.of(new AgentId("a0"), new AgentId("a1"), new AgentId("a2"));
        for (int i = 0; i < chance.between(0, 8); i++) {
            Set<AgentId> passedBy = chance.yes(0.3) ? Set.copyOf(chance.some(names)) : Set.of();
            customers.add(
                    new WaitingCustomer(
                            id("c" + i),
                            chance.of(List.of("support", "sales")),
                            chance.yes(0.4),
                            chance.between(0, 2),
                            NOW.minusSeconds(chance.between(0, 5)),
                            passedBy,
                            passedBy.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(NOW.minusSeconds(chance.between(0, 30)))));
        }
        return customers;
    }

    private static List<AgentState> agents(Chance chance) {
        List<AgentState> agents = new ArrayList<>();
        for (int i = 0; i < chance.between(0, 4); i++) {
            agents.add(
                    new AgentState(
                            new AgentId("a" + i),
                            Set.copyOf(chance.some(List.of("support", "sales"))),
                            chance.yes(0.8),
                            chance.between(0, 3),
                            chance.between(0, 3),
                            chance.yes(0.2),
                            NOW.minusSeconds(chance.between(0, 5))));
        }
        return agents;
    }

    private static List<Match> match(List<WaitingCustomer> waiting, AgentState... agents) {
        return Router.match(waiting, List.of(agents), NOW);
    }

    private static WaitingCustomer find(List<WaitingCustomer> waiting, ConversationId id) {
        return waiting.stream().filter(w -> w.conversation().equals(id)).findFirst().orElseThrow();
    }

    private static WaitingCustomer waiting(String name, int seconds) {
        return new WaitingCustomer(
                id(name),
                "support",
                false,
                0,
                NOW.minusSeconds(seconds),
                Set.of(),
                Optional.empty());
    }

    private static WaitingCustomer calling(String name, int seconds) {
        return new WaitingCustomer(
                id(name),
                "support",
                true,
                0,
                NOW.minusSeconds(seconds),
                Set.of(),
                Optional.empty());
    }

    private static WaitingCustomer passed(String name, Instant quietSince, String by) {
        return new WaitingCustomer(
                id(name),
                "support",
                false,
                0,
                NOW.minusSeconds(99),
                Set.of(new AgentId(by)),
                Optional.of(quietSince));
    }

    private static AgentState agent(String name, int capacity, int load) {
        return agent(name, capacity, load, NOW.minusSeconds(1));
    }

    private static AgentState agent(String name, int capacity, int load, Instant idleSince) {
        return new AgentState(
                new AgentId(name), Set.of("support"), true, capacity, load, false, idleSince);
    }

    private static ConversationId id(String name) {
        return new ConversationId(name);
    }

    private static Match ring(String conversation, String agent) {
        return new Match(id(conversation), new AgentId(agent));
    }
}
