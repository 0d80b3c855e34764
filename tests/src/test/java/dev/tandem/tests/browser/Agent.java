package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;

import dev.tandem.tests.harness.Address;
import dev.tandem.tests.harness.TandemProcess;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// An agent at the desk.
public final class Agent extends Person {
    private final Address tandem;
    private final String login;

    public Agent(BrowserContext browser, Address tandem, String login) {
        super(browser);
        this.tandem = tandem;
        this.login = login;
    }

    /// Signs in and is there for customers.
    public Agent signsIn() {
        page().navigate(tandem.url("/desk/"));
        by("signin-login").fill(login);
        by("signin-password").fill(TandemProcess.PASSWORD);
        click("signin-submit");
        expect("inbox").isVisible();
        is("available");
        return this;
    }

    /// `available` or `break`.
    void is(String presence) {
        expect("presence-button").isVisible();
        if (!presence.equals(by("presence-button").getAttribute("data-presence"))) {
            click("presence-button");
            click("presence-" + presence);
        }
        expect("presence-button").hasAttribute("data-presence", presence);
    }

    public void accepts() {
        click("offer-accept");
        expect("talk").isVisible();
    }

    /// By the keyboard, which does nothing where nothing rings any more.
    void acceptsIfItRings() {
        if (sees("offer-accept")) {
            page().keyboard().press("Alt+Enter");
        }
    }

    /// A microphone or camera, where the menu of devices is open.
    void chooses(String label) {
        by("devices")
                .getByRole(AriaRole.MENUITEMRADIO, new Locator.GetByRoleOptions().setName(label))
                .click();
    }

    void says(String text) {
        by("composer-input").fill(text);
        by("composer-input").press("Enter");
    }

    Locator event(String name) {
        return by("event-" + name);
    }

    /// Asks a colleague to take over what is open, or the queue.
    void passesOnTo(String whom, String note) {
        asks(whom, note, "transfer-do");
    }

    /// Asks a colleague into the call, to talk first.
    void asksFirst(String whom, String note) {
        asks(whom, note, "transfer-first");
    }

    private void asks(String whom, String note, String how) {
        click("call-transfer");
        Locator choice =
                by("transfer").getByText(whom, new Locator.GetByTextOptions().setExact(true));
        choice.click();
        by("transfer-note").fill(note);
        click(how);
        expect("transfer").isHidden();
    }

    /// Ends what is open, with an outcome.
    public void endsAndWrapsUp(String disposition, String note) {
        if (sees("talk-finish")) {
            click("talk-finish");
        } else {
            click("talk-more-button");
            click("talk-more-finish");
        }
        click("confirm-finish-yes");
        click("wrapup-" + disposition);
        by("wrapup-note").fill(note);
        click("wrapup-save");
        expect("wrapup").isHidden();
    }

    /// The customer's messages that contain this, as they stand on the desk.
    List<String> fromCustomer(Pattern what) {
        return found(by("message-customer").locator(".b"), what);
    }

    /// What customer and agent said with these words in it, as it is stored.
    List<String> stored(String conversation, Pattern what) {
        return entries(conversation).stream()
                .map(entry -> (Map<?, ?>) entry.get("event"))
                .map(event -> String.valueOf(event.get("text")))
                .map(what::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .toList();
    }

    /// Checks that nothing is missing or there twice, by the numbers of its events.
    void findsNoGap(String conversation) {
        List<Map<String, Object>> entries = entries(conversation);
        assertThat(entries.stream().map(e -> ((Number) e.get("version")).intValue()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, entries.size()).boxed().toList());
    }

    /// What happened, by the names of its events.
    List<String> events(String conversation) {
        return entries(conversation).stream()
                .map(entry -> (Map<?, ?>) entry.get("event"))
                .map(event -> String.valueOf(event.get("type")))
                .toList();
    }

    /// By which rule each message of the customer was let pass or brought a person.
    List<String> rules(String conversation) {
        return entries(conversation).stream()
                .map(entry -> (Map<?, ?>) entry.get("event"))
                .filter(event -> "escalation_decided".equals(event.get("type")))
                .map(event -> String.valueOf(event.get("rule")))
                .toList();
    }

    /// The stored conversation, as the server tells agents.
    @SuppressWarnings("unchecked") // A JSON object.
    Map<String, Object> stored(String conversation) {
        return (Map<String, Object>)
                page().evaluate(
                                "async id => (await fetch('/api/v1/conversations/' + id)).json()",
                                conversation);
    }

    @SuppressWarnings("unchecked") // A JSON array of objects.
    List<Map<String, Object>> entries(String conversation) {
        return (List<Map<String, Object>>) stored(conversation).get("entries");
    }

    @Override
    public String toString() {
        return login;
    }
}
