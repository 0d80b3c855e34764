package dev.tandem.server.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.server.application.ProgramPolicy;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Contribution;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;
import dev.tandem.signaling.timeline.Weighing;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// What would change if another version were live, told from conversations that are over.
class ReplayTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final EscalationSettings LIVE = EscalationSettings.DEFAULT;

    /// Failed answers bring a person sooner, and a person costs less.
    private static final EscalationSettings EARLIER =
            PolicyValue.settings(
                    "v2",
                    Map.of(PolicyValue.FAILURES, 1.0, PolicyValue.AGENT_MINUTE, 0.5),
                    Map.of());

    /// A conversation that the policy `LIVE` has decided in, as the server stores it.
    private static final class Stored {
        final ConversationId id;
        final List<TimelineEntry> log = new ArrayList<>();

        Stored(String id) {
            this.id = new ConversationId(id);
            add(
                    new ConversationEvent.Started(
                            new SiteKey("harbor"),
                            new CustomerId("zoe"),
                            "en",
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }

        Stored asks(String text, AnswerBand band) {
            add(new ConversationEvent.CustomerSaid(text));
            Conversation state = Conversation.replay(id, log);
            EscalationDecided decided =
                    new EscalationPolicy(LIVE, ProgramPolicy.WORDS)
                            .decide(state, seen(state, log.size(), band));
            long turn = log.size();
            add(decided);
            if (decided.outcome() != EscalationOutcome.ESCALATE) {
                add(
                        new ConversationEvent.AssistantSaid(
                                turn, band, "So.", List.of(), 0.5, Optional.empty()));
            }
            if (Replay.bringsPerson(decided)) {
                add(new ConversationEvent.ChannelsOffered(decided.trigger(), List.of()));
            }
            return this;
        }

        Stored declines() {
            return add(new ConversationEvent.ChannelsDeclined());
        }

        Stored takes() {
            add(new ConversationEvent.ChannelChosen(Channel.TEXT));
            return add(
                    new ConversationEvent.Queued("default", Channel.TEXT, NOON.plusSeconds(600)));
        }

        Stored saysNo() {
            return add(new ConversationEvent.AnswerJudged(log.size(), false));
        }

        private Stored add(ConversationEvent event) {
            log.add(
                    new TimelineEntry(
                            log.size() + 1, NOON.plusSeconds(log.size()), Optional.empty(), event));
            return this;
        }

        Past past() {
            return Past.of(id, log);
        }
    }

    private static Observation seen(Conversation state, long turn, AnswerBand band) {
        List<String> earlier =
                state.transcript().customerTurns().reversed().stream()
                        .filter(t -> t.version() < turn)
                        .map(t -> t.text())
                        .toList();
        String text = state.transcript().turn(turn).orElseThrow().text();
        return new Observation(
                turn,
                text,
                Optional.of(band),
                earlier.stream().map(e -> e.equals(text) ? 1.0 : 0.0).toList(),
                earlier,
                List.of(),
                Duration.ZERO);
    }

    /// The answer that was given; one that was withheld was nothing.
    private static Replayed replay(EscalationSettings tried, Stored... conversations) {
        Replay replay = new Replay(LIVE, tried, ProgramPolicy.WORDS);
        Replayed sum = Replayed.NOTHING;
        for (Stored stored : conversations) {
            sum =
                    sum.plus(
                            replay.of(
                                    stored.past(),
                                    m ->
                                            seen(
                                                    m.state(),
                                                    m.turn().version(),
                                                    m.band().orElse(AnswerBand.NONE))));
        }
        return sum;
    }

    @Test
    void theSameVersionChangesNothing() {
        Replayed replayed =
                replay(
                        LIVE,
                        new Stored("c1").asks("How do I restart it?", AnswerBand.ANSWER),
                        new Stored("c2")
                                .asks("What is the warranty?", AnswerBand.NONE)
                                .asks("And for how long?", AnswerBand.NONE));
        assertThat(replayed.conversations()).isEqualTo(2);
        assertThat(replayed.comparison().decisions()).isEqualTo(3);
        assertThat(replayed.comparison().changed()).isZero();
        assertThat(replayed.comparison().examples()).isEmpty();
        assertThat(replayed.live()).isEqualTo(replayed.tried());
    }

    @Test
    void aVersionThatEscalatesEarlierIsSeenInNumbersAndInAnExample() {
        Replayed replayed =
                replay(
                        EARLIER,
                        new Stored("c1").asks("How do I restart it?", AnswerBand.ANSWER),
                        new Stored("c2").asks("What is the warranty?", AnswerBand.NONE));

        assertThat(replayed.comparison().changed()).isEqualTo(1);
        assertThat(replayed.live().persons()).isZero();
        assertThat(replayed.tried().persons()).isEqualTo(1);
        Comparison.Example example = replayed.comparison().examples().getFirst();
        assertThat(example.conversation().value()).isEqualTo("c2");
        assertThat(example.lines())
                .containsExactly(new Comparison.Line(Role.CUSTOMER, "What is the warranty?"));
        assertThat(example.live().outcome()).isNotEqualTo(EscalationOutcome.ESCALATE);
        assertThat(example.live().policyVersion()).isEqualTo(LIVE.version());
        assertThat(example.tried().outcome()).isEqualTo(EscalationOutcome.ESCALATE);
        assertThat(example.tried().trigger()).isEqualTo(Trigger.AI_UNCERTAIN);
        assertThat(example.tried().rule()).isEqualTo("failed_answers");
        assertThat(example.tried().policyVersion()).isEqualTo("v2");
    }

    @Test
    void anExampleHoldsNoCardAndNoAddress() {
        Replayed replayed =
                replay(
                        EARLIER,
                        new Stored("c1")
                                .asks(
                                        "Is 4111 1111 1111 1111 12/27 still valid? zoe@mail.example",
                                        AnswerBand.NONE),
                        new Stored("c2")
                                .asks("My card: 5555 5555 5555 4444", AnswerBand.ANSWER)
                                .saysNo());

        assertThat(replayed.comparison().examples())
                .hasSize(2)
                .flatExtracting(Comparison.Example::lines)
                .extracting(Comparison.Line::text)
                .containsExactlyInAnyOrder(
                        "Is [card] 12/27 still valid? [email]", "My card: [card]", "So.");
    }

    @Test
    void agentsAreLoadedByTheShareOfOffersThatCustomersTake() {
        Stored taken =
                new Stored("c1")
                        .asks("What is the warranty?", AnswerBand.NONE)
                        .asks("And for how long?", AnswerBand.NONE)
                        .takes();
        Stored declined =
                new Stored("c2")
                        .asks("What is the warranty?", AnswerBand.NONE)
                        .asks("And for how long?", AnswerBand.NONE)
                        .declines();
        Stored once = new Stored("c3").asks("Do you sell shoes?", AnswerBand.NONE);
        Stored never = new Stored("c4").asks("How do I restart it?", AnswerBand.ANSWER);
        Replayed replayed = replay(EARLIER, taken, declined, once, never);

        assertThat(replayed.offered()).isEqualTo(2);
        assertThat(replayed.taken()).isEqualTo(1);
        assertThat(replayed.live().persons()).isEqualTo(2);
        assertThat(replayed.tried().persons()).isEqualTo(3);
        double minutes = EARLIER.values().handlingMinutes();
        assertThat(replayed.minutesPer100(replayed.live(), EARLIER.values()))
                .isCloseTo(2 / 4.0 * 0.5 * minutes * 100, within(1e-9));
        assertThat(replayed.minutesPer100(replayed.tried(), EARLIER.values()))
                .isCloseTo(3 / 4.0 * 0.5 * minutes * 100, within(1e-9));
        double person = 0.5 * minutes;
        double alone = 0.3 * EARLIER.values().customerLost(Optional.empty());
        assertThat(replayed.costPer100(replayed.tried()))
                .isCloseTo((0.5 * 3 * person + 0.5 * 3 * alone) * 100 / 4, within(1e-9));
    }

    @Test
    void goingOnAloneCostsWhatTheHeaviestReasonDoesAndNotTheSumOfAll() {
        Stored refused =
                new Stored("c1")
                        .asks(
                                "I tried another cable and reset it, error E133 only when both pumps run, what could it be?",
                                AnswerBand.NONE)
                        .declines();
        List<Double> costs =
                refused.log.stream()
                        .filter(e -> e.event() instanceof EscalationDecided)
                        .map(e -> ((EscalationDecided) e.event()).weighing().orElseThrow())
                        .flatMap(w -> w.contributions().stream().map(Contribution::cost))
                        .toList();
        assertThat(costs).hasSizeGreaterThan(1);
        Replayed replayed = replay(LIVE, refused);
        assertThat(replayed.takenShare()).isZero();
        assertThat(replayed.costPer100(replayed.live()))
                .isCloseTo(Collections.max(costs) * 100, within(1e-9));
    }

    @Test
    void anExplicitRequestIsTheSameInEveryVersionAndNeedsNoReading() {
        Past past = new Stored("c1").asks("I want to talk to a person", AnswerBand.ANSWER).past();
        Replayed replayed =
                new Replay(LIVE, EARLIER, ProgramPolicy.WORDS)
                        .of(
                                past,
                                _ -> {
                                    throw new AssertionError("the words are enough");
                                });
        assertThat(replayed.comparison().counts())
                .containsExactly(
                        Map.entry(
                                new Comparison.Pairing(
                                        EscalationOutcome.ESCALATE,
                                        Trigger.EXPLICIT_REQUEST,
                                        EscalationOutcome.ESCALATE,
                                        Trigger.EXPLICIT_REQUEST),
                                1L));
    }

    @Test
    void aNoToAnAnswerIsAskedAgainToo() {
        Replayed replayed =
                replay(
                        EARLIER,
                        new Stored("c1").asks("How do I restart it?", AnswerBand.ANSWER).saysNo());
        assertThat(replayed.comparison().examples())
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.live().outcome()).isEqualTo(EscalationOutcome.CONTINUE);
                    assertThat(e.tried().outcome()).isEqualTo(EscalationOutcome.OFFER);
                    assertThat(e.tried().rule()).isEqualTo("judged_answers");
                });
    }

    @Test
    void theWaitThatADecisionReckonedWithIsFoundAgain() {
        PolicyBook book = PolicyBook.empty(new SiteKey("harbor"));
        BusinessValues values = LIVE.values();
        EscalationDecided stored =
                new EscalationDecided(
                        3,
                        EscalationOutcome.CONTINUE,
                        Trigger.NONE,
                        "no_rule",
                        LIVE.version(),
                        List.of(),
                        Optional.of(
                                new Weighing(
                                        List.of(),
                                        0,
                                        0,
                                        values.agentCost(Duration.ofSeconds(95)),
                                        List.of(),
                                        Optional.empty())));
        assertThat(book.waitIn(stored)).isEqualTo(Duration.ofSeconds(95));
        EscalationDecided unknown =
                new EscalationDecided(
                        3,
                        EscalationOutcome.CONTINUE,
                        Trigger.NONE,
                        "no_rule",
                        "v9",
                        List.of(),
                        stored.weighing());
        assertThat(book.waitIn(unknown)).isZero();
    }

    @Test
    void whateverWasSaidALowerPriceOfAgentsNeverBringsFewerPersons() {
        String[] said = {
            "How do I restart it?",
            "It keeps dropping every evening since the update, error E42, with two phones",
            "I want to cancel my order and get my money back",
            "We need 40 lines by May, can you make us an offer?",
            "This is ridiculous, third time I ask",
            "That did not help",
            "Where are you?"
        };
        AnswerBand[] bands = {AnswerBand.ANSWER, AnswerBand.SUGGEST, AnswerBand.NONE};
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            Stored stored = new Stored("c" + seed);
            int turns = 1 + random.nextInt(4);
            for (int i = 0; i < turns; i++) {
                stored.asks(said[random.nextInt(said.length)], bands[random.nextInt(3)]);
            }
            EscalationSettings cheaper =
                    PolicyValue.settings(
                            "v2", Map.of(PolicyValue.AGENT_MINUTE, random.nextDouble()), Map.of());
            Replayed replayed = replay(cheaper, stored);
            assertThat(replayed.tried().persons())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(replayed.live().persons());
            assertThat(replayed.comparison().decisions()).as("seed %d", seed).isEqualTo(turns);
            assertThat(replay(cheaper, stored)).as("seed %d, again", seed).isEqualTo(replayed);
        }
    }
}
