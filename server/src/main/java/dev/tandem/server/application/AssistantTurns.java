package dev.tandem.server.application;

import dev.tandem.server.conversation.Availability;
import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Phase;
import dev.tandem.server.conversation.Transcript;
import dev.tandem.server.escalation.Observation;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Weighing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Takes the assistant's turn after every customer message it owes an answer: words that ask for a
/// person first, then the answer, then the escalation policy over both. The conversation itself
/// decides whether it may still be said.
public final class AssistantTurns implements Reaction {
    private static final Logger log = LoggerFactory.getLogger(AssistantTurns.class);

    /// Answers worked on at once; inference uses a processor each.
    public static final int AT_ONCE = Math.max(2, Runtime.getRuntime().availableProcessors());

    /// With a model that writes: most of a turn is waiting for it.
    public static final int AT_ONCE_WRITING = 16 * AT_ONCE;

    /// A turn waits so long for its place; then the conversation's own deadline offers a person.
    static final Duration PLACE_WITHIN = Duration.ofSeconds(8);

    /// Earlier messages that a rephrased question is compared with.
    static final int EARLIER = 4;

    private final Assistant assistant;
    private final PolicySource policies;
    private final AvailabilitySource availability;
    private final AnswerMeter meter;
    private final Semaphore places;
    private final ConcurrentHashMap<ConversationId, TurnUnderWay> turns = new ConcurrentHashMap<>();

    /// Told about every answer, for the metrics.
    public interface AnswerMeter {
        void answered(String band, Duration took);
    }

    public AssistantTurns(
            Assistant assistant,
            PolicySource policies,
            AvailabilitySource availability,
            AnswerMeter meter,
            int atOnce) {
        this.assistant = assistant;
        this.policies = policies;
        this.availability = availability;
        this.meter = meter;
        places = new Semaphore(atOnce, true);
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        Optional<Long> owed =
                state.phase() instanceof Phase.WithAssistant p
                        ? p.question().map(q -> q.version())
                        : Optional.empty();
        turns.computeIfPresent(
                state.id(), (_, turn) -> owed.filter(turn::isOn).isPresent() ? turn : over(turn));
        if (owed.isEmpty()) {
            return;
        }
        long version = owed.get();
        boolean isNew = entries.isEmpty() || entries.stream().anyMatch(e -> e.version() == version);
        Optional<Transcript.Turn> question = state.transcript().turn(version);
        if (isNew && question.isPresent()) {
            begin(state, new TurnUnderWay(state.id(), question.get(), doer), doer);
        }
    }

    private static @Nullable TurnUnderWay over(TurnUnderWay turn) {
        turn.floorPassed();
        return null;
    }

    /// One turn at a time in a conversation, the newest.
    private void begin(Conversation state, TurnUnderWay turn, Doer doer) {
        TurnUnderWay before = turns.put(state.id(), turn);
        if (before != null) {
            before.floorPassed();
        }
        Thread.ofVirtual()
                .name("assistant " + state.id())
                .start(() -> {
                    try {
                        take(state, turn, doer);
                    } finally {
                        turns.remove(state.id(), turn);
                    }
                });
    }

    /// The new owner asks again.
    @Override
    public void released(ConversationId conversation) {
        turns.computeIfPresent(conversation, (_, turn) -> over(turn));
    }

