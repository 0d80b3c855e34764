package dev.tandem.server;

import dev.tandem.server.application.AvailabilitySource;
import dev.tandem.server.application.ConversationStore;
import dev.tandem.server.application.HoursStore;
import dev.tandem.server.application.PastReplay;
import dev.tandem.server.application.PolicyEditor;
import dev.tandem.server.application.PolicyStore;
import dev.tandem.server.application.RuleReader;
import dev.tandem.server.application.SiteAssistant;
import dev.tandem.server.application.SiteHours;
import dev.tandem.server.application.SitePolicies;
import dev.tandem.server.application.StoreUnavailableException;
import dev.tandem.server.escalation.Vocabulary;
import dev.tandem.server.gateway.PolicyServices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.InstantSource;

/// When a person comes, as this process knows it: the escalation policies of the sites and their
/// opening hours.
final class PolicyRole implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PolicyRole.class);

    final Vocabulary words;
    final SitePolicies policies;
    final SiteHours hours;
    private final PolicyStore store;
    private final StoreWatch policyWatch;
    private final StoreWatch hoursWatch;

    /// Knows what is in force before it returns, and the rules: a wrong one ends the start and no
    /// conversation. Blocks.
    PolicyRole(
            PolicyStore store,
            HoursStore hoursStore,
            AvailabilitySource staff,
            InstantSource clock) {
        this.store = store;
        words = RuleReader.read();
        policies = new SitePolicies(store, words, clock);
        policies.look();
        policyWatch = new StoreWatch("policies", policies::look);
        hours = new SiteHours(hoursStore, staff, clock);
        hours.look();
        hoursWatch = new StoreWatch("opening hours", hours::look);
    }

    /// What the routes need.
    PolicyServices services(ConversationStore conversations, SiteAssistant quoting) {
        return new PolicyServices(
                new PolicyEditor(store, policies),
                new PastReplay(conversations, quoting, words, System::nanoTime),
                hours);
    }

    /// What was compared last is stored.
    @Override
    public void close() {
        policyWatch.close();
        hoursWatch.close();
        try {
            policies.look();
        } catch (StoreUnavailableException e) {
            log.warn("The last comparisons are lost: {}", e.getMessage());
        }
    }
}
