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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        if (!(state.phase() instanceof Phase.WithAssistant p) || p.question().isEmpty()) {
            return;
        }
        long version = p.question().get().version();
        boolean isNew = entries.isEmpty() || entries.stream().anyMatch(e -> e.version() == version);
        Optional<Transcript.Turn> question = state.transcript().turn(version);
        if (isNew && question.isPresent()) {
            Thread.ofVirtual()
                    .name("assistant " + state.id())
                    .start(() -> take(state, question.get(), doer));
        }
    }

    private void take(Conversation state, Transcript.Turn question, Doer doer) {
        PolicySource.InForce policy = policies.of(state.site());
        Observation words = Observation.ofWords(question.version(), question.text());
        Optional<EscalationDecided> explicit = policy.live().explicitRequest(state, words);
        if (explicit.isPresent()) {
            say(state, question, List.of(), explicit.get(), doer);
            policy.beside().decided(state, words, explicit.get());
            return;
        }
        Optional<EscalationDecided> told = policy.live().answerToDoubt(state, words);
        if (told.isPresent()) {
            boolean goesOn = told.get().outcome() == EscalationOutcome.CONTINUE;
            say(
                    state,
                    question,
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
                answer(state, question, policy, doer);
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
            Conversation state, Transcript.Turn question, PolicySource.InForce policy, Doer doer) {
        long began = System.nanoTime();
        ConversationCommand.Answer answer = assistant.answer(state, question);
        meter.answered(answer.band().name(), Duration.ofNanos(System.nanoTime() - began));
        Observation seen =
                observed(
                        assistant,
                        state,
                        question,
                        Optional.of(answer.band()),
                        expectedWait(availability.of(state.site())));
        EscalationDecided decision = policy.live().decide(state, seen);
        List<ConversationCommand.Answer> says =
                switch (decision.outcome()) {
                    case CONTINUE, OFFER -> List.of(answer);
                    case CLARIFY ->
                            List.of(
                                    answer,
                                    assistant.asksBack(state, question, decision.trigger()));
                    case ESCALATE -> List.of();
                };
        say(state, question, says, decision, doer);
        policy.beside().decided(state, seen, decision);
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

    private void say(
            Conversation state,
            Transcript.Turn question,
            List<ConversationCommand.Answer> says,
            EscalationDecided decision,
            Doer doer) {
        doer.act(
                state.id(),
                new ConversationCommand.Reply(
                        question.version(),
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
