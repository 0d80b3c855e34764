package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

import dev.tandem.server.application.Site;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.server.store.Migrations;
import dev.tandem.server.store.PostgresSiteStore;
import dev.tandem.signaling.protocol.SiteKey;
import dev.tandem.tests.harness.SharedDatabase;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A site that records every call: it says so before and in the call, the picture is played beside
/// the timeline, and when nothing can be written both are told.
class RecordedVideoStoryIT {
    private static final int SEVERAL = 5;

    private static SharedDatabase database;
    private static Path recordings;
    private static TandemProcess tandem;
    private static Browsers browsers;
    private final List<BrowserContext> people = new ArrayList<>();

    @BeforeAll
    static void aSiteThatRecordsEveryCall() throws Exception {
        Path folder = Path.of("target", "tandem").toAbsolutePath();
        Files.createDirectories(folder);
        Path home = Files.createTempDirectory(folder, "recorded-");
        recordings = home.resolve("recordings");
        database = SharedDatabase.start(home.resolve("database"));
        Map<String, String> settings = new HashMap<>(database.settings());
        PGSimpleDataSource direct = new PGSimpleDataSource();
        direct.setUrl(settings.get("TANDEM_DATABASE_URL"));
        direct.setUser(settings.get("TANDEM_DATABASE_USER"));
        direct.setPassword(settings.get("TANDEM_DATABASE_PASSWORD"));
        Migrations.run(direct);
        new PostgresSiteStore(direct)
                .save(
                        new Site(
                                new SiteKey("harbor"),
                                "Harbor Broadband",
                                "en",
                                List.of(),
                                "demo-identity-secret",
                                Optional.empty(),
                                RecordingPolicy.ALWAYS));
        settings.put("TANDEM_RECORDINGS_FOLDER", recordings.toString());
        tandem = TandemProcess.start("recorded", settings);
        browsers = Browsers.open();
    }

    @AfterEach
    void everybodyLeaves() {
        people.forEach(BrowserContext::close);
        people.clear();
    }

    @AfterAll
    static void end() {
        if (browsers != null) {
            browsers.close();
        }
        if (tandem != null) {
            tandem.close();
        }
        database.close();
    }

    private BrowserContext person() {
        BrowserContext person =
                browsers.newPerson(Stage.screen(1280, 800).setReducedMotion(ReducedMotion.REDUCE));
        people.add(person);
        return person;
    }

    @Test
    void everyCallIsRecordedAndItsPicturesPlayBesideItsTimeline() {
        Album album = new Album("recorded-video");
        Agent maya = new Agent(person(), tandem, "maya").signsIn();
        Customer customer = new Customer(person(), tandem).opens("/demo/");
        customer.says("I want to talk to a person");
        customer.expect("offer-recorded").containsText("are recorded");
        album.show("said-before", customer);
        customer.click("channel-video");
        customer.click("details-skip");
        maya.accepts();
        customer.sees();
        maya.sees();
        customer.expect("call-recording").hasAttribute("data-recording", "on");
        maya.expect("call-recording").hasAttribute("data-recording", "on");
        maya.expect(maya.visible("record-pause")).isVisible();
        assertThat(maya.sees("record-stop")).as("a button that would be refused").isFalse();
        album.show("recorded", customer, maya);
        for (int second = 0; second < SEVERAL; second++) {
            maya.sees();
        }
        maya.visible("call-end").click();
        customer.expect("event-call_ended").isVisible();
        maya.endsAndWrapsUp("solved", "");

        maya.click("rail-history");
        maya.page().getByTestId("history-row").first().click();
        maya.expect("past").isVisible();
        while (maya.sees("player-writing")) {
            maya.click("player-again");
        }
        maya.expect("player").isVisible();
        // A camera that grows begins another file; of each side one is shown at a time.
        Locator pictures = maya.page().locator("[data-testid=player-video]:not([hidden])");
        maya.click("player-play");
        maya.await(
                "one picture of each side that is decoded",
                () ->
                        pictures.count() == 2
                                && decodes(pictures.first())
                                && decodes(pictures.last()));
        album.show("player", maya);
        double length = position(maya, "max");
        long middle = Math.round(length / 2); // a position of the slider
        maya.by("player-seek").fill(String.valueOf(middle));
        int before = frames(pictures.first());
        maya.await("pictures from there on", () -> frames(pictures.first()) > before + SEVERAL);
        assertThat(position(maya, "value")).as("where it plays").isBetween((double) middle, length);
        maya.click("player-play");

        Accessibility.isFineOnTheDesk(maya.page(), "the player");
        maya.page()
                .emulateMedia(
                        new Page.EmulateMediaOptions()
                                .setColorScheme(ColorScheme.DARK)
                                .setReducedMotion(ReducedMotion.REDUCE));
        album.show("player-dark", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "the player in the dark");
        maya.page().setViewportSize(390, 844);
        album.show("player-phone", maya);
        Accessibility.isFineOnTheDesk(maya.page(), "the player on a phone");
        assertThat(
                        maya.page()
                                .evaluate(
                                        "document.documentElement.scrollWidth <= window.innerWidth"))
                .as("nothing wider than the phone")
                .isEqualTo(true);
    }

    @Test
    void whenNothingCanBeWrittenBothAreToldAndTheCallGoesOn() throws IOException {
        Path aside = recordings.resolveSibling("aside");
        if (Files.exists(recordings)) {
            Files.move(recordings, aside);
        }
        Files.createFile(recordings); // no folder can be made where a file lies
        try {
            Agent tom = new Agent(person(), tandem, "tom").signsIn();
            Customer customer = new Customer(person(), tandem).opens("/demo/");
            customer.callsWith(tom);
            tom.expect(tom.event("recordingFailed").first()).isVisible();
            customer.expect("event-recording_stopped").isVisible();
            customer.expect("call-recording").hasAttribute("data-recording", "off");
            tom.expect("call-recording").hasAttribute("data-recording", "off");
            customer.hears();
            tom.hears();
            new Album("recording-failed").show("told", customer, tom);
            tom.endsAndWrapsUp("solved", "");
        } finally {
            Files.delete(recordings);
            if (Files.exists(aside)) {
                Files.move(aside, recordings);
            }
        }
    }

    private static boolean decodes(Locator video) {
        return frames(video) > SEVERAL
                && seconds(video.evaluate("video => video.videoWidth")) > 0
                && video.isVisible();
    }

    /// Seconds on the slider: `value` where it stands, `max` the whole length.
    private static double position(Agent maya, String what) {
        return seconds(maya.by("player-seek").evaluate("input => Number(input." + what + ")"));
    }

    private static int frames(Locator video) {
        return ((Number)
                        video.evaluate("video => video.getVideoPlaybackQuality().totalVideoFrames"))
                .intValue();
    }

    private static double seconds(Object number) {
        return ((Number) number).doubleValue();
    }
}
