package dev.tandem.server.conversation;

import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Handoff;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One step of `after`: the state before, one event, the state after. Lives for one entry.
final class Fold {
    private final Conversation before;
    private final TimelineEntry entry;
    private Phase phase;
    private Instant lastAt;
    private Transcript transcript;
    private List<ContextFact> context;
    private Details details;
    private boolean formSkipped;
    private Media media;
    private Seen seen;
    private Outcome outcome;
    private Optional<Handoff.PassedOn> passedOn;

    Fold(Conversation before, TimelineEntry entry) {
        this.before = before;
        this.entry = entry;
        this.phase = before.phase();
        this.lastAt = before.lastAt();
        this.transcript = before.transcript();
        this.context = before.context();
        this.details = before.details();
        this.formSkipped = before.formSkipped();
        this.media = before.media();
        this.seen = before.seen();
        this.outcome = before.outcome();
        this.passedOn = before.passedOn();
    }

    Conversation next() {
        apply(entry.event());
        if (!(phase instanceof Phase.WithAgent) && media.proposal().isPresent()) {
            media = media.settled(); // nobody is there any more to answer it
        }
        return new Conversation(
                before.id(),
                entry.version(),
                before.site(),
                before.customer(),
                before.locale(),
                before.segment(),
                before.user(),
                before.startedAt(),
                phase,
                isSamePhase() ? before.phaseSince() : entry.at(),
                lastAt,
                transcript,
                context,
                details,
                formSkipped,
                media,
                seen,
                outcome,
                passedOn,
                entry.cause()
                        .map(c -> before.recent().plus(c, entry.version()))
                        .orElse(before.recent()));
    }

    private boolean isSamePhase() {
        return phase.getClass() == before.phase().getClass()
                && phase.servedBy().equals(before.phase().servedBy());
    }

