package dev.tandem.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.Participant;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Every wish, by everybody, in every place of a conversation: what happens, or why not.
class WishTableTest {
    private static final String TABLE = "wishes.txt";

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
                s -> new ClientCommand.LeaveMessage(s.next(), Story.ID, "Call me", "z@h.example"));
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
        WISHES.put("hand_back", s -> new ClientCommand.HandBack(s.next(), Story.ID));
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
                    "bob", Story.agent(Story.BOB));

    @Test
    void everyWishOfEverybodyInEveryPlaceDoesWhatTheTableSays() {
        Map<String, String> expected = expected();
        Map<String, String> actual = new TreeMap<>();
        for (String person : List.of("zoe", "ada", "bob")) {
            for (String wish : WISHES.keySet()) {
                for (Stage stage : Stage.values()) {
                    Story story = stage.reached();
                    Conversation before = story.state();
                    story.by(PEOPLE.get(person), WISHES.get(wish).apply(story));
                    actual.put(person + " " + wish + " " + stage.key(), story.outcome());
                    if (!(story.decision() instanceof Decision.Accepted)) {
                        assertThat(story.state()).isSameAs(before);
                    }
                }
            }
        }
        assertThat(asTable(actual)).isEqualTo(asTable(expected));
    }

    private static Map<String, String> expected() {
        Map<String, String> cells = new TreeMap<>();
        for (String line : table().lines().filter(l -> !l.startsWith("#")).toList()) {
            String[] parts = line.split("\\|");
            String[] who = parts[0].strip().split(" ");
            for (String stage : parts[1].strip().split(" ")) {
                String cell = who[0] + " " + who[1] + " " + stage;
                assertThat(Stage.of(stage)).as(line).isPresent();
                assertThat(cells.put(cell, parts[2].strip())).as("twice: %s", cell).isNull();
            }
        }
        return cells;
    }

    private static String table() {
        try (InputStream in = WishTableTest.class.getResourceAsStream(TABLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The cells with the same outcome in one line, in the form of the table above.
    private static String asTable(Map<String, String> cells) {
        List<String> lines = new ArrayList<>();
        for (String person : List.of("zoe", "ada", "bob")) {
            for (String wish : WISHES.keySet()) {
                Map<String, List<String>> byOutcome = new LinkedHashMap<>();
                Arrays.stream(Stage.values())
                        .forEach(s -> {
                            String cell = person + " " + wish + " " + s.key();
                            String outcome = cells.getOrDefault(cell, "?");
                            byOutcome.computeIfAbsent(outcome, o -> new ArrayList<>()).add(s.key());
                        });
                byOutcome.forEach((outcome, stages) ->
                        lines.add(
                                "%s %s | %s | %s"
                                        .formatted(
                                                person, wish, String.join(" ", stages), outcome)));
            }
        }
        return String.join("\n", lines);
    }
}
