package dev.tandem.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.List;

/// One server and one browser for all stories of a class. Everybody leaves after each story.
final class Stage implements BeforeAllCallback, AfterAllCallback, AfterEachCallback {
    private final String name;
    private final List<BrowserContext> people = new ArrayList<>();
    private TandemProcess tandem;
    private Browsers browsers;
    private Browsers cautious;

    Stage(String name) {
        this.name = name;
    }

    TandemProcess tandem() {
        return tandem;
    }

    Customer customer() {
        return customer(screen(1280, 800));
    }

    Customer customer(Browser.NewContextOptions screen) {
        return new Customer(person(screen), tandem);
    }

    /// Somebody whose browser allows neither microphone nor camera.
    Customer customerWithoutDevices() {
        if (cautious == null) {
            cautious = Browsers.openThatAsks();
        }
        BrowserContext person = cautious.newPerson(screen(1280, 800));
        people.add(person);
        return new Customer(person, tandem);
    }

    Agent agent(String login) {
        return new Agent(person(screen(1280, 800)), tandem, login);
    }

    static Browser.NewContextOptions screen(int width, int height) {
        return new Browser.NewContextOptions().setViewportSize(width, height);
    }

    private BrowserContext person(Browser.NewContextOptions screen) {
        BrowserContext person = browsers.newPerson(screen);
        people.add(person);
        return person;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        tandem = TandemProcess.start(name);
        browsers = Browsers.open();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            new Album(name + "-failed-" + context.getRequiredTestMethod().getName())
                    .show(people.stream().flatMap(p -> p.pages().stream()).toList());
        }
        people.forEach(BrowserContext::close);
        people.clear();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        try {
            if (cautious != null) {
                cautious.close();
            }
            if (browsers != null) {
                browsers.close();
            }
        } finally {
            if (tandem != null) {
                tandem.close();
            }
        }
    }
}