    private void apply(ConversationEvent event) {
        Instant at = entry.at();
        switch (event) {
            case ConversationEvent.Started _ ->
                    throw new IllegalStateException(before.id() + " started twice");
            case ConversationEvent.CustomerSaid e -> {
                said(Role.CUSTOMER, e.text(), Optional.empty());
                if (phase instanceof Phase.WithAssistant p) {
                    phase = p.asked(entry.version(), at);
                }
            }
            case ConversationEvent.AgentSaid e -> said(Role.AGENT, e.text(), Optional.empty());
            case ConversationEvent.AssistantSaid e -> {
                said(
                        Role.ASSISTANT,
                        e.text(),
                        Optional.of(
                                new Transcript.AnswerInfo(
                                        e.inReplyTo(),
                                        e.band(),
                                        e.citations(),
                                        Optional.empty(),
                                        false)));
                phase = withAssistant().answered();
            }
            case ConversationEvent.AssistantFailed _ -> phase = withAssistant().answered();
            case ConversationEvent.NoteWritten _ -> {}
            case ConversationEvent.PageVisited e -> transcript = transcript.visited(e.page());
            case ConversationEvent.ContextSet e -> context = e.context();
            case ConversationEvent.MessagesSeen e ->
                    seen = seen.by(e.by(), e.delivered(), e.read());
            case ConversationEvent.AnswerJudged e ->
                    transcript = transcript.judged(e.answer(), e.helpful());
            case ConversationEvent.EscalationDecided e -> {
                transcript = transcript.weighed(e.turn()).decided(e);
                switch (e.outcome()) {
                    case CONTINUE -> {}
                    case CLARIFY -> transcript = transcript.doubted(e.turn(), e.trigger());
                    case OFFER, ESCALATE -> outcome = outcome.escalated(e.trigger(), e.signals());
                }
            }
            case ConversationEvent.ChannelsOffered e ->
                    phase = Phase.WithAssistant.LISTENING.offering(e.trigger(), e.options());
            case ConversationEvent.ChannelsDeclined _ -> phase = Phase.WithAssistant.LISTENING;
            case ConversationEvent.NobodyAvailable e ->
                    phase = Phase.WithAssistant.LISTENING.offering(e.trigger(), List.of());
            case ConversationEvent.ChannelChosen e -> phase = chosen(e.channel());
            case ConversationEvent.DetailsAsked _ -> {}
            case ConversationEvent.DetailsGiven e -> details = details.with(e.details());
            case ConversationEvent.DetailsSkipped _ -> formSkipped = true;
            case ConversationEvent.Queued e -> {
                Instant since = before.waiting().map(Phase.Waiting::since).orElse(at);
                phase = Conversation.waitingFor(e, since);
                outcome = outcome.queued(at);
            }
            case ConversationEvent.QueueLeft _ -> phase = Phase.WithAssistant.LISTENING;
            case ConversationEvent.WaitGivenUp _ ->
                    phase =
                            Phase.WithAssistant.LISTENING.offering(
                                    outcome.trigger().orElse(Trigger.EXPLICIT_REQUEST), List.of());
            case ConversationEvent.MessageLeft e -> {
                said(Role.CUSTOMER, e.text(), Optional.empty());
                details =
                        details.with(
                                new Details(
                                        Optional.empty(), e.email(), e.phone(), Optional.empty()));
                phase =
                        phase instanceof Phase.WithAssistant p
                                ? p.settled()
                                : Phase.WithAssistant.LISTENING;
                outcome = outcome.leftMessage(at);
            }
            case ConversationEvent.MessageAnswered e ->
                    outcome = outcome.messageAnswered(e.answered());
            case ConversationEvent.AgentRung e when phase instanceof Phase.WithAgent p ->
                    phase = p.asking(rung(p.transfer().orElseThrow(), e));
            case ConversationEvent.AgentRung e -> {
                phase =
                        new Phase.Ringing(
                                before.waiting().orElseThrow(),
                                e.offer(),
                                e.agent(),
                                e.name(),
                                e.expiresAt());
                media = media.asking(CallIds.at(before.id(), entry.version()));
            }
            case ConversationEvent.OfferEnded e ->
                    phase = before.waiting().orElseThrow().without(e.agent());
            case ConversationEvent.AgentJoined e -> {
                phase = new Phase.WithAgent(e.agent(), e.name());
                outcome = outcome.joined(at, new Outcome.By(e.agent(), e.name()));
                media = media.settled().held(false); // whoever asked or held is not here any more
                passedOn = Optional.empty();
                lastAt = at;
            }
            case ConversationEvent.AgentLost e ->
                    phase =
                            new Phase.Waiting(
                                    Queues.DEFAULT,
                                    media.channel(),
                                    outcome.queuedAt().orElse(before.startedAt()),
                                    e.giveUpAt(),
                                    Set.of());
            case ConversationEvent.TransferAsked e -> {
                phase =
                        withAgent()
                                .asking(
                                        new Phase.Transfer(
                                                e.to(),
                                                e.giveUpAt(),
                                                e.consult().orElse(false),
                                                Optional.empty()));
                passedOn = Optional.of(new Handoff.PassedOn(e.by(), e.name(), e.note()));
                lastAt = at;
            }
            case ConversationEvent.TransferEnded _ -> goesOnAlone();
            case ConversationEvent.ConsultStarted e -> {
                phase = withAgent().talkingTo(new Phase.Colleague(e.agent(), e.name()));
                media = media.held(true);
                lastAt = at;
            }
            case ConversationEvent.ConsultEnded _ -> {
                goesOnAlone();
                media = media.held(false);
                lastAt = at;
            }
            case ConversationEvent.Requeued e -> {
                phase =
                        new Phase.Waiting(
                                e.queue(),
                                media.channel(),
                                outcome.queuedAt().orElse(before.startedAt()),
                                e.giveUpAt(),
                                Set.of(e.by()));
                passedOn = Optional.of(new Handoff.PassedOn(e.by(), e.name(), e.note()));
                lastAt = at;
            }
            case ConversationEvent.HandedBack _ -> {
                phase = Phase.WithAssistant.LISTENING;
                lastAt = at;
            }
            case ConversationEvent.MediaProposed e ->
                    media =
                            media.proposing(new Media.Proposal(e.by(), e.channel(), e.expiresAt()))
                                    .asking(CallIds.at(before.id(), entry.version()));
            case ConversationEvent.MediaDeclined _ -> media = media.settled();
            case ConversationEvent.CallStarted e -> {
                media = media.with(new Media.LiveCall(e.call(), e.channel(), at, false));
                outcome = outcome.used(e.channel());
            }
            case ConversationEvent.MediaChanged e -> {
                media = media.with(media.call().orElseThrow().by(e.channel()));
                outcome = outcome.used(e.channel());
            }
            case ConversationEvent.Held _ -> media = media.held(true);
            case ConversationEvent.Resumed _ -> media = media.held(false);
            case ConversationEvent.CallMoved _,
                    ConversationEvent.LookedUp _,
                    ConversationEvent.CallMeasured _,
                    ConversationEvent.RecordingDeleted _ -> {}
            case ConversationEvent.Supervised e ->
                    media =
                            media.supervised(
                                    new Media.Supervisor(e.supervisor(), e.name(), e.mode()));
            case ConversationEvent.SupervisionEnded e -> media = media.unsupervised(e.supervisor());
            case ConversationEvent.RecordingStarted _, ConversationEvent.RecordingResumed _ ->
                    media = media.recorded(RecordingState.ON);
            case ConversationEvent.RecordingPaused _ ->
                    media = media.recorded(RecordingState.PAUSED);
            case ConversationEvent.RecordingStopped _, ConversationEvent.RecordingFailed _ ->
                    media = media.recorded(RecordingState.OFF);
            case ConversationEvent.CallEnded e -> {
                if (e.reason() == CallEndReason.CUSTOMER_HUNG_UP) {
                    phase = inText(phase);
                }
                if (phase instanceof Phase.WithAgent p && p.consults()) {
                    goesOnAlone(); // there is nothing left to talk in
                }
                outcome = outcome.talked(callSeconds(at));
                media = Media.NONE;
                lastAt = at;
            }
            case ConversationEvent.ConversationEnded e -> {
                outcome = outcome.ended(at, e.reason());
                media = Media.NONE;
                if (phase instanceof Phase.WithAgent p && e.wrapUpEndsAt().isPresent()) {
                    phase = new Phase.WrapUp(p.agent(), p.agentName(), e.wrapUpEndsAt().get());
                }
            }
            case ConversationEvent.WrapUpExtended e -> {
                Phase.WrapUp p = (Phase.WrapUp) phase;
                phase = new Phase.WrapUp(p.agent(), p.agentName(), e.endsAt());
            }
            case ConversationEvent.WrapUpFinished e ->
                    outcome = outcome.wrappedUp(e.disposition(), e.topic());
            case ConversationEvent.Closed _ -> {
                phase = new Phase.Closed();
                outcome = outcome.closed(at);
            }
            case ConversationEvent.Rated e -> outcome = outcome.rated(e.score());
            case ConversationEvent.Hidden _ ->
                    throw new IllegalStateException(before.id() + " has a hidden event stored");
        }
    }

