package dev.tandem.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;

import dev.tandem.tests.harness.TandemProcess;

import java.util.List;
import java.util.regex.Pattern;

/// A customer on the demo's pages, with the widget.
public final class Customer extends Person {
    private final TandemProcess tandem;

    public Customer(BrowserContext browser, TandemProcess tandem) {
        super(browser);
        this.tandem = tandem;
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
        await("the widget", () -> sees("launcher") || sees("panel"));
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

    /// Her own messages that contain this, as they stand in the panel.
    List<String> own(Pattern what) {
        return found(by("message-own"), what);
    }

    String conversation() {
        return (String) page().evaluate("localStorage.getItem('tandem.harbor.active')");
    }

    @Override
    public String toString() {
        return "the customer";
    }
}
