package dev.tandem.server.application;

import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.Optional;

/// What a viewer may see of a timeline: the same entry, or a hidden one in its place.
public final class TimelineView {
    private TimelineView() {}

    public static TimelineEntry seenBy(Role viewer, TimelineEntry entry) {
        if (viewer != Role.CUSTOMER) {
            return entry;
        }
        return isForAgentsOnly(entry.event())
                ? new TimelineEntry(
                        entry.version(),
                        entry.at(),
                        Optional.empty(),
                        new ConversationEvent.Hidden())
                : new TimelineEntry(
                        entry.version(), entry.at(), entry.cause(), withoutNote(entry.event()));
    }

    /// What one agent writes for the next is not for the customer.
    private static ConversationEvent withoutNote(ConversationEvent event) {
        if (event instanceof ConversationEvent.TransferAsked e) {
            return new ConversationEvent.TransferAsked(
                    e.by(), e.name(), e.to(), Optional.empty(), e.giveUpAt(), e.consult());
        }
        if (event instanceof ConversationEvent.Requeued e) {
            return new ConversationEvent.Requeued(
                    e.by(), e.name(), e.queue(), Optional.empty(), e.giveUpAt());
        }
        return event;
    }

    private static boolean isForAgentsOnly(ConversationEvent event) {
        return switch (event) {
            case ConversationEvent.NoteWritten _,
                    ConversationEvent.EscalationDecided _,
                    ConversationEvent.AgentRung _,
                    ConversationEvent.OfferEnded _,
                    ConversationEvent.CallMeasured _,
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
