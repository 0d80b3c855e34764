package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Role;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Every doing of the system in every place of a conversation: what happens, or why not.
class DoingTableTest {
    private static final Map<String, UnaryOperator<Story>> DOINGS = new LinkedHashMap<>();

    /// The open question of the stage `asked`; in every other stage it is an old one.
    private static final long QUESTION = 5;

    static {
        DOINGS.put(
                "reply",
                s ->
                        s.when(
                                s.reply(
                                        QUESTION,
                                        "So",
                                        AnswerBand.ANSWER,
                                        EscalationOutcome.CONTINUE)));
        DOINGS.put(
                "reply_and_offer",
                s -> s.when(s.reply(QUESTION, "So", AnswerBand.ANSWER, EscalationOutcome.OFFER)));
        DOINGS.put(
                "reply_to_older",
                s -> s.when(s.reply(2, "So", AnswerBand.ANSWER, EscalationOutcome.ESCALATE)));
        DOINGS.put(
                "reply_failed",
                s -> s.when(new ConversationCommand.ReplyFailed(QUESTION, Story.EVERYTHING)));
        DOINGS.put(
                "escalate",
                s ->
                        s.when(
                                new ConversationCommand.Escalate(
                                        Story.decided(4, EscalationOutcome.OFFER),
                                        Story.EVERYTHING)));
        DOINGS.put("ring", s -> s.rings(Story.BOB));
        DOINGS.put(
                "end_offer",
                s -> s.when(new ConversationCommand.EndOffer(Story.OFFER, OfferEnd.AGENT_GONE)));
        DOINGS.put(
                "end_other_offer",
                s ->
                        s.when(
                                new ConversationCommand.EndOffer(
                                        new OfferId("offer-0"), OfferEnd.AGENT_GONE)));
        DOINGS.put(
                "refuse_transfer", s -> s.when(new ConversationCommand.RefuseTransfer(Story.BOB)));
        DOINGS.put("lose_ada", s -> s.when(new ConversationCommand.LoseAgent(Story.ADA)));
        DOINGS.put("lose_bob", s -> s.when(new ConversationCommand.LoseAgent(Story.BOB)));
        DOINGS.put(
                "lose_ada_in_call",
                s -> s.when(new ConversationCommand.LoseParty(s.call(), Story.ADA)));
        DOINGS.put(
                "lose_bob_in_call",
                s -> s.when(new ConversationCommand.LoseParty(s.call(), Story.BOB)));
        DOINGS.put(
                "lose_sam",
                s -> s.when(new ConversationCommand.LoseSupervisor(s.call(), Story.SAM)));
        DOINGS.put("move_call", s -> s.when(new ConversationCommand.MoveCall(s.call())));
        DOINGS.put(
                "measure_call",
                s ->
                        s.when(
                                new ConversationCommand.MeasureCall(
                                        s.call(),
                                        List.of(
                                                new CallHeard(
                                                        Role.AGENT,
                                                        4.3,
                                                        0.2,
                                                        3,
                                                        40,
                                                        1,
                                                        300,
                                                        Optional.of(48),
                                                        Optional.empty())))));
        DOINGS.put(
                "measure_silent_call",
                s -> s.when(new ConversationCommand.MeasureCall(s.call(), List.of())));
        DOINGS.put(
                "end_call",
                s -> s.when(new ConversationCommand.EndCall(s.call(), CallEndReason.PARTY_LOST)));
        DOINGS.put("fail_recording", s -> s.when(new ConversationCommand.FailRecording(s.call())));
        DOINGS.put(
                "delete_recording",
                s -> s.when(new ConversationCommand.DeleteRecording(s.call(), Optional.empty())));
        DOINGS.put("no_time_passes", s -> s.timePasses(Duration.ZERO));
        DOINGS.put(
                "time_just_not_up", s -> s.timePasses(untilDeadline(s).minus(Duration.ofNanos(1))));
        DOINGS.put("time_is_up", s -> s.timePasses(untilDeadline(s)));
        DOINGS.put("a_year_passes", s -> s.timePasses(Duration.ofDays(365)));
    }

    private static Duration untilDeadline(Story s) {
        return s.state()
                .nextDeadline(s.rules())
                .map(d -> Duration.between(s.now(), d))
                .orElse(Duration.ofHours(1));
    }

    @Test
    void everyDoingInEveryPlaceDoesWhatTheTableSays() {
        PlaceTable.check("doings.txt", DOINGS);
    }

    @Test
    void everyPlaceThatWaitsForSomebodyHasADeadline() {
        for (Stage stage : Stage.values()) {
            Story s = stage.reached();
            assertThat(s.state().nextDeadline(s.rules()).isPresent())
                    .as(stage.key())
                    .isEqualTo(stage != Stage.CLOSED);
        }
    }

    @Test
    void fromEveryPlaceTimeAloneLeadsToTheEnd() {
        for (Stage stage : Stage.values()) {
            Story s = stage.reached();
            for (int i = 0; i < 10 && !(s.state().phase() instanceof Phase.Closed); i++) {
                Conversation before = s.state();
                s.timePasses(untilDeadline(s));
                assertThat(s.state()).as(stage.key()).isNotEqualTo(before);
            }
            assertThat(s.state().phase()).as(stage.key()).isEqualTo(new Phase.Closed());
        }
    }

    @Test
    void theTableKnowsEveryDoing() {
        assertThat(
                        Arrays.stream(ConversationCommand.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList())
                .containsExactlyInAnyOrder(
                        "Asked",
                        "StartedAgain",
                        "Reply",
                        "ReplyFailed",
                        "Escalate",
                        "Ring",
                        "EndOffer",
                        "RefuseTransfer",
                        "LoseAgent",
                        "LoseParty",
                        "LoseSupervisor",
                        "MoveCall",
                        "EndCall",
                        "FailRecording",
                        "DeleteRecording",
                        "MeasureCall",
                        "PassTime");
    }

    @Test
    void anAnswerWithoutWordsAddsOnlyTheDecision() {
        Story s = Stage.ASKED.reached();
        s.when(
                new ConversationCommand.Reply(
                        QUESTION,
                        List.of(),
                        List.of(),
                        Story.decided(QUESTION, EscalationOutcome.ESCALATE),
                        Story.EVERYTHING));
        assertThat(s.outcome()).isEqualTo("EscalationDecided ChannelsOffered");
    }
}
