package dev.tandem.tests.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;

import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One server and one browser for all stories of a run: starting them costs more than most stories.
/// Everybody leaves after each story, and a class begins with a server that is up and has learned.
/// What a failed story has left open must not fail the next one: that one gets a new server.
final class Stage implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback {
    private final String name;
    private final List<BrowserContext> people = new ArrayList<>();
    private House house;

    Stage(String name) {
        this.name = name;
    }

    /// What the classes share; closed by JUnit at the end of the session, on the thread that opened
    /// it. Where several processes run the stories, each class is a run of its own there, and the
    /// session is the whole of them.
    private static final class House implements AutoCloseable {
        TandemProcess tandem = TandemProcess.start("stories");
        boolean leftOpen;
        final Browsers browsers = Browsers.open();
        Optional<Browsers> cautious = Optional.empty();

        Browsers cautious() {
            if (cautious.isEmpty()) {
                cautious = Optional.of(Browsers.openThatAsks());
            }
            return cautious.get();
        }

        void clearUp() {
            if (leftOpen) {
                tandem.close();
                tandem = TandemProcess.start("stories");
                leftOpen = false;
            }
        }

        @Override
        public void close() {
            try {
                cautious.ifPresent(Browsers::close);
                browsers.close();
            } finally {
                tandem.close();
            }
        }
    }

    TandemProcess tandem() {
        return house.tandem;
    }

    Customer customer() {
        return customer(screen(1280, 800));
    }

    Customer customer(Browser.NewContextOptions screen) {
        return new Customer(person(screen), tandem());
    }

    /// Somebody whose browser allows neither microphone nor camera, until [Person#allows] says so.
    Customer cautiousCustomer() {
        return new Customer(cautious(), tandem());
    }

    Agent cautiousAgent(String login) {
        return new Agent(cautious(), tandem(), login);
    }

    /// The computer of those who are cautious: its lid can be closed.
    Browsers laptop() {
        return house.cautious();
    }

    private BrowserContext cautious() {
        BrowserContext person = house.cautious().newPerson(screen(1280, 800));
        people.add(person);
        return person;
    }

    Agent agent(String login) {
        return agent(login, screen(1280, 800));
    }

    Agent agent(String login, Browser.NewContextOptions screen) {
        return new Agent(person(screen), tandem(), login);
    }

    static Browser.NewContextOptions screen(int width, int height) {
        return new Browser.NewContextOptions().setViewportSize(width, height);
    }

    private BrowserContext person(Browser.NewContextOptions screen) {
        BrowserContext person = house.browsers.newPerson(screen);
        people.add(person);
        return person;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        house =
                context.getStore(
                                ExtensionContext.StoreScope.LAUNCHER_SESSION,
                                ExtensionContext.Namespace.create(Stage.class))
                        .getOrComputeIfAbsent(House.class, _ -> new House(), House.class);
        house.clearUp();
        house.tandem.awaitLearned();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        house.clearUp();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        house.cautious.ifPresent(Browsers::wakes);
        if (context.getExecutionException().isPresent()) {
            house.leftOpen = true;
            new Album(name + "-failed-" + context.getRequiredTestMethod().getName())
                    .show(people.stream().flatMap(p -> p.pages().stream()).toList());
        }
        people.forEach(BrowserContext::close);
        people.clear();
    }
}
