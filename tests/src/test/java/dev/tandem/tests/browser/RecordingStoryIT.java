package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A call is recorded by the agent, paused for what nobody may keep, and played beside its
/// timeline.
class RecordingStoryIT {
    @RegisterExtension static final Stage stage = new Stage("recording");

    /// Decodes a file with the browser's own decoder; how long it sounds, and how loud its loudest
    /// sample is.
    private static final String DECODED =
            """
            async source => {
              const bytes = await (await fetch(source)).arrayBuffer();
              const sound = await new OfflineAudioContext(2, 48000, 48000).decodeAudioData(bytes);
              let peak = 0;
              for (const sample of sound.getChannelData(0)) peak = Math.max(peak, Math.abs(sample));
              return { seconds: sound.duration, peak };
            }
            """;

    @Test
    void aVoiceCallIsRecordedPausedResumedAndPlayedBesideItsTimeline() {
        Album album = new Album("recording");
        Agent maya = stage.agent("maya").signsIn();
        Customer customer = stage.customer().opens("/demo/");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        customer.expect("call-recording").hasAttribute("data-recording", "off");

        maya.visible("record-start").click();
        customer.expect("call-recording").hasAttribute("data-recording", "on");
        maya.expect("call-recording").hasAttribute("data-recording", "on");
        customer.expect("event-recording_started").isVisible();
        album.show("recorded", customer, maya);
        talkOn(maya, 4);

        maya.visible("call-hold").click();
        customer.expect("call-recording").hasAttribute("data-recording", "held");
        maya.expect("call-recording").hasAttribute("data-recording", "held");
        album.show("on-hold", customer, maya);
        maya.visible("record-pause").click();
        customer.expect("call-recording").hasAttribute("data-recording", "paused");
        maya.visible("call-hold").click();
        maya.expect("call-stage").hasAttribute("data-held", "false");
        customer.expect("event-recording_paused").isVisible();
        album.show("paused", customer, maya);
        talkOn(maya, 3);

        maya.visible("record-resume").click();
        customer.expect("call-recording").hasAttribute("data-recording", "on");
        talkOn(maya, 3);
        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        maya.endsAndWrapsUp("solved", "");

        assertThat(maya.events(conversation))
                .containsSubsequence(
                        "call_started",
                        "recording_started",
                        "recording_paused",
                        "recording_resumed",
                        "call_ended");
        maya.click("rail-history");
        maya.page().getByTestId("history-row").first().click();
        maya.expect("past").isVisible();
        while (maya.sees("player-writing")) {
            maya.click("player-again");
        }
        maya.expect("player").isVisible();

        Locator files = maya.by("player-audio");
        assertThat(files.count()).as("both sides, before and after the pause").isEqualTo(4);
        double sounded = 0;
        for (int i = 0; i < 4; i++) {
            String source = (String) files.nth(i).evaluate("audio => audio.src");
            @SuppressWarnings("unchecked") // A JSON object.
            Map<String, Number> heard = (Map<String, Number>) maya.page().evaluate(DECODED, source);
            sounded += heard.get("seconds").doubleValue();
            assertThat(heard.get("peak").doubleValue()).as(source).isGreaterThan(0.01);
        }
        Number length = (Number) maya.by("player-seek").evaluate("input => Number(input.max)");
        assertThat(length.doubleValue()).isGreaterThan(9);
        assertThat(sounded / 2)
                .as("what each side sounds")
                .isBetween(6.0, length.doubleValue() - 2);

        maya.click("player-play");
        maya.await(
                "sound that plays",
                () ->
                        (Boolean)
                                files.nth(0)
                                        .evaluate(
                                                "audio => !audio.paused && audio.currentTime > 1"));
        album.show("player", maya);
        maya.click("player-play");
        maya.by("player-seek").fill("1");
        assertThat((Double) files.nth(0).evaluate("audio => audio.currentTime + 0.001"))
                .isBetween(0.5, 1.5);

        List<?> ranges =
                (List<?>)
                        maya.page()
                                .evaluate(
                                        """
                                        async source => {
                                          const part = await fetch(source, { headers: { Range: 'bytes=0-3' } });
                                          const stranger = await fetch(source, { credentials: 'omit' });
                                          const call = source.slice(0, source.lastIndexOf("/"));
                                          const deleted = await fetch(call, { method: "DELETE" });
                                          return [part.status, (await part.arrayBuffer()).byteLength, stranger.status, deleted.status];
                                        }
                                        """,
                                        files.nth(0).evaluate("audio => audio.src"));
        assertThat(ranges.stream().map(n -> ((Number) n).intValue()))
                .containsExactly(206, 4, 401, 403);

        maya.expect("player-delete").isHidden();

        Agent sam = stage.agent("sam").signsIn();
        sam.click("rail-history");
        sam.page().getByTestId("history-row").first().click();
        sam.click("player-delete");
        album.show("delete", sam);
        sam.click("player-delete-yes");
        sam.expect("player").isHidden();
        assertThat(maya.events(conversation)).contains("recording_deleted");
    }

    /// Lets the call go on for so many seconds of its own clock.
    private static void talkOn(Agent maya, int seconds) {
        int from = second(maya);
        maya.await("the call to go on", () -> second(maya) >= from + seconds);
    }

    private static int second(Agent maya) {
        String text = maya.by("call-status").first().innerText();
        Matcher clock = Pattern.compile("(\\d+):(\\d\\d)").matcher(text);
        return clock.find()
                ? Integer.parseInt(clock.group(1)) * 60 + Integer.parseInt(clock.group(2))
                : 0;
    }
}
