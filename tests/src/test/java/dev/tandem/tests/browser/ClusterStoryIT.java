package dev.tandem.tests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;

import dev.tandem.tests.harness.Address;
import dev.tandem.tests.harness.Ingress;
import dev.tandem.tests.harness.SharedDatabase;
import dev.tandem.tests.harness.TandemProcess;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Two processes of the same program on one database: whoever is served by which, it is one
/// installation, and one of them may die.
class ClusterStoryIT {
    private static final int BURST = 30;

    /// Hz.
    private static final int ZOE = 500;

    private static final int MAYA = 800;
    private static final int SAM = 1_300;
    private static final List<Integer> TONES = List.of(ZOE, MAYA, SAM);

    /// Above the music's, so that none of it is taken for somebody.
    private static final int HIGH_ZOE = 2_100;

    private static final int HIGH_MAYA = 2_700;
    private static final int HIGH_TOM = 3_300;
    private static final int HIGH_SAM = 3_900;
    private static final List<Integer> HIGH = List.of(HIGH_ZOE, HIGH_MAYA, HIGH_TOM, HIGH_SAM);

    private static SharedDatabase database;
    private static TandemProcess one;
    private static TandemProcess two;
    private static Browsers browsers;
    private final List<BrowserContext> people = new ArrayList<>();

