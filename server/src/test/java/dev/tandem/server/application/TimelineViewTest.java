package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.SupervisionEnd;
import dev.tandem.signaling.timeline.SupervisionMode;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What each of them sees of a supervisor in the call: always an entry for an entry, with its
/// version, and of what is not theirs to know not a word.
class TimelineViewTest {
    private static final CallId CALL = new CallId("c1-1");
    private static final AgentId SAM = new AgentId("sam");

    /// Sam listens, whispers, joins, whispers again, and is lost.
    private static final List<ConversationEvent> STORY =
            List.of(
                    supervised(SupervisionMode.MONITOR, Optional.empty()),
                    supervised(SupervisionMode.WHISPER, Optional.of(SupervisionMode.MONITOR)),
                    supervised(SupervisionMode.BARGE, Optional.of(SupervisionMode.WHISPER)),
                    supervised(SupervisionMode.WHISPER, Optional.of(SupervisionMode.BARGE)),
                    ended(SupervisionMode.WHISPER, SupervisionEnd.LOST));

    @Test
    void theCustomerLearnsOnlyThatSomebodyJoinedAndNoLongerTakesPart() {
        assertThat(seen(new TimelineView(true), Role.CUSTOMER))
                .containsExactly(
                        new ConversationEvent.Hidden(),
                        new ConversationEvent.Hidden(),
                        supervised(SupervisionMode.BARGE, Optional.empty()),
                        ended(SupervisionMode.BARGE, SupervisionEnd.LEFT),
                        new ConversationEvent.Hidden());
    }

    @Test
    void theSupervisorAndTheAgentSeeItAll() {
        TimelineView view = new TimelineView(true);
        assertThat(seen(view, Role.SUPERVISOR)).isEqualTo(STORY);
        assertThat(seen(view, Role.AGENT)).isEqualTo(STORY);
    }

    @Test
    void whereMonitoringIsNotShownTheAgentKnowsOfWhatTheyHear() {
        TimelineView view = new TimelineView(false);
        assertThat(seen(view, Role.SUPERVISOR)).isEqualTo(STORY);
        assertThat(seen(view, Role.AGENT))
                .containsExactly(
                        new ConversationEvent.Hidden(),
                        supervised(SupervisionMode.WHISPER, Optional.empty()),
                        supervised(SupervisionMode.BARGE, Optional.of(SupervisionMode.WHISPER)),
                        supervised(SupervisionMode.WHISPER, Optional.of(SupervisionMode.BARGE)),
                        ended(SupervisionMode.WHISPER, SupervisionEnd.LOST));
    }

    @Test
    void whoGoesBackToListeningHasLeftForThoseWhoMayNotKnow() {
        TimelineEntry back =
                entry(7, supervised(SupervisionMode.MONITOR, Optional.of(SupervisionMode.BARGE)));
        for (Role role : List.of(Role.CUSTOMER, Role.AGENT)) {
            assertThat(new TimelineView(false).seenBy(role, back).event())
                    .isEqualTo(ended(SupervisionMode.BARGE, SupervisionEnd.LEFT));
        }
        TimelineEntry gone = entry(8, ended(SupervisionMode.MONITOR, SupervisionEnd.LEFT));
        assertThat(new TimelineView(false).seenBy(Role.AGENT, gone).event())
                .isEqualTo(new ConversationEvent.Hidden());
    }

    private static List<ConversationEvent> seen(TimelineView view, Role viewer) {
        List<ConversationEvent> seen = new ArrayList<>();
        for (int i = 0; i < STORY.size(); i++) {
            TimelineEntry entry = view.seenBy(viewer, entry(i + 1, STORY.get(i)));
            assertThat(entry.version()).isEqualTo(i + 1);
            seen.add(entry.event());
        }
        return seen;
    }

    private static TimelineEntry entry(long version, ConversationEvent event) {
        return new TimelineEntry(version, Instant.EPOCH, Optional.empty(), event);
    }

    private static ConversationEvent supervised(
            SupervisionMode mode, Optional<SupervisionMode> before) {
        return new ConversationEvent.Supervised(CALL, SAM, "Sam", mode, before);
    }

    private static ConversationEvent ended(SupervisionMode mode, SupervisionEnd reason) {
        return new ConversationEvent.SupervisionEnded(CALL, SAM, "Sam", mode, reason);
    }
}
