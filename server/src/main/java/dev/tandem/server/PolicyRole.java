package dev.tandem.server;

import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.PastReplay;
import dev.tandem.server.application.PolicyEditor;
import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.application.SiteAssistant;
import dev.tandem.server.application.SitePolicies;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.gateway.PolicyServices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;

/// The escalation policies of the sites as this process has them.
final class PolicyRole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyRole.class);

    final SitePolicies policies;
    private final PolicyStore store;
    private final PolicyWatch watch;

    /// Knows what is live before it returns. Blocks.
    PolicyRole(PolicyStore store, InstantSource clock) {
        this.store = store;
        policies = new SitePolicies(store, clock);
        policies.look();
        watch = new PolicyWatch(policies);
    }

    /// What the routes need.
    PolicyServices services(ConversationStore conversations, SiteAssistant quoting) {
        return new PolicyServices(
                new PolicyEditor(store, policies),
                new PastReplay(conversations, quoting, System::nanoTime));
    }

    /// What was compared last is stored.
    @Override
    public void close() {
        watch.close();
        try {
            policies.look();
        } catch (StoreUnavailableException e) {
            log.warn("The last comparisons are lost: {}", e.getMessage());
        }
    }
}