    @BeforeAll
    static void twoNodes() throws Exception {
        Path folder = Path.of("target", "tandem").toAbsolutePath();
        Files.createDirectories(folder);
        Path shared = Files.createTempDirectory(folder, "shared-");
        database = SharedDatabase.start(shared.resolve("database"));
        int first = freePort();
        int second = freePort();
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("TANDEM_CLUSTER_NAME", "stories-" + first);
        settings.put("TANDEM_CLUSTER_MEMBERS", "127.0.0.1:" + first + ",127.0.0.1:" + second);
        settings.put("TANDEM_RECORDINGS_FOLDER", shared.resolve("recordings").toString());
        settings.put("TANDEM_CLUSTER_PORT", Integer.toString(first));
        one = TandemProcess.start("one", Map.copyOf(settings));
        settings.put("TANDEM_CLUSTER_PORT", Integer.toString(second));
        two = TandemProcess.start("two", Map.copyOf(settings));
        one.awaitMembers(2);
        two.awaitMembers(2);
        browsers = Browsers.open();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return free.getLocalPort();
        }
    }

    @AfterAll
    static void everythingEnds() {
        for (AutoCloseable part : new AutoCloseable[] {browsers, two, one, database}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void everybodyLeaves() {
        people.forEach(BrowserContext::close);
    }

    @Test
    void customerAndAgentOfDifferentNodesAreInOneConversation() {
        Agent maya = agent("maya", two).signsIn();
        Customer customer = customer(one).opens("/demo/");
        customer.asks("What does a blinking amber light mean?");
        customer.asksForPerson("text");
        maya.expect("offer").isVisible();
        maya.accepts();
        String conversation = customer.conversation();

        customer.says("Is that you at the other server?");
        maya.expect(maya.by("message-customer").last()).containsText("at the other server?");
        customer.expect(customer.by("message-meta").last()).hasAttribute("data-state", "read");
        maya.says("It makes no difference.");
        customer.expect(customer.by("message-other").last()).containsText("no difference");

        maya.click("call-voice");
        customer.click("consent-accept");
        customer.hears();
        maya.hears();
        maya.findsNoGap(conversation);
        assertThat(maya.events(conversation)).containsOnlyOnce("agent_joined", "call_started");
        maya.endsAndWrapsUp("solved", "Served by two.");
        customer.expect("rating").isVisible();
    }

    @Test
    void aSupervisorOfTheOtherNodeListensWhispersAndJoins() {
        Agent maya = agent("maya", two);
        Tones mayas = new Tones(maya, maya.browser, MAYA, TONES);
        maya.signsIn();
        Customer customer = customer(two);
        Tones customers = new Tones(customer, customer.browser, ZOE, TONES);
        customer.opens("/demo/help/");
        customer.callsWith(maya);
        String conversation = customer.conversation();
        Agent sam = agent("sam", one);
        Tones sams = new Tones(sam, sam.browser, SAM, TONES);
        sam.signsIn();
        sam.click("rail-live");
        sam.page()
                .locator("[data-testid=live-row][data-conversation='" + conversation + "']")
                .click();

        sam.click("supervise-monitor");
        sams.hears(ZOE);
        sams.hears(MAYA);
        maya.expect("supervised").containsText("Sam Rivera is listening");
        mayas.hears(ZOE);
        customers.hears(MAYA);
        assertThat(mayas.found().of(SAM)).as("Sam at Maya's").isZero();
        assertThat(customers.found().of(SAM)).as("Sam at the customer's").isZero();

        sam.click("supervise-whisper");
        mayas.hears(SAM);
        maya.expect("supervised").containsText("whispering");
        customers.hears(MAYA);
        assertThat(customers.found().of(SAM)).as("Sam at the customer's").isZero();

        sam.click("supervise-barge");
        customers.hears(SAM);
        mayas.hears(SAM);
        sams.hears(ZOE);
        customer.expect("event-supervisor_joined").containsText("Sam Rivera joined the call");

        sam.click("supervise-leave");
        sam.hasNoCall();
        mayas.hearsNoMore(SAM);
        customers.hearsNoMore(SAM);
        maya.expect("supervised").isHidden();
        maya.findsNoGap(conversation);
        maya.click("call-end");
        maya.endsAndWrapsUp("solved", "");
    }

    @Test
    void theNodeThatCarriesTheCallMayDie() throws Exception {
        try (Ingress ingress = new Ingress(List.of(one.port(), two.port()))) {
            Agent maya = agent("maya", ingress);
            Tones mayas = new Tones(maya, maya.browser, MAYA, TONES);
            maya.signsIn();
            Customer customer = customer(ingress);
            Tones customers = new Tones(customer, customer.browser, ZOE, TONES);
            customer.opens("/demo/help/");
            customer.callsWith(maya);
            String conversation = customer.conversation();
            maya.visible("record-start").click();
            customer.expect("call-recording").hasAttribute("data-recording", "on");
            mayas.hears(ZOE);
            customers.hears(MAYA);
            TandemProcess carrying = one.metric("tandem_bridge_legs") > 0 ? one : two;

            for (int i = 1; i <= BURST; i++) {
                customer.says("burst %d.".formatted(i));
                if (i == BURST / 2) {
                    carrying.kill();
                }
            }

            Pattern burst = Pattern.compile("burst \\d+\\.");
            List<String> all =
                    IntStream.rangeClosed(1, BURST).mapToObj("burst %d."::formatted).toList();
            maya.await("the whole burst", () -> maya.fromCustomer(burst).size() >= BURST);
            assertThat(maya.fromCustomer(burst)).isEqualTo(all);
            assertThat(maya.stored(conversation, burst)).isEqualTo(all);
            maya.findsNoGap(conversation);
            mayas.hears(ZOE);
            customers.hears(MAYA);
            customer.expect("call-recording").hasAttribute("data-recording", "on");
            assertThat(maya.events(conversation)).contains("call_moved");

            carrying.restart();
            one.awaitMembers(2);
            two.awaitMembers(2);
            maya.says("We are two again.");
            customer.expect(customer.by("message-other").last()).containsText("two again");
            customer.hears();
            maya.endsAndWrapsUp("solved", "");
            soundsInTheRecording(maya, conversation);
        }
    }

    /// The customer on hold, two agents who talk alone, and a supervisor who listens: on the bridge
    /// that takes over everybody hears whom they heard, and at no moment anybody else.
    @Test
    void theNodeThatCarriesATalkOfTwoAgentsMayDie() throws Exception {
        try (Ingress ingress = new Ingress(List.of(one.port(), two.port()))) {
            Agent maya = agent("maya", ingress);
            Agent tom = agent("tom", ingress);
            Agent sam = agent("sam", ingress);
            Customer customer = customer(ingress);
            Tones mayas = new Tones(maya, maya.browser, HIGH_MAYA, HIGH);
            Tones toms = new Tones(tom, tom.browser, HIGH_TOM, HIGH);
            Tones sams = new Tones(sam, sam.browser, HIGH_SAM, HIGH);
            Tones customers = new Tones(customer, customer.browser, HIGH_ZOE, HIGH);
            maya.signsIn();
            customer.opens("/demo/help/");
            customer.callsWith(maya);
            customers.hears(HIGH_MAYA);
            String conversation = customer.conversation();
            tom.signsIn();
            maya.asksFirst("Tom Lindqvist", "Has restarted the router twice.");
            tom.accepts();
            mayas.hears(HIGH_TOM);
            sam.signsIn();
            sam.click("rail-live");
            sam.page()
                    .locator("[data-testid=live-row][data-conversation='" + conversation + "']")
                    .click();
            sam.click("supervise-monitor");
            sams.hears(HIGH_MAYA);
            sams.hears(HIGH_TOM);
            toms.hears(HIGH_MAYA);
            customer.hears(); // music
            long ofMaya = customers.found().of(HIGH_MAYA);
            TandemProcess carrying = one.metric("tandem_bridge_legs") > 0 ? one : two;

            carrying.kill();

            maya.await(
                    "the call to have moved",
                    () -> maya.events(conversation).contains("call_moved"));
            toms.hears(HIGH_MAYA);
            mayas.hears(HIGH_TOM);
            sams.hears(HIGH_MAYA);
            sams.hears(HIGH_TOM);
            customer.hears();
            customer.expect("voice-stage").hasAttribute("data-held", "true");
            Tones.Found onHold = customers.found();
            assertThat(onHold.of(HIGH_MAYA)).as("Maya at the customer's").isEqualTo(ofMaya);
            for (int strange : List.of(HIGH_TOM, HIGH_SAM)) {
                assertThat(onHold.of(strange)).as("%s Hz at the customer's", strange).isZero();
            }
            for (Tones agents : List.of(mayas, toms)) {
                assertThat(agents.found().of(HIGH_SAM)).as("who listens is not heard").isZero();
            }
            assertThat(toms.found().of(HIGH_ZOE)).as("the customer at Tom's").isZero();

            maya.click("consult-bring");
            customers.hears(HIGH_TOM);
            customers.hears(HIGH_MAYA);
            toms.hears(HIGH_ZOE);
            carrying.restart();
            one.awaitMembers(2);
            two.awaitMembers(2);
            maya.click("consult-complete");
            tom.endsAndWrapsUp("solved", "");
        }
    }

    /// What was said on the bridge that died plays beside what was said on the other one.
    private static void soundsInTheRecording(Agent maya, String conversation) {
        maya.click("rail-history");
        maya.page()
                .locator("[data-testid=history-row][data-conversation='" + conversation + "']")
                .click();
        // By itself: nobody has to ask again whether the dead one's files are finished.
        maya.expect("player").isVisible();
        Locator files = maya.by("player-audio");
        assertThat(files.all().stream().map(f -> f.getAttribute("data-role")))
                .as("both sides, before and after the death")
                .containsExactlyInAnyOrder("customer", "customer", "agent", "agent");
        for (Locator file : files.all()) {
            int own = "customer".equals(file.getAttribute("data-role")) ? ZOE : MAYA;
            assertThat(
                            Tones.inFile(
                                    maya.page(),
                                    (String) file.evaluate("audio => audio.src"),
                                    TONES))
                    .as("what sounds on in a file")
                    .containsOnlyKeys(own)
                    .allSatisfy((_, seconds) -> assertThat(seconds).isGreaterThan(1));
        }
        maya.click("player-play");
        maya.await(
                "sound that plays",
                () -> (Boolean) files.first().evaluate("audio => audio.currentTime > 1"));
        new Album("node-death").show("player", maya);
    }

    private Customer customer(Address at) {
        return new Customer(person(), at);
    }

    private Agent agent(String login, Address at) {
        return new Agent(person(), at, login);
    }

    private BrowserContext person() {
        BrowserContext person = browsers.newPerson(Stage.screen(1280, 800));
        people.add(person);
        return person;
    }
}
