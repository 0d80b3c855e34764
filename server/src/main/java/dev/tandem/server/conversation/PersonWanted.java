package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ClarifyingQuestion;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.DetailField;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Signal;
import dev.tandem.signaling.timeline.Trigger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way from the assistant to the queue: the channel, the short form with only what is missing,
/// the queue.
final class PersonWanted {
    /// Names the policy where the program decides by itself, without having read a word.
    static final String ALWAYS = "always";

    private final Conversation now;
    private final Rules rules;
    private final Instant at;

    PersonWanted(Conversation now, Rules rules, Instant at) {
        this.now = now;
        this.rules = rules;
        this.at = at;
    }

    /// The button "talk to a person": always granted, whatever the policy says.
    List<ConversationEvent> asked(Optional<Channel> channel, Availability who, long turn) {
        List<ConversationEvent> events = new ArrayList<>();
        events.add(
                new ConversationEvent.EscalationDecided(
                        turn,
                        EscalationOutcome.ESCALATE,
                        Trigger.EXPLICIT_REQUEST,
                        "asked_by_button",
                        ALWAYS,
                        List.of(new Signal("button", 1, "talk to a person"))));
        if (channel.filter(who::serves).isPresent()) {
            events.addAll(towardsQueue(channel.get()));
        } else {
            events.add(offer(Trigger.EXPLICIT_REQUEST, who));
        }
        return events;
    }

    static ConversationEvent offer(Trigger trigger, Availability who) {
        return who.isNobody()
                ? new ConversationEvent.NobodyAvailable(trigger, who.opensAt())
                : new ConversationEvent.ChannelsOffered(trigger, who.options());
    }

    Decision choose(Channel channel, Availability who) {
        return switch (now.phase()) {
            case Phase.WithAssistant p when p.offered().isPresent() -> chosen(channel, who);
            // The offer has lapsed with the next message, but still stands on the screen.
            case Phase.WithAssistant _ ->
                    new Decision.Accepted(asked(Optional.of(channel), who, now.version()));
            case Phase.Gathering _ -> chosen(channel, who);
            case Phase.Waiting w -> requeue(w, channel, who, List.of());
            case Phase.Ringing r ->
                    requeue(
                            r.waiting(),
                            channel,
                            who,
                            List.of(
                                    new ConversationEvent.OfferEnded(
                                            r.offer(), r.agent(), OfferEnd.WITHDRAWN)));
            case Phase.WithAgent _, Phase.WrapUp _, Phase.Closed _ ->
                    rejected(RejectionCode.NOT_NOW, "no channel is offered");
        };
    }

    /// Between offer and choice the last one who serves that channel may have gone.
    private Decision chosen(Channel channel, Availability who) {
        return who.serves(channel)
                ? new Decision.Accepted(towardsQueue(channel))
                : accepted(offer(trigger(), who));
    }

    private Decision requeue(
            Phase.Waiting waiting,
            Channel channel,
            Availability who,
            List<ConversationEvent> before) {
        if (waiting.channel() == channel) {
            return accepted();
        }
        if (!who.serves(channel)) {
            return rejected(RejectionCode.NOT_NOW, "nobody serves that channel now");
        }
        List<ConversationEvent> events = new ArrayList<>(before);
        if (channel == Channel.TEXT) {
            now.media()
                    .call()
                    .ifPresent(c ->
                            events.add(
                                    new ConversationEvent.CallEnded(
                                            c.id(), CallEndReason.CUSTOMER_HUNG_UP)));
        }
        events.add(new ConversationEvent.Queued(waiting.queue(), channel, waiting.giveUpAt()));
        return new Decision.Accepted(events);
    }

    Decision give(Details details, Availability who) {
        return switch (now.phase()) {
            case Phase.Gathering p ->
                    accepted(
                            new ConversationEvent.DetailsGiven(details),
                            queuedIfServed(p.channel(), who));
            case Phase.WithAssistant _, Phase.Waiting _, Phase.Ringing _, Phase.WithAgent _ ->
                    accepted(new ConversationEvent.DetailsGiven(details));
            case Phase.WrapUp _, Phase.Closed _ ->
                    rejected(RejectionCode.CLOSED, "the conversation is over");
        };
    }

    Decision skip(Availability who) {
        return now.phase() instanceof Phase.Gathering p
                ? new Decision.Accepted(skipped(p, who))
                : rejected(RejectionCode.NOT_NOW, "no form is open");
    }

    /// Words on the way: who types "no, just connect me" instead of pressing it is connected, too.
    List<ConversationEvent> said(String words, Availability who) {
        List<ConversationEvent> events = new ArrayList<>();
        events.add(new ConversationEvent.CustomerSaid(words));
        if (now.phase() instanceof Phase.Gathering p && FormRefusal.in(words)) {
            events.addAll(skipped(p, who));
        }
        return events;
    }

    private List<ConversationEvent> skipped(Phase.Gathering form, Availability who) {
        return List.of(new ConversationEvent.DetailsSkipped(), queuedIfServed(form.channel(), who));
    }

    private List<ConversationEvent> towardsQueue(Channel channel) {
        List<DetailField> missing = missing();
        ConversationEvent chosen = new ConversationEvent.ChannelChosen(channel);
        return missing.isEmpty()
                ? List.of(chosen, queued(channel))
                : List.of(
                        chosen,
                        new ConversationEvent.DetailsAsked(
                                missing,
                                missing.contains(DetailField.QUESTION)
                                        ? Optional.of(question())
                                        : Optional.empty()));
    }

    /// While the form was filled in, everybody may have gone home.
    private ConversationEvent queuedIfServed(Channel channel, Availability who) {
        return who.isNobody() ? offer(trigger(), who) : queued(channel);
    }

    private ConversationEvent queued(Channel channel) {
        return new ConversationEvent.Queued(Queues.DEFAULT, channel, at.plus(rules.waitAtMost()));
    }

    private List<DetailField> missing() {
        List<DetailField> missing = new ArrayList<>();
        if (now.formSkipped()) {
            return missing;
        }
        if (now.details().name().isEmpty()) {
            missing.add(DetailField.NAME);
        }
        if (!now.details().hasContact()) {
            missing.add(DetailField.CONTACT);
        }
        if (now.details().answer().isEmpty()) {
            missing.add(DetailField.QUESTION);
        }
        return missing;
    }

    private ClarifyingQuestion question() {
        return HandoffComposer.saidProblem(now).isPresent()
                ? ClarifyingQuestion.TRIED
                : ClarifyingQuestion.PROBLEM;
    }

    private Trigger trigger() {
        return now.phase() instanceof Phase.WithAssistant p
                ? p.offered().map(Phase.OpenOffer::trigger).orElse(Trigger.EXPLICIT_REQUEST)
                : now.outcome().trigger().orElse(Trigger.EXPLICIT_REQUEST);
    }
}
