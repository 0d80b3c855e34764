package dev.tandem.tests.simulation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.server.conversation.Decision;
import dev.tandem.server.conversation.Rules;
import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.Observation;
import dev.tandem.server.routing.AgentState;
import dev.tandem.server.routing.Router;
import dev.tandem.server.routing.WaitingCustomer;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;

import java.time.Instant;
import java.util.List;

/// What is under test. A test that wants to see the simulation bite puts a broken one in.
record Parts(Decider decider, Matcher matcher, Escalator escalator) {
    static final Parts REAL =
            new Parts(Conversation::decide, Router::match, EscalationPolicy::decide);

    interface Decider {
        Decision decide(Conversation state, ConversationCommand command, Rules rules, Instant now);
    }

    interface Matcher {
        List<Router.Match> match(
                List<WaitingCustomer> waiting, List<AgentState> agents, Instant now);
    }

    interface Escalator {
        EscalationDecided decide(EscalationPolicy policy, Conversation state, Observation seen);
    }

    Parts deciding(Decider other) {
        return new Parts(other, matcher, escalator);
    }

    Parts matching(Matcher other) {
        return new Parts(decider, other, escalator);
    }

    Parts escalating(Escalator other) {
        return new Parts(decider, matcher, other);
    }
}