    private void take(Conversation state, TurnUnderWay turn, Doer doer) {
        Transcript.Turn question = turn.question();
        PolicySource.InForce policy = policies.of(state.site());
        Observation words = Observation.ofWords(question.version(), question.text());
        Optional<EscalationDecided> explicit = policy.live().explicitRequest(state, words);
        if (explicit.isPresent()) {
            say(state, turn, List.of(), explicit.get(), doer);
            policy.beside().decided(state, words, explicit.get());
            return;
        }
        Optional<EscalationDecided> told = policy.live().answerToDoubt(state, words);
        if (told.isPresent()) {
            boolean goesOn = told.get().outcome() == EscalationOutcome.CONTINUE;
            say(
                    state,
                    turn,
                    goesOn ? List.of(assistant.goesOn(state, question)) : List.of(),
                    told.get(),
                    doer);
            policy.beside().decided(state, words, told.get());
            return;
        }
        ConversationId id = state.id();
        doer.tell(id, Role.CUSTOMER, new ServerMessage.Typing(id, Role.ASSISTANT, true));
        try {
            if (!places.tryAcquire(PLACE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("No place for the assistant's turn in {}", id);
                fail(state, question, doer);
                return;
            }
            try {
                if (!turn.isOver()) {
                    answer(state, turn, policy, doer);
                }
            } finally {
                places.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("The assistant failed in {}", id, e);
            fail(state, question, doer);
        } finally {
            doer.tell(id, Role.CUSTOMER, new ServerMessage.Typing(id, Role.ASSISTANT, false));
        }
    }

    private void answer(
            Conversation state, TurnUnderWay turn, PolicySource.InForce policy, Doer doer) {
        Transcript.Turn question = turn.question();
        long began = System.nanoTime();
        Impression seen = new Impression(state, question);
        ConversationCommand.Answer answer =
                assistant.answer(
                        state,
                        question,
                        turn.customer(() -> isSaid(policy, state, seen.with(AnswerBand.ANSWER))));
        meter.answered(answer.band().name(), Duration.ofNanos(System.nanoTime() - began));
        Observation observed = seen.with(answer.band());
        EscalationDecided decision = policy.live().decide(state, observed);
        List<ConversationCommand.Answer> says =
                switch (decision.outcome()) {
                    case CONTINUE, OFFER -> List.of(answer);
                    case CLARIFY ->
                            List.of(
                                    answer,
                                    assistant.asksBack(state, question, decision.trigger()));
                    case ESCALATE -> List.of();
                };
        say(state, turn, says, decision, doer)
                .thenAccept(outcome -> {
                    if (outcome instanceof AskOutcome.Rejected) {
                        turn.withdraw();
                    }
                });
        policy.beside().decided(state, observed, decision);
    }

    /// An answer that a person will give instead is not shown while it is written, either.
    private static boolean isSaid(
            PolicySource.InForce policy, Conversation state, Observation seen) {
        return policy.live().decide(state, seen).outcome() != EscalationOutcome.ESCALATE;
    }

    /// What the policy is shown of a message, found out once, when it is needed first.
    private final class Impression {
        private final Conversation state;
        private final Transcript.Turn question;
        private Optional<Observation> withoutAnswer = Optional.empty();

        Impression(Conversation state, Transcript.Turn question) {
            this.state = state;
            this.question = question;
        }

        Observation with(AnswerBand band) {
            Observation seen =
                    withoutAnswer.orElseGet(() ->
                            observed(
                                    assistant,
                                    state,
                                    question,
                                    Optional.empty(),
                                    expectedWait(availability.of(state.site()))));
            withoutAnswer = Optional.of(seen);
            return seen.with(band);
        }
    }

    /// What the policy is shown of a message. Blocks where a model reads it.
    static Observation observed(
            Assistant assistant,
            Conversation state,
            Transcript.Turn question,
            Optional<AnswerBand> band,
            Duration expectedWait) {
        List<String> earlier = earlier(state, question);
        return new Observation(
                question.version(),
                question.text(),
                band,
                assistant.similarity(question.text(), earlier),
                earlier,
                assistant.readings(question.text()),
                expectedWait);
    }

    /// The messages that a rephrased question is compared with, newest first.
    public static List<String> earlier(Conversation state, Transcript.Turn question) {
        return state.transcript().customerTurns().reversed().stream()
                .filter(t -> t.version() < question.version())
                .limit(EARLIER)
                .map(Transcript.Turn::text)
                .toList();
    }

    /// Of the fastest channel; a person we cannot tell about is not held against the customer.
    private static Duration expectedWait(Availability who) {
        return Duration.ofSeconds(
                who.options().stream().mapToInt(o -> o.waitSeconds().orElse(0)).min().orElse(0));
    }

    private CompletionStage<AskOutcome> say(
            Conversation state,
            TurnUnderWay turn,
            List<ConversationCommand.Answer> says,
            EscalationDecided decision,
            Doer doer) {
        return doer.act(
                state.id(),
                new ConversationCommand.Reply(
                        turn.question().version(),
                        turn.lookedUp(),
                        says,
                        decision,
                        bestFirst(availability.of(state.site()), decision)));
    }

    /// The channels that fit the reason stand first: a fault is looked at together.
    private static Availability bestFirst(Availability who, EscalationDecided decision) {
        List<Channel> fitting = decision.weighing().map(Weighing::channels).orElse(List.of());
        return fitting.isEmpty()
                ? who
                : new Availability(
                        who.options().stream()
                                .sorted(Comparator.comparingInt(o -> fitting.indexOf(o.channel())))
                                .toList());
    }

    private void fail(Conversation state, Transcript.Turn question, Doer doer) {
        doer.act(
                state.id(),
                new ConversationCommand.ReplyFailed(
                        question.version(), availability.of(state.site())));
    }
}
