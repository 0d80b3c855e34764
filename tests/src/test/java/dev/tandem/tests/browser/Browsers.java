package dev.tandem.tests.browser;

import com.google.gson.JsonElement;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One Chromium with a fake camera and microphone, and as many separate people in it as a story
/// needs.
///
/// Playwright belongs to the thread that opened it: open one per test class, use it there, close it
/// there.
///
/// ```java
/// try (Browsers browsers = Browsers.open()) {
///     Page customer = browsers.newPerson().newPage();
///     Page agent = browsers.newPerson().newPage();
/// }
/// ```
public final class Browsers implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of(
                    // Three microphones and cameras: something to choose from.
                    "--use-fake-device-for-media-stream=device-count=3,fps=10",
                    // Else audio stays silent until a click, and totalAudioEnergy stays 0.
                    "--autoplay-policy=no-user-gesture-required",
                    "--allow-loopback-in-peer-connection",
                    // Real host candidates instead of *.local, which nobody on a build machine
                    // resolves.
                    "--disable-features=WebRtcHideLocalIpsWithMdns",
                    // The TURN server of the tests signs its own certificate.
                    "--ignore-certificate-errors",
                    // A window in the background must go on decoding and keep its timers.
                    "--disable-background-timer-throttling",
                    "--disable-backgrounding-occluded-windows",
                    "--disable-renderer-backgrounding");

    private final Playwright playwright;
    private final Browser chromium;
    private List<String> asleep = List.of();

    private Browsers(Playwright playwright, Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /// A browser without a window, every question for a device answered with yes.
    public static Browsers open() {
        return open(List.of("--use-fake-ui-for-media-stream"));
    }

    /// The same, with a person at the microphone who speaks what this WAV file holds, over and
    /// over. The fake microphone's own sound is a short beep twice a second.
    public static Browsers openSpeaking(Path voice) {
        return open(
                List.of(
                        "--use-fake-ui-for-media-stream",
                        "--use-file-for-fake-audio-capture=" + voice.toAbsolutePath()));
    }

    /// What a tab must be called to be shared by who shares in a browser that asks.
    static final String SHARED_TAB = "Pump plan";

    /// A browser that asks for devices as a person's would: a context's permissions decide. Asked
    /// for a screen it takes the tab of this name.
    public static Browsers openThatAsks() {
        return open(List.of("--auto-select-tab-capture-source-by-title=" + SHARED_TAB));
    }

    private static Browsers open(List<String> more) {
        Path executable = Chromium.find();
        Playwright playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        List<String> flags = new ArrayList<>(FLAGS);
        flags.addAll(more);
        Browser chromium =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable)
                                        // Chromium's sandbox refuses to run as root, as in most CI.
                                        .setChromiumSandbox(false)
                                        .setArgs(flags));
        return new Browsers(playwright, chromium);
    }

    /// Somebody with cookies, storage and permissions of their own.
    public BrowserContext newPerson() {
        return newPerson(new Browser.NewContextOptions());
    }

    /// The same with a screen size, a colour scheme, a locale.
    public BrowserContext newPerson(Browser.NewContextOptions options) {
        return chromium.newContext(options);
    }

    /// A page of somebody new.
    public Page newPage() {
        return newPerson().newPage();
    }

    /// The lid is closed: every process of this browser stands still, its sockets stay as they are
    /// and answer nothing. Nothing may be asked of its pages until [#wakes()].
    void fallsAsleep() {
        List<String> processes = new ArrayList<>();
        CDPSession session = chromium.newBrowserCDPSession();
        for (JsonElement process :
                session.send("SystemInfo.getProcessInfo").getAsJsonArray("processInfo")) {
            processes.add(process.getAsJsonObject().get("id").getAsString());
        }
        session.detach();
        signal("-STOP", processes);
        asleep = processes;
    }

    /// Nothing happens to one that is awake.
    void wakes() {
        if (!asleep.isEmpty()) {
            signal("-CONT", asleep);
            asleep = List.of();
        }
    }

    private static void signal(String which, List<String> processes) {
        List<String> command = new ArrayList<>(List.of("kill", which));
        command.addAll(processes);
        try {
            int code = new ProcessBuilder(command).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    @Override
    public void close() {
        wakes();
        chromium.close();
        playwright.close();
    }
}
