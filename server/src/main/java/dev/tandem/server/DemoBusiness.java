package dev.tandem.server;

import dev.tandem.server.application.AgentAccount;
import dev.tandem.server.application.AgentStore;
import dev.tandem.server.application.PasswordHash;
import dev.tandem.server.application.Site;
import dev.tandem.server.application.SiteStore;
import dev.tandem.server.conversation.Queues;
import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;
import java.util.Optional;

/// The business of demo mode: Harbor Broadband, its site and two agents. Written into the store at
/// each start, because its pages stand at this server's port; a policy of recording that somebody
/// set stays.
final class DemoBusiness {
    static final SiteKey SITE = new SiteKey("harbor");

    /// The password of the demo's agents, printed at start; demo mode is for one's own machine.
    static final String PASSWORD = "harbor-demo";

    static final List<String> LOGINS = List.of("maya", "tom");
    static final String SUPERVISOR = "sam";

    private DemoBusiness() {}

    static void write(SiteStore sites, AgentStore agents, int port) {
        RecordingPolicy recording =
                sites.find(SITE).map(Site::recording).orElse(RecordingPolicy.AGENT);
        sites.save(
                new Site(
                        SITE,
                        "Harbor Broadband",
                        "en",
                        List.of(),
                        "demo-identity-secret",
                        Optional.of("http://localhost:" + port + "/demo/"),
                        recording));
        agent(agents, "maya", "Maya Okafor", List.of(Queues.DEFAULT), false);
        agent(agents, "tom", "Tom Lindqvist", List.of(Queues.DEFAULT), false);
        // Is rung by no queue, and can be passed a conversation to.
        agent(agents, SUPERVISOR, "Sam Rivera", List.of(), true);
    }

    private static void agent(
            AgentStore agents, String login, String name, List<String> queues, boolean supervisor) {
        if (agents.byLogin(login).isEmpty()) {
            agents.create(
                    new AgentAccount(
                            new AgentId(login),
                            SITE,
                            login,
                            name,
                            PasswordHash.of(PASSWORD),
                            3,
                            queues,
                            supervisor));
        }
    }

    static String greeting(int port) {
        return """

        Tandem is ready.

          Customer   http://localhost:%1$d/demo/    ask the assistant at the lower right
          Agent      http://localhost:%1$d/desk/    sign in as %2$s or %3$s, password %4$s
          Supervisor http://localhost:%1$d/desk/    sign in as %5$s, the same password

        Ctrl-C stops everything.
        """
                .formatted(port, LOGINS.getFirst(), LOGINS.getLast(), PASSWORD, SUPERVISOR);
    }
}
