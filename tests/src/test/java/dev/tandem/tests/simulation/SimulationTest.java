package dev.tandem.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Decision;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.RecentCommands;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rules that hold always, in thousands of runs; and proof that each check would notice.
///
/// More or other seeds: `-Dsimulation.runs=100000 -Dsimulation.seed=42`.
class SimulationTest {
    private static final int RUNS = Integer.getInteger("simulation.runs", 2_000);
    private static final long SEED = Long.getLong("simulation.seed", 1);

    /// A broken part shows itself within so many runs.
    private static final int RUNS_TO_BITE = 300;

    @Test
    void whateverGoesWrongTheRulesHold() {
        Set<Class<?>> happened = new HashSet<>();
        for (long seed = SEED; seed < SEED + RUNS; seed++) {
            happened.addAll(Simulation.run(seed, Parts.REAL));
        }
        Set<Class<?>> possible =
                new HashSet<>(List.of(ConversationEvent.class.getPermittedSubclasses()));
        possible.remove(ConversationEvent.Hidden.class);
        possible.removeAll(happened);
        assertThat(possible).as("what never happened").isEmpty();
    }

    @Test
    void aRunIsAFunctionOfItsSeed() {
        assertThat(Simulation.lived(7, Parts.REAL).logs())
                .isEqualTo(Simulation.lived(7, Parts.REAL).logs());
    }

    @Test
    void withoutTheFloorCheckTheAssistantTalksIntoTheAgentsConversation() {
        bites(
                4,
                Parts.REAL.deciding((state, command, rules, now) -> {
                    Decision decided = state.decide(command, rules, now);
                    return command instanceof ConversationCommand.Reply late
                                    && !late.says().isEmpty()
                                    && decided instanceof Decision.Rejected
                                    && state.phase() instanceof Phase.WithAgent
                            ? said(late)
                            : decided;
                }));
    }

    @Test
    void withoutTheMemoryOfCommandsARepeatedOneCountsTwice() {
        bites(
                3,
                Parts.REAL.deciding((state, command, rules, now) ->
                        forgetful(state).decide(command, rules, now)));
    }

    @Test
    void withoutTheEndOfTheWaitSomebodyWaitsForEver() {
        bites(
                5,
                Parts.REAL.deciding((state, command, rules, now) ->
                        command instanceof ConversationCommand.PassTime
                                        && state.waiting().isPresent()
                                ? new Decision.Accepted(List.of())
                                : state.decide(command, rules, now)));
    }

    @Test
    void withARouterThatCannotCountAnAgentGetsTooMuch() {
        bites(
                6,
                Parts.REAL.matching((waiting, agents, now) ->
                        Router.match(
                                waiting, agents.stream().map(SimulationTest::idle).toList(), now)));
    }

    @Test
    void withARouterThatServesTheLastFirstSomebodyIsSkipped() {
        bites(
                6,
                Parts.REAL.matching((waiting, agents, now) ->
                        Router.match(
                                waiting.isEmpty()
                                        ? waiting
                                        : List.of(Router.inOrder(waiting).getLast()),
                                agents,
                                now)));
    }

    @Test
    void withADeafPolicyTheWishForAPersonIsLost() {
        bites(7, Parts.REAL.escalating((policy, state, seen) -> carryOn(seen)));
    }

    private static void bites(int rule, Parts broken) {
        assertThatThrownBy(
                        () -> {
                            for (long seed = 1; seed <= RUNS_TO_BITE; seed++) {
                                Simulation.run(seed, broken);
                            }
                        })
                .isInstanceOf(AssertionError.class)
                .hasMessageMatching("(?s)seed=\\d+ step=\\d+ .*")
                .cause()
                .isInstanceOfSatisfying(
                        Violation.class,
                        v -> assertThat(v.rule()).as(v.toString()).isEqualTo(rule));
    }

    private static Decision said(ConversationCommand.Reply late) {
        List<ConversationEvent> events = new ArrayList<>();
        late.says()
                .forEach(a ->
                        events.add(
                                new ConversationEvent.AssistantSaid(
                                        late.inReplyTo(),
                                        a.band(),
                                        a.text(),
                                        a.citations(),
                                        a.confidence(),
                                        Optional.empty())));
        return new Decision.Accepted(events);
    }

    private static Conversation forgetful(Conversation c) {
        return new Conversation(
                c.id(),
                c.version(),
                c.site(),
                c.customer(),
                c.locale(),
                c.segment(),
                c.user(),
                c.startedAt(),
                c.phase(),
                c.phaseSince(),
                c.lastAt(),
                c.transcript(),
                c.context(),
                c.details(),
                c.formSkipped(),
                c.media(),
                c.seen(),
                c.outcome(),
                c.passedOn(),
                new RecentCommands(Map.of()));
    }

    private static AgentState idle(AgentState a) {
        return new AgentState(
                a.id(), a.queues(), a.available(), a.capacity(), 0, false, a.idleSince());
    }

    private static ConversationEvent.EscalationDecided carryOn(Observation seen) {
        return new ConversationEvent.EscalationDecided(
                seen.turn(), EscalationOutcome.CONTINUE, Trigger.NONE, "deaf", "deaf", List.of());
    }
}
