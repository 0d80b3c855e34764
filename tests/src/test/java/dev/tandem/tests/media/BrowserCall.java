package dev.tandem.tests.media;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import dev.tandem.media.BridgeConfig;
import dev.tandem.media.MediaBridgeServer;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;
import dev.tandem.signaling.sdp.SdpAnswerRenderer;
import dev.tandem.signaling.sdp.SdpOffer;
import dev.tandem.signaling.sdp.SdpOfferParser;
import dev.tandem.tests.browser.Browsers;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Two parties or three, each a browser of its own, in one call over a bridge that can be
/// exchanged.
final class BrowserCall implements AutoCloseable {
    /// A bridge for browsers on this machine, on any free port.
    static final BridgeConfig BRIDGE =
            new BridgeConfig("127.0.0.1", 0, List.of("127.0.0.1"), 1, 100, 8);

    /// The machine may be busy; a call that works gets there in two seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    /// A tone that is said at a fifth of full scale is heard louder than this.
    private static final double TONE_DECIBEL = -40;

    private final CallId call = new CallId("call-1");
    private final Browsers browsers = Browsers.open();
    private final Map<String, Page> pages = new HashMap<>();
    private MediaBridgeServer bridge;
    private int offers;
    private Optional<LossyRelay> relay = Optional.empty();

    BrowserCall(MediaBridgeServer bridge) {
        this.bridge = bridge;
        page("a");
        page("b");
    }

    private Page opened() {
        BrowserContext person = browsers.newPerson();
        Page page = person.newPage();
        page.route(
                "**/*",
                route ->
                        route.fulfill(
                                new com.microsoft.playwright.Route.FulfillOptions()
                                        .setContentType("text/html")
                                        .setBody(html())));
        page.exposeFunction("signal", this::signal);
        page.navigate("http://localhost/call.html");
        return page;
    }

    void useBridge(MediaBridgeServer other) {
        bridge = other;
    }

    /// From now on browsers reach the bridge through this network.
    void through(LossyRelay network) {
        relay = Optional.of(network);
    }

    CallId call() {
        return call;
    }

    void join(String leg) {
        page(leg).evaluate("leg => join(leg)", leg);
    }

    void join(String leg, boolean camera) {
        page(leg).evaluate("([leg, camera]) => join(leg, {camera})", new Object[] {leg, camera});
    }

    /// Joins as a browser that knows no transport-cc.
    void joinKnowingOnlyRemb(String leg) {
        page(leg).evaluate("leg => join(leg, {onlyRemb: true})", leg);
    }

    /// Joins with a third section, for a screen.
    void joinWithScreen(String leg) {
        page(leg).evaluate("leg => join(leg, {screens: true})", leg);
    }

    /// Shows a screen of one colour beside the camera.
    void show(String leg, int width, int height, String colour) {
        page(leg)
                .evaluate(
                        "([leg, width, height, colour]) => show(leg, width, height, colour)",
                        new Object[] {leg, width, height, colour});
    }

    void unshow(String leg) {
        page(leg).evaluate("leg => unshow(leg)", leg);
    }

    /// Red, green and blue in the middle of the screen that it sees.
    List<Integer> colourSeen(String leg) {
        @SuppressWarnings("unchecked") // The page returns a list of numbers.
        List<Object> found = (List<Object>) page(leg).evaluate("leg => seen(leg)", leg);
        return found.stream().map(c -> ((Number) c).intValue()).toList();
    }

    /// How often anybody has negotiated.
    int offers() {
        return offers;
    }

    /// Joins offering only these codecs.
    void join(String leg, List<String> codecs) {
        page(leg).evaluate("([leg, codecs]) => join(leg, {codecs})", new Object[] {leg, codecs});
    }

    /// What browsers of this kind can send.
    List<?> sendable(String kind) {
        return (List<?>) page("a").evaluate("kind => sendable(kind)", kind);
    }

    void restart(String leg) {
        page(leg).evaluate("leg => restart(leg)", leg);
    }

    void reload(String leg) {
        page(leg).reload();
    }

    void camera(String leg, boolean on) {
        page(leg).evaluate("([leg, on]) => camera(leg, on)", new Object[] {leg, on});
    }

    /// This party says a tone from now on.
    void tone(String leg, int hertz) {
        page(leg).evaluate("([leg, hertz]) => tone(leg, hertz)", new Object[] {leg, hertz});
    }

    /// This party presses keys of its telephone, each for so long.
    void press(String leg, String keys, int millis) {
        page(leg)
                .evaluate(
                        "([leg, keys, millis]) => press(leg, keys, millis)",
                        new Object[] {leg, keys, millis});
    }

    /// This party's microphone says nothing from now on, or what it hears.
    void mute(String leg, boolean muted) {
        page(leg).evaluate("([leg, muted]) => mute(leg, muted)", new Object[] {leg, muted});
    }

