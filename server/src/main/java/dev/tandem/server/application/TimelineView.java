package dev.tandem.server.application;

import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.SupervisionEnd;
import dev.tandem.signaling.timeline.SupervisionMode;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.Optional;
import java.util.Set;

/// What a viewer may see of a timeline: the same entry, or a hidden one in its place.
///
/// @param monitored whether agents see that somebody listens in
public record TimelineView(boolean monitored) {
    private static final Set<SupervisionMode> HEARD =
            Set.of(SupervisionMode.WHISPER, SupervisionMode.BARGE);

    public TimelineEntry seenBy(Role viewer, TimelineEntry entry) {
        return switch (viewer) {
            case SUPERVISOR, ASSISTANT -> entry;
            case AGENT -> monitored ? entry : supervised(entry, HEARD);
            case CUSTOMER ->
                    isForAgentsOnly(entry.event())
                            ? hidden(entry)
                            : withoutNote(supervised(entry, Set.of(SupervisionMode.BARGE)));
        };
    }

    private static TimelineEntry hidden(TimelineEntry entry) {
        return new TimelineEntry(
                entry.version(), entry.at(), Optional.empty(), new ConversationEvent.Hidden());
    }

    private static TimelineEntry with(TimelineEntry entry, ConversationEvent event) {
        return new TimelineEntry(entry.version(), entry.at(), entry.cause(), event);
    }

    /// A supervisor as one who only knows these modes sees them: there in one of them, else not.
    private static TimelineEntry supervised(TimelineEntry entry, Set<SupervisionMode> known) {
        if (entry.event() instanceof ConversationEvent.SupervisionEnded e) {
            return known.contains(e.mode()) ? entry : hidden(entry);
        }
        if (!(entry.event() instanceof ConversationEvent.Supervised e)) {
            return entry;
        }
        Optional<SupervisionMode> before = e.before().filter(known::contains);
        if (known.contains(e.mode())) {
            return with(
                    entry,
                    new ConversationEvent.Supervised(
                            e.call(), e.supervisor(), e.name(), e.mode(), before));
        }
        return before.map(was ->
                        with(
                                entry,
                                new ConversationEvent.SupervisionEnded(
                                        e.call(),
                                        e.supervisor(),
                                        e.name(),
                                        was,
                                        SupervisionEnd.LEFT)))
                .orElseGet(() -> hidden(entry));
    }

    /// What one agent writes for the next is not for the customer.
    private static TimelineEntry withoutNote(TimelineEntry entry) {
        if (entry.event() instanceof ConversationEvent.TransferAsked e) {
            return with(
                    entry,
                    new ConversationEvent.TransferAsked(
                            e.by(), e.name(), e.to(), Optional.empty(), e.giveUpAt(), e.consult()));
        }
        if (entry.event() instanceof ConversationEvent.Requeued e) {
            return with(
                    entry,
                    new ConversationEvent.Requeued(
                            e.by(), e.name(), e.queue(), Optional.empty(), e.giveUpAt()));
        }
        return entry;
    }

    private static boolean isForAgentsOnly(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.NoteWritten _,
                    ConversationEvent.LookedUp _,
                    ConversationEvent.EscalationDecided _,
                    ConversationEvent.AgentRung _,
                    ConversationEvent.OfferEnded _,
                    ConversationEvent.CallMeasured _,
                    ConversationEvent.MessageAnswered _,
                    ConversationEvent.WrapUpExtended _,
                    ConversationEvent.WrapUpFinished _ ->
                    true;
            case ConversationEvent.Started _,
                    ConversationEvent.CustomerSaid _,
                    ConversationEvent.AgentSaid _,
                    ConversationEvent.AssistantSaid _,
                    ConversationEvent.AssistantFailed _,
                    ConversationEvent.PageVisited _,
                    ConversationEvent.ContextSet _,
                    ConversationEvent.MessagesSeen _,
                    ConversationEvent.AnswerJudged _,
                    ConversationEvent.ChannelsOffered _,
                    ConversationEvent.ChannelsDeclined _,
                    ConversationEvent.NobodyAvailable _,
                    ConversationEvent.ChannelChosen _,
                    ConversationEvent.DetailsAsked _,
                    ConversationEvent.DetailsGiven _,
                    ConversationEvent.DetailsSkipped _,
                    ConversationEvent.Queued _,
                    ConversationEvent.QueueLeft _,
                    ConversationEvent.WaitGivenUp _,
                    ConversationEvent.MessageLeft _,
                    ConversationEvent.AgentJoined _,
                    ConversationEvent.AgentLost _,
                    ConversationEvent.TransferAsked _,
                    ConversationEvent.TransferEnded _,
                    ConversationEvent.ConsultStarted _,
                    ConversationEvent.ConsultEnded _,
                    ConversationEvent.Requeued _,
                    ConversationEvent.HandedBack _,
                    ConversationEvent.MediaProposed _,
                    ConversationEvent.MediaDeclined _,
                    ConversationEvent.CallStarted _,
                    ConversationEvent.MediaChanged _,
                    ConversationEvent.Held _,
                    ConversationEvent.Resumed _,
                    ConversationEvent.CallMoved _,
                    ConversationEvent.Supervised _,
                    ConversationEvent.SupervisionEnded _,
                    ConversationEvent.RecordingStarted _,
                    ConversationEvent.RecordingPaused _,
                    ConversationEvent.RecordingResumed _,
                    ConversationEvent.RecordingStopped _,
                    ConversationEvent.RecordingFailed _,
                    ConversationEvent.RecordingDeleted _,
                    ConversationEvent.CallEnded _,
                    ConversationEvent.ConversationEnded _,
                    ConversationEvent.Closed _,
                    ConversationEvent.Rated _,
                    ConversationEvent.Hidden _ ->
                    false;
        };
    }
}
