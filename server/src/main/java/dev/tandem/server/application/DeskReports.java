package dev.tandem.server.application;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.signaling.timeline.TimelineEntry;

import java.util.List;

/// Tells the desk of its site what a conversation has become.
public final class DeskReports implements Reaction {
    private final Desks desks;

    public DeskReports(Desks desks) {
        this.desks = desks;
    }

    @Override
    public void after(Conversation state, List<TimelineEntry> entries, Doer doer) {
        // Who has never asked for a person is no matter of the desk's.
        if (state.outcome().queuedAt().isPresent()) {
            desks.changed(DeskView.of(state));
        }
    }
}
