package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ChannelOption;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What the customer is experiencing now. Every phase that waits for somebody has a deadline.
public sealed interface Phase {

    /// @param question the customer's message that waits for an answer
    /// @param offered text, voice or video? still open; empty options: nobody is there, a message
    ///   may be left
    record WithAssistant(Optional<OpenQuestion> question, Optional<OpenOffer> offered)
            implements Phase {
        static final WithAssistant LISTENING =
                new WithAssistant(Optional.empty(), Optional.empty());

        WithAssistant asked(long version, Instant since) {
            long from = question.map(OpenQuestion::from).orElse(version);
            return new WithAssistant(
                    Optional.of(new OpenQuestion(from, version, since)), Optional.empty());
        }

        WithAssistant answered() {
            return new WithAssistant(Optional.empty(), offered);
        }

        /// Nothing is offered any more; what is owed is still owed.
        WithAssistant settled() {
            return new WithAssistant(question, Optional.empty());
        }

        WithAssistant offering(Trigger trigger, List<ChannelOption> options) {
            return new WithAssistant(
                    Optional.empty(), Optional.of(new OpenOffer(trigger, options)));
        }
    }

    /// What the assistant owes an answer. Only the newest message is answered, but nothing that was
    /// asked for in the ones before it is forgotten.
    ///
    /// @param from version of the first message since the assistant's last turn
    /// @param version of the newest
    record OpenQuestion(long from, long version, Instant since) {}

    record OpenOffer(Trigger trigger, List<ChannelOption> options) {}

    /// The short form before a person.
    record Gathering(Channel channel) implements Phase {}

    /// @param since fixes the place in the queue; kept when an offer fails
    /// @param passedBy agents who have passed on this customer or did not answer
    record Waiting(
            String queue, Channel channel, Instant since, Instant giveUpAt, Set<AgentId> passedBy)
            implements Phase {
        Waiting without(AgentId agent) {
            Set<AgentId> more = new HashSet<>(passedBy);
            more.add(agent);
            return new Waiting(queue, channel, since, giveUpAt, Set.copyOf(more));
        }

        Waiting by(Channel other) {
            return new Waiting(queue, other, since, giveUpAt, passedBy);
        }
    }

    record Ringing(
            Waiting waiting, OfferId offer, AgentId agent, String agentName, Instant expiresAt)
            implements Phase {}

    /// @param transfer a colleague who is asked to take over; it stays with this agent until then
    /// @param colleague who has come into the call to talk about it first; it stays with this agent
    record WithAgent(
            AgentId agent,
            String agentName,
            Optional<Transfer> transfer,
            Optional<Colleague> colleague)
            implements Phase {
        WithAgent(AgentId agent, String agentName) {
            this(agent, agentName, Optional.empty(), Optional.empty());
        }

        WithAgent asking(Transfer asked) {
            return new WithAgent(agent, agentName, Optional.of(asked), Optional.empty());
        }

        WithAgent talkingTo(Colleague with) {
            return new WithAgent(agent, agentName, Optional.empty(), Optional.of(with));
        }

        /// Nobody is asked any more, and nobody else is there.
        WithAgent alone() {
            return new WithAgent(agent, agentName);
        }

        /// Who is asked to talk first, or does.
        boolean consults() {
            return colleague.isPresent() || transfer.filter(Transfer::consult).isPresent();
        }
    }

    record Colleague(AgentId agent, String name) {}

    /// @param consult they are asked to talk first
    /// @param ring absent: the desk has not rung yet
    record Transfer(AgentId to, Instant giveUpAt, boolean consult, Optional<Ring> ring) {
        Transfer rung(Ring now) {
            return new Transfer(to, giveUpAt, consult, Optional.of(now));
        }

        Instant deadline() {
            return ring.map(Ring::expiresAt).orElse(giveUpAt);
        }
    }

    /// A desk that rings.
    record Ring(OfferId offer, AgentId agent, String agentName, Instant expiresAt) {}

    record WrapUp(AgentId agent, String agentName, Instant endsAt) implements Phase {}

    record Closed() implements Phase {}

    /// The customer's place in the queue, kept while an agent rings.
    default Optional<Waiting> queued() {
        return switch (this) {
            case Waiting w -> Optional.of(w);
            case Ringing p -> Optional.of(p.waiting());
            case WithAssistant _, Gathering _, WithAgent _, WrapUp _, Closed _ -> Optional.empty();
        };
    }

    /// The desk that rings, for one who waits or for one who is passed on.
    default Optional<Ring> ring() {
        return switch (this) {
            case Ringing p ->
                    Optional.of(new Ring(p.offer(), p.agent(), p.agentName(), p.expiresAt()));
            case WithAgent p -> p.transfer().flatMap(Transfer::ring);
            case WithAssistant _, Gathering _, Waiting _, WrapUp _, Closed _ -> Optional.empty();
        };
    }

    /// The colleague whom its agent has brought into the call.
    default Optional<AgentId> consulted() {
        return switch (this) {
            case WithAgent p -> p.colleague().map(Colleague::agent);
            case WithAssistant _, Gathering _, Waiting _, Ringing _, WrapUp _, Closed _ ->
                    Optional.empty();
        };
    }

    /// The agent it rings for, talks to, or is wrapped up by.
    default Optional<AgentId> servedBy() {
        return switch (this) {
            case Ringing p -> Optional.of(p.agent());
            case WithAgent p -> Optional.of(p.agent());
            case WrapUp p -> Optional.of(p.agent());
            case WithAssistant _, Gathering _, Waiting _, Closed _ -> Optional.empty();
        };
    }
}
