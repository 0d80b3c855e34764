package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CustomerId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.SupervisionMode;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Every wish, by everybody, in every place of a conversation: what happens, or why not.
class WishTableTest {
    private static final Map<String, Function<Story, ClientCommand.InConversation>> WISHES =
            new LinkedHashMap<>();

    static {
        WISHES.put("say", s -> s.say("It still blinks."));
        WISHES.put(
                "visit_page",
                s ->
                        new ClientCommand.VisitPage(
                                s.next(), Story.ID, new PageView("https://h.example/r", "R")));
        WISHES.put(
                "set_context",
                s ->
                        new ClientCommand.SetContext(
                                s.next(), Story.ID, List.of(new ContextFact("plan", "Fibre"))));
        WISHES.put(
                "mark_seen",
                s -> new ClientCommand.MarkSeen(s.next(), Story.ID, 1_000_000, 1_000_000));
        WISHES.put(
                "ask_for_person",
                s -> new ClientCommand.AskForPerson(s.next(), Story.ID, Optional.empty()));
        WISHES.put(
                "ask_for_voice",
                s ->
                        new ClientCommand.AskForPerson(
                                s.next(), Story.ID, Optional.of(Channel.VOICE)));
        WISHES.put(
                "choose_text",
                s -> new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.TEXT));
        WISHES.put(
                "choose_video",
                s -> new ClientCommand.ChooseChannel(s.next(), Story.ID, Channel.VIDEO));
        WISHES.put("decline_channels", s -> new ClientCommand.DeclineChannels(s.next(), Story.ID));
        WISHES.put(
                "give_details",
                s -> new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
        WISHES.put("skip_details", s -> new ClientCommand.SkipDetails(s.next(), Story.ID));
        WISHES.put("leave_queue", s -> new ClientCommand.LeaveQueue(s.next(), Story.ID));
        WISHES.put(
                "leave_message",
                s ->
                        new ClientCommand.LeaveMessage(
                                s.next(),
                                Story.ID,
                                "Call me",
                                Optional.of("z@h.example"),
                                Optional.empty()));
        WISHES.put("judge", s -> new ClientCommand.JudgeAnswer(s.next(), Story.ID, 4, false));
        WISHES.put(
                "rate",
                s ->
                        new ClientCommand.Rate(
                                s.next(), Story.ID, 5, List.of("fast"), Optional.empty()));
        WISHES.put(
                "propose_voice",
                s -> new ClientCommand.ProposeMedia(s.next(), Story.ID, Channel.VOICE));
        WISHES.put(
                "propose_video",
                s -> new ClientCommand.ProposeMedia(s.next(), Story.ID, Channel.VIDEO));
        WISHES.put("say_yes", s -> new ClientCommand.AnswerProposal(s.next(), Story.ID, true));
        WISHES.put("say_no", s -> new ClientCommand.AnswerProposal(s.next(), Story.ID, false));
        WISHES.put("lower_media", s -> new ClientCommand.LowerMedia(s.next(), Story.ID));
        WISHES.put("end_call", s -> new ClientCommand.EndCall(s.next(), Story.ID, s.call()));
        WISHES.put("end", s -> new ClientCommand.EndConversation(s.next(), Story.ID));
        WISHES.put(
                "accept_offer",
                s -> new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        WISHES.put("pass_offer", s -> new ClientCommand.PassOffer(s.next(), Story.ID, Story.OFFER));
        WISHES.put("write_note", s -> new ClientCommand.WriteNote(s.next(), Story.ID, "patient"));
        WISHES.put(
                "set_recording",
                s ->
                        new ClientCommand.SetRecording(
                                s.next(), Story.ID, s.call(), RecordingState.ON));
        WISHES.put("hand_back", s -> new ClientCommand.HandBack(s.next(), Story.ID));
        WISHES.put("to_bob", Story::toBob);
        WISHES.put(
                "to_ada",
                s ->
                        new ClientCommand.Transfer(
                                s.next(),
                                Story.ID,
                                Optional.of(Story.ADA),
                                Optional.empty(),
                                Optional.empty()));
        WISHES.put("ask_bob", Story::askBob);
        WISHES.put("to_queue", Story::toQueue);
        WISHES.put("cancel_transfer", s -> new ClientCommand.CancelTransfer(s.next(), Story.ID));
        WISHES.put(
                "complete_transfer", s -> new ClientCommand.CompleteTransfer(s.next(), Story.ID));
        WISHES.put("end_consult", s -> new ClientCommand.EndConsult(s.next(), Story.ID));
        WISHES.put("hold", s -> new ClientCommand.HoldCall(s.next(), Story.ID, s.call()));
        WISHES.put("resume", s -> new ClientCommand.ResumeCall(s.next(), Story.ID, s.call()));
        WISHES.put(
                "listen",
                s ->
                        new ClientCommand.Supervise(
                                s.next(), Story.ID, s.call(), SupervisionMode.MONITOR));
        WISHES.put(
                "barge",
                s ->
                        new ClientCommand.Supervise(
                                s.next(), Story.ID, s.call(), SupervisionMode.BARGE));
        WISHES.put(
                "leave_call", s -> new ClientCommand.EndSupervision(s.next(), Story.ID, s.call()));
        WISHES.put(
                "answer_message", s -> new ClientCommand.AnswerMessage(s.next(), Story.ID, true));
        WISHES.put("extend_wrap_up", s -> new ClientCommand.ExtendWrapUp(s.next(), Story.ID));
        WISHES.put(
                "finish_wrap_up",
                s ->
                        new ClientCommand.FinishWrapUp(
                                s.next(),
                                Story.ID,
                                Disposition.SOLVED,
                                Optional.of("Router"),
                                Optional.empty()));
    }

    private static final Map<String, Participant> PEOPLE =
            Map.of(
                    "zoe", Story.zoe(),
                    "ada", Story.agent(Story.ADA),
                    "bob", Story.agent(Story.BOB),
                    "sam", Story.sam());

    @Test
    void everyWishOfEverybodyInEveryPlaceDoesWhatTheTableSays() {
        Map<String, UnaryOperator<Story>> rows = new LinkedHashMap<>();
        for (String person : List.of("zoe", "ada", "bob", "sam")) {
            WISHES.forEach((name, wish) ->
                    rows.put(person + " " + name, s -> s.by(PEOPLE.get(person), wish.apply(s))));
        }
        PlaceTable.check("wishes.txt", rows);
    }

    @Test
    void aStrangerLearnsNothingByAnyWish() {
        Participant stranger = Participant.customer(new CustomerId("mallory"), "Mallory");
        Map<String, UnaryOperator<Story>> rows = new LinkedHashMap<>();
        WISHES.forEach((name, wish) -> rows.put(name, s -> s.by(stranger, wish.apply(s))));
        for (Stage stage : Stage.values()) {
            rows.forEach((name, wish) ->
                    assertThat(wish.apply(stage.reached()).outcome())
                            .as(name + " " + stage.key())
                            .isEqualTo("rejected NO_SUCH_CONVERSATION"));
        }
    }

    @Test
    void aStrangerDoesNotEvenLearnThatACommandIdIsKnown() {
        Story story = Story.begun();
        ClientCommand.Say say = story.say("Hello");
        story.zoe(say);
        Participant stranger = Participant.customer(new CustomerId("mallory"), "Mallory");
        assertThat(story.by(stranger, say).outcome()).isEqualTo("rejected NO_SUCH_CONVERSATION");
    }

    @Test
    void nobodyCanPoseAsTheAssistant() {
        WISHES.forEach((name, wish) -> {
            Story story = Stage.ASKED.reached();
            story.by(Participant.ASSISTANT, wish.apply(story));
            assertThat(story.outcome()).as(name).isEqualTo("rejected FORBIDDEN");
        });
    }

    @Test
    void theTableKnowsEveryWishThatTheProtocolHas() {
        Story story = Story.begun();
        assertThat(
                        WISHES.values().stream()
                                .map(w -> w.apply(story).getClass().getSimpleName())
                                .distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(ClientCommand.InConversation.class.getPermittedSubclasses())
                                .map(Class::getSimpleName)
                                .toList());
    }
}