    /// Waits until a party hears these tones, and others no more.
    void awaitTones(String leg, List<Integer> there, List<Integer> gone) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<Double> heard = loudness(leg, there);
        List<Double> absent = loudness(leg, gone);
        while (!heard.stream().allMatch(db -> db > TONE_DECIBEL)
                || absent.stream().anyMatch(db -> db > TONE_DECIBEL - 20)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        leg
                                + " hears "
                                + there
                                + " at "
                                + heard
                                + " and not "
                                + gone
                                + " at "
                                + absent);
            }
            page(leg).waitForTimeout(100);
            heard = loudness(leg, there);
            absent = loudness(leg, gone);
        }
    }

    private List<Double> loudness(String leg, List<Integer> tones) {
        @SuppressWarnings("unchecked") // The page returns a list of numbers.
        List<Object> found =
                (List<Object>)
                        page(leg)
                                .evaluate(
                                        "([leg, tones]) => hears(leg, tones)",
                                        new Object[] {leg, tones});
        return found.stream().map(db -> ((Number) db).doubleValue()).toList();
    }

    /// What this party's browser counts; numbers that are not there yet are 0.
    Measured measure(String leg) {
        @SuppressWarnings("unchecked") // The page returns an object of numbers and texts.
        Map<String, Object> found =
                (Map<String, Object>) page(leg).evaluate("leg => measure(leg)", leg);
        return new Measured(found);
    }

    /// Waits until the party's browser has counted this.
    Measured await(String leg, String what, Predicate<Measured> condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Measured last = measure(leg);
        while (!condition.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(
                        leg + " never: " + what + "; last " + last + "; bridge " + drops());
            }
            page(leg).waitForTimeout(50);
            last = measure(leg);
        }
        return last;
    }

    /// What this party's browser makes of a file: how wide and how high, how long, whether it was
    /// there where it was sought, how many pictures it decoded then and how loud the sound was.
    Measured plays(String leg, byte[] file, String contentType) {
        Page player = page(leg).context().newPage();
        try {
            player.route(
                    "**/*",
                    route -> {
                        boolean wanted = route.request().url().endsWith("/recording");
                        route.fulfill(
                                new com.microsoft.playwright.Route.FulfillOptions()
                                        .setContentType(wanted ? contentType : "text/html")
                                        .setBodyBytes(wanted ? file : new byte[0]));
                    });
            player.navigate("http://localhost/player.html");
            @SuppressWarnings("unchecked") // The page returns an object of numbers and texts.
            Map<String, Object> seen =
                    (Map<String, Object>) player.evaluate(script("/media/play.js"));
            return new Measured(seen);
        } finally {
            player.close();
        }
    }

    /// Lets the browser live on for a while.
    void pause(String leg, double millis) {
        page(leg).waitForTimeout(millis);
    }

    /// What the bridge dropped, by reason.
    private Map<DropReason, Long> drops() {
        Map<DropReason, Long> drops = new EnumMap<>(DropReason.class);
        for (DropReason reason : DropReason.values()) {
            if (bridge.counters().drops(reason) > 0) {
                drops.put(reason, bridge.counters().drops(reason));
            }
        }
        return drops;
    }

    private Page page(String leg) {
        return pages.computeIfAbsent(leg, _ -> opened());
    }

    private Object signal(Object... arguments) {
        offers++;
        LegId leg = new LegId((String) arguments[0]);
        SdpOffer parsed = SdpOfferParser.parse((String) arguments[1]);
        if (!(parsed instanceof SdpOffer.Parsed(LegOffer offer))) {
            throw new AssertionError("a real offer was not understood: " + parsed);
        }
        BridgeReply reply =
                bridge.perform(new BridgeCommand.AddLeg(call, leg, offer))
                        .toCompletableFuture()
                        .join();
        if (!(reply instanceof BridgeReply.LegAnswered answered)) {
            throw new AssertionError("refused: " + reply);
        }
        LegAnswer answer = answered.answer();
        return SdpAnswerRenderer.render(
                new LegAnswer(
                        answer.ice(),
                        answer.fingerprint(),
                        relay.map(r -> List.of(r.candidate())).orElse(answer.candidates()),
                        answer.media(),
                        answer.streamId()));
    }

    private static String html() {
        return script("/media/call.html");
    }

    private static String script(String resource) {
        try (InputStream in = BrowserCall.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    @Override
    public void close() {
        browsers.close();
    }

    /// One look at `getStats`.
    record Measured(Map<String, Object> values) {
        double number(String name) {
            return values.get(name) instanceof Number number ? number.doubleValue() : 0;
        }

        String text(String name) {
            return String.valueOf(values.get(name));
        }
    }
}
