package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody at a browser: what customers and agents have in common. One page at a time is theirs;
/// [#use(Page)] changes it.
public class Person {
    /// The machine may be busy; what works is there in a second.
    static final Duration PATIENCE = Duration.ofSeconds(40);

    /// Of Chromium's fake camera.
    private static final int SECOND_OF_FRAMES = 20;

    /// Packets of 20 ms.
    private static final int SECOND_OF_SOUND = 50;

    /// Chromium's fake microphone beeps, which is a hundred times this in a second.
    private static final double SILENCE = 1e-5;

    final BrowserContext browser;
    private Page page;

    Person(BrowserContext browser) {
        this.browser = browser;
        browser.setDefaultTimeout(PATIENCE.toMillis());
        PeerWatch.install(browser);
        page = browser.newPage();
    }

    public Page page() {
        return page;
    }

    void use(Page other) {
        page = other;
    }

    public Locator by(String testId) {
        return page.getByTestId(testId);
    }

    public void click(String testId) {
        by(testId).click();
    }

    boolean sees(String testId) {
        return by(testId).first().isVisible();
    }

    /// Checks that wait until they hold.
    public LocatorAssertions expect(String testId) {
        return expect(by(testId));
    }

    public LocatorAssertions expect(Locator locator) {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
        return PlaywrightAssertions.assertThat(locator);
    }

    /// The first of these that is shown, and only those that are.
    public Locator visible(String testId) {
        return by(testId).filter(new Locator.FilterOptions().setVisible(true)).first();
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    void await(String what, BooleanSupplier condition) {
        long giveUpAt = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - giveUpAt > 0) {
                throw new AssertionError("waited in vain for " + what);
            }
            // Lets the browser's messages in between two looks; not a pause.
            page.waitForTimeout(25);
        }
    }

    /// The part of every text that fits, in the order of the page.
    static List<String> found(Locator texts, Pattern what) {
        return texts.allInnerTexts().stream()
                .map(what::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    void reload() {
        page.reload();
    }

    void offline(boolean offline) {
        browser.setOffline(offline);
    }

    Locator callStage() {
        return by("video-stage").or(by("call-stage"));
    }

    /// Waits until it is these that are sent.
    void sends(String microphone, String camera) {
        await(
                microphone + " and " + camera + " at " + this,
                () -> sends().equals(List.of(microphone, camera)));
    }

    /// From the next page on, as Chromium says it where there is none: the machine that runs this
    /// may well have one.
    void hasNoMicrophone() {
        browser.addInitScript(
                """
                (() => {
                  const media = navigator.mediaDevices;
                  const get = media.getUserMedia.bind(media);
                  const list = media.enumerateDevices.bind(media);
                  window.unplugged = true;
                  media.getUserMedia = async wanted => {
                    if (wanted.audio && window.unplugged) throw new DOMException("Requested device not found", "NotFoundError");
                    return get(wanted);
                  };
                  media.enumerateDevices = async () => (await list()).filter(device => device.kind !== "audioinput" || !window.unplugged);
                })();
                """);
    }

    /// From the next page on: of the bridge's addresses only those of this family are heard.
    ///
    /// @param mark that stands in such an address and in no other
    void reachesOnly(String mark) {
        browser.addInitScript(
                """
                (() => {
                  const Real = window.RTCPeerConnection;
                  const only = sdp => sdp.split("\\r\\n")
                    .filter(line => !line.startsWith("a=candidate:") || line.split(" ")[4].includes("%s"))
                    .join("\\r\\n");
                  window.RTCPeerConnection = class extends Real {
                    setRemoteDescription(given) {
                      return super.setRemoteDescription({ type: given.type, sdp: only(given.sdp) });
                    }
                  };
                })();
                """
                        .formatted(mark));
    }

    /// From the next page on: no way to anybody but through TURN servers, and to those only by
    /// these addresses.
    ///
    /// @param scheme `turn` or `turns`
    void reachesOnlyRelays(String scheme, String transport) {
        browser.addInitScript(
                """
                (() => {
                  const relayed = given => ({
                    ...given,
                    iceTransportPolicy: "relay",
                    iceServers: (given?.iceServers ?? []).map(server => ({
                      ...server,
                      urls: [server.urls].flat().filter(
                        url => url.startsWith("%s:") && url.endsWith("transport=%s")),
                    })),
                  });
                  const Real = window.RTCPeerConnection;
                  window.RTCPeerConnection = class extends Real {
                    constructor(given) { super(relayed(given)); }
                    setConfiguration(given) { super.setConfiguration(relayed(given)); }
                  };
                })();
                """
                        .formatted(scheme, transport));
    }

    /// The way that this person's media takes now: the kind of candidate and the transport to the
    /// bridge or to the relay.
    String path() {
        return PeerWatch.path(page);
    }

    void plugsIn() {
        page.evaluate(
                """
                window.unplugged = false;
                navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
                """);
    }

    /// What the lock beside the address allows from now on: `microphone`, `camera`.
    void allows(String... devices) {
        browser.grantPermissions(List.of(devices));
    }

    /// The labels of the microphone and the camera that are sent now.
    List<String> sends() {
        return PeerWatch.sending(page);
    }

    PeerWatch.Heard heard() {
        return PeerWatch.measure(page);
    }

    /// Sound from the other side arrives now, and is no silence.
    void hears() {
        PeerWatch.Heard before = heard();
        await(
                "sound at " + this,
                () -> {
                    PeerWatch.Heard now = heard();
                    return now.audioPackets() > before.audioPackets()
                            && now.audioEnergy() > before.audioEnergy();
                });
    }

    /// A call may begin in a moment: its path stands, and nothing is sent over it.
    void isPrepared() {
        await("a path of " + this, () -> heard().connected() == 1);
        assertThat(sends()).as("what %s sends", this).isEmpty();
        assertThat(heard().audioPackets()).as("packets of sound at %s", this).isZero();
    }

    void hasNoCall() {
        await("no path of " + this, () -> heard().connections() == 0);
    }

    /// In a video call: while its pictures arrive, the other side's sound is silence.
    void hearsNothing() {
        secondOfPictures(); // what was on its way is here by now
        PeerWatch.Heard before = heard();
        secondOfPictures();
        assertThat(heard().audioEnergy() - before.audioEnergy())
                .as("energy of a second of sound at %s", this)
                .isLessThan(SILENCE);
    }

    private void secondOfPictures() {
        PeerWatch.Heard before = heard();
        await(
                "a second of pictures at " + this,
                () -> heard().framesDecoded() > before.framesDecoded() + SECOND_OF_FRAMES);
    }

    /// While two seconds of sound arrive at this one, none arrives here.
    void hearsNothingWhile(Person other) {
        other.packets(SECOND_OF_SOUND); // what was on its way is here by now
        PeerWatch.Heard before = heard();
        other.packets(2 * SECOND_OF_SOUND);
        PeerWatch.Heard after = heard();
        assertThat(after.audioPackets()).as("packets at %s", this).isEqualTo(before.audioPackets());
        assertThat(after.audioEnergy() - before.audioEnergy())
                .as("energy of two seconds of sound at %s", this)
                .isLessThan(SILENCE);
    }

    /// Waits for so many packets of sound.
    private void packets(int many) {
        double before = heard().audioPackets();
        await("packets at " + this, () -> heard().audioPackets() >= before + many);
    }

    /// Pictures from the other side are decoded now.
    void sees() {
        PeerWatch.Heard before = heard();
        await(
                "moving pictures at " + this,
                () -> heard().framesDecoded() > before.framesDecoded() + 5);
    }
}
