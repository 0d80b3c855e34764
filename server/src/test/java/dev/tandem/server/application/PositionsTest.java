package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.application.Positions.Verdict;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.TimelineEntry;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// The rule by which a socket resumes: every event once, in order, without a gap.
class PositionsTest {
    private static final ConversationId TALK = new ConversationId("talk");

    private final Positions positions = new Positions();

    @Test
    void eventsPassInTheirOrderAndOnlyOnce() {
        positions.asked(TALK, 4, 1_000);
        assertThat(verdict(5)).isEqualTo(Verdict.PASS);
        assertThat(verdict(5)).isEqualTo(Verdict.DROP);
        assertThat(verdict(4)).isEqualTo(Verdict.DROP);
        assertThat(verdict(6)).isEqualTo(Verdict.PASS);
        assertThat(positions.of(TALK)).isEqualTo(OptionalLong.of(6));
    }

    @Test
    void aGapIsAskedForOnceAndNothingPassesUntilItIsFilled() {
        positions.asked(TALK, 4, 1_000);
        assertThat(positions.verdict(new ServerMessage.CaughtUp(TALK, 4))).isEqualTo(Verdict.PASS);
        assertThat(verdict(7)).isEqualTo(Verdict.ASK_AGAIN);
        positions.asked(TALK, 4, 2_000);
        assertThat(verdict(8)).as("the answer is on its way").isEqualTo(Verdict.DROP);
        assertThat(verdict(5)).isEqualTo(Verdict.PASS);
        assertThat(verdict(6)).isEqualTo(Verdict.PASS);
        assertThat(verdict(7)).isEqualTo(Verdict.PASS);
    }

    @Test
    void whatIsNotFollowedIsNotHeard() {
        assertThat(verdict(1)).isEqualTo(Verdict.DROP);
        positions.asked(TALK, 0, 1_000);
        assertThat(positions.remove(TALK)).isTrue();
        assertThat(verdict(1)).isEqualTo(Verdict.DROP);
        assertThat(positions.remove(TALK)).isFalse();
    }

    @Test
    void whatIsAboutNowPassesAlways() {
        assertThat(positions.verdict(new ServerMessage.Typing(TALK, Role.AGENT, true)))
                .isEqualTo(Verdict.PASS);
    }

    @Test
    void anOwnerThatDoesNotAnswerIsAskedAgain() {
        positions.asked(TALK, 4, 1_000);
        long limit = 1_000 + Positions.ANSWER_MILLIS;
        assertThat(positions.unanswered(limit)).isEmpty();
        assertThat(positions.unanswered(limit + 1)).containsExactly(TALK);
        positions.verdict(new ServerMessage.CaughtUp(TALK, 4));
        assertThat(positions.unanswered(limit + 1)).isEmpty();
    }

    private Verdict verdict(long version) {
        return positions.verdict(
                new ServerMessage.Entry(
                        TALK,
                        new TimelineEntry(
                                version,
                                Instant.EPOCH,
                                Optional.empty(),
                                new ConversationEvent.Hidden())));
    }
}