    private void said(Role by, String text, Optional<Transcript.AnswerInfo> answer) {
        transcript = transcript.plus(new Transcript.Turn(entry.version(), by, text, answer));
        lastAt = entry.at();
    }

    private void goesOnAlone() {
        phase = withAgent().alone();
        passedOn = Optional.empty();
    }

    private static Phase.Transfer rung(Phase.Transfer asked, ConversationEvent.AgentRung e) {
        return asked.rung(new Phase.Ring(e.offer(), e.agent(), e.name(), e.expiresAt()));
    }

    private Phase.WithAgent withAgent() {
        return (Phase.WithAgent) phase;
    }

    private Phase.WithAssistant withAssistant() {
        return (Phase.WithAssistant) phase;
    }

    private Phase chosen(Channel channel) {
        return before.waiting()
                .<Phase>map(w -> w.by(channel))
                .orElseGet(() -> new Phase.Gathering(channel));
    }

    private long callSeconds(Instant at) {
        return media.call()
                .map(c -> Math.max(0, Duration.between(c.since(), at).toSeconds()))
                .orElse(0L);
    }

    /// Who hangs up while waiting for the next person does not want to be called by that one.
    private static Phase inText(Phase phase) {
        return switch (phase) {
            case Phase.Waiting p -> p.by(Channel.TEXT);
            case Phase.Ringing p ->
                    new Phase.Ringing(
                            p.waiting().by(Channel.TEXT),
                            p.offer(),
                            p.agent(),
                            p.agentName(),
                            p.expiresAt());
            case Phase.WithAssistant _,
                    Phase.Gathering _,
                    Phase.WithAgent _,
                    Phase.WrapUp _,
                    Phase.Closed _ ->
                    phase;
        };
    }
}
