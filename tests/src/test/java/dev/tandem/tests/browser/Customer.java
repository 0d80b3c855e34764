package dev.tandem.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.WebSocketRoute;
import com.microsoft.playwright.options.SelectOption;

import dev.tandem.tests.harness.Address;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A customer on the demo's pages, with the widget.
public final class Customer extends Person {
    private final Address tandem;

    public Customer(BrowserContext browser, Address tandem) {
        super(browser);
        this.tandem = tandem;
    }

    /// From the next page on, as the business's own page says it.
    ///
    /// @param secret what the business's backend signs the id with
    void isSignedIn(String id, String name, String email, String secret) {
        browser.addInitScript(
                """
                window.tandemSettings = { user: { id: "%s", name: "%s", email: "%s", signature: "%s" } };
                """
                        .formatted(id, name, email, signature(id, secret)));
    }

    private static String signature(String id, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(id.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Goes to a page of the demo and opens the widget there.
    public Customer opens(String path) {
        visits(path);
        if (!sees("panel")) {
            click("launcher");
        }
        expect("composer-input").isVisible();
        return this;
    }

    void visits(String path) {
        page().navigate(tandem.url(path));
        expect(page().locator("tandem-widget")).isAttached();
        await("the widget", () -> sees("launcher") || sees("panel") || sees("call-resuming"));
    }

    /// The next page reaches the server only when what is returned is run; what it says until then
    /// arrives then.
    Runnable staysUnconnectedOnTheNextPage() {
        List<Held> held = new ArrayList<>();
        AtomicBoolean open = new AtomicBoolean();
        page().routeWebSocket(
                        "**/ws",
                        socket -> {
                            Held line = new Held(socket);
                            held.add(line);
                            if (open.get()) {
                                line.connect();
                            }
                        });
        return () -> {
            open.set(true);
            held.forEach(Held::connect);
        };
    }

    /// A socket of the page that is not led on to the server yet.
    private static final class Held {
        private final WebSocketRoute page;
        private final List<String> said = new ArrayList<>();

        Held(WebSocketRoute page) {
            this.page = page;
            page.onMessage(frame -> said.add(frame.text()));
        }

        void connect() {
            WebSocketRoute server = page.connectToServer();
            page.onMessage(frame -> server.send(frame.text()));
            said.forEach(server::send);
        }
    }

    void says(String text) {
        by("composer-input").fill(text);
        by("composer-input").press("Enter");
    }

    /// Asks and waits for what the assistant says to it.
    Locator asks(String question) {
        int before = by("message-assistant").count();
        says(question);
        Locator answer = by("message-assistant").nth(before);
        expect(answer).isVisible();
        return answer;
    }

    void fillsIn(String name, String contact, String answer) {
        by("details-name").fill(name);
        by("details-contact").fill(contact);
        by("details-answer").fill(answer);
        click("details-submit");
    }

    /// By the shortest way into the queue, nothing filled in.
    public void asksForPerson(String channel) {
        says("I want to talk to a person");
        click("channel-" + channel);
        click("details-skip");
        expect("queue").isVisible();
    }

    /// In a voice call with this agent, asked for as such.
    void callsWith(Agent agent) {
        asksForPerson("voice");
        agent.accepts();
        hears();
        agent.hears();
    }

    /// In a video call with this agent, asked for as such.
    void videoCallsWith(Agent agent) {
        asksForPerson("video");
        agent.accepts();
        sees();
        agent.sees();
    }

    /// Another microphone or camera, where the choice of devices is open.
    void chooses(String kind, String label) {
        by("device-" + kind).selectOption(new SelectOption().setLabel(label));
    }

    /// Her own messages that contain this, as they stand in the panel.
    List<String> own(Pattern what) {
        return found(by("message-own"), what);
    }

    /// What the person at the other side said with these words, as it stands in the panel.
    List<String> fromPerson(Pattern what) {
        return found(by("message-other").locator(".bubble"), what);
    }

    String conversation() {
        return (String) page().evaluate("localStorage.getItem('tandem.harbor.active')");
    }

    @Override
    public String toString() {
        return "the customer";
    }
}
