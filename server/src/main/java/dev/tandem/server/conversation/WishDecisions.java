package dev.tandem.server.conversation;

import static dev.tandem.server.conversation.Decision.accepted;
import static dev.tandem.server.conversation.Decision.rejected;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.RejectionCode;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.ConsultEnd;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.EndReason;
import dev.tandem.signaling.timeline.OfferEnd;
import dev.tandem.signaling.timeline.Participant;
import dev.tandem.signaling.timeline.Role;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// What becomes of a wish of the customer or an agent. First who may wish it, then whether the
/// phase allows it.
final class WishDecisions {
    private final Conversation now;
    private final Rules rules;
    private final Instant at;
    private final CallDecisions calls;
    private final TransferDecisions transfers;
    private final WordDecisions words;
    private final AfterwardsDecisions afterwards;

    WishDecisions(Conversation conversation, Rules rules, Instant at) {
        this.now = conversation;
        this.rules = rules;
        this.at = at;
        this.calls = new CallDecisions(conversation, rules, at);
        this.transfers = new TransferDecisions(conversation.media().call(), rules, at);
        this.words = new WordDecisions(conversation);
        this.afterwards = new AfterwardsDecisions(conversation, rules, at);
    }

    /// The other tab's `start` says what this one's would have said, and asks for a person in the
    /// same way.
    Decision decide(ConversationCommand.StartedAgain again) {
        return isCustomer(again.by()) ? once(again.wish(), () -> goOn(again)) : stranger();
    }

    private Decision goOn(ConversationCommand.StartedAgain again) {
        if (now.isOver()) {
            return closed();
        }
        List<ConversationEvent> events = new ArrayList<>();
        PersonWanted person = new PersonWanted(now, rules, at);
        again.wish().text().ifPresent(t -> events.addAll(person.said(t, again.availability())));
        if (again.wish().person().isPresent() && now.phase() instanceof Phase.WithAssistant) {
            events.addAll(
                    person.asked(
                            again.wish().person(),
                            again.availability(),
                            now.version() + events.size()));
        }
        return new Decision.Accepted(events);
    }

    Decision decide(ConversationCommand.Asked asked) {
        return switch (asked.by().role()) {
            case CUSTOMER ->
                    isCustomer(asked.by())
                            ? once(asked.wish(), () -> ofCustomer(asked))
                            : stranger();
            case AGENT -> once(asked.wish(), () -> ofAgent(asked));
            case SUPERVISOR -> once(asked.wish(), () -> ofSupervisor(asked));
            case ASSISTANT -> forbidden();
        };
    }

    /// A repeated id adds nothing, and a full conversation takes nothing more in.
    private Decision once(ClientCommand wish, Supplier<Decision> decision) {
        Optional<Long> before = now.recent().versionOf(wish.id());
        if (before.isPresent()) {
            return new Decision.Repeated(before.get());
        }
        Decision decided = decision.get();
        return decided instanceof Decision.Accepted yes
                        && !yes.events().isEmpty()
                        && now.version() >= Room.upTo(wish, rules)
                ? rejected(
                        RejectionCode.AT_CAPACITY,
                        "this conversation has " + now.version() + " events")
                : decided;
    }

    private Decision ofCustomer(ConversationCommand.Asked asked) {
        Availability who = asked.availability();
        ClientCommand.InConversation wish = asked.wish();
        if (now.isOver() && !(wish instanceof ClientCommand.Rate)) {
            return closed();
        }
        PersonWanted person = new PersonWanted(now, rules, at);
        return switch (wish) {
            case ClientCommand.Say w -> new Decision.Accepted(person.said(w.text(), who));
            case ClientCommand.VisitPage w -> accepted(new ConversationEvent.PageVisited(w.page()));
            case ClientCommand.SetContext w -> words.setContext(w);
            case ClientCommand.MarkSeen w -> words.seen(Role.CUSTOMER, w);
            case ClientCommand.AskForPerson w -> askForPerson(person, w, who);
            case ClientCommand.ChooseChannel w -> person.choose(w.channel(), who);
            case ClientCommand.DeclineChannels _ -> declineChannels();
            case ClientCommand.GiveDetails w -> person.give(w.details(), who);
            case ClientCommand.SkipDetails _ -> person.skip(who);
            case ClientCommand.LeaveQueue _ -> leaveQueue();
            case ClientCommand.LeaveMessage w -> leaveMessage(w);
            case ClientCommand.JudgeAnswer w -> words.judge(w);
            case ClientCommand.Rate w -> afterwards.rate(w);
            case ClientCommand.ProposeMedia w -> calls.propose(Role.CUSTOMER, w.channel());
            case ClientCommand.AnswerProposal w -> calls.answer(Role.CUSTOMER, w.accept());
            case ClientCommand.LowerMedia _ -> calls.lower();
            case ClientCommand.EndCall w -> calls.endCall(w.call(), CallEndReason.CUSTOMER_HUNG_UP);
            case ClientCommand.EndConversation _ -> end(EndReason.CUSTOMER_ENDED);
            case ClientCommand.AcceptOffer _,
                    ClientCommand.PassOffer _,
                    ClientCommand.WriteNote _,
                    ClientCommand.SetRecording _,
                    ClientCommand.HandBack _,
                    ClientCommand.Transfer _,
                    ClientCommand.CancelTransfer _,
                    ClientCommand.CompleteTransfer _,
                    ClientCommand.EndConsult _,
                    ClientCommand.HoldCall _,
                    ClientCommand.ResumeCall _,
                    ClientCommand.Supervise _,
                    ClientCommand.EndSupervision _,
                    ClientCommand.AnswerMessage _,
                    ClientCommand.ExtendWrapUp _,
                    ClientCommand.FinishWrapUp _ ->
                    forbidden();
        };
    }

    private Decision ofSupervisor(ConversationCommand.Asked asked) {
        return new SupervisionDecisions(now).decide(asked).orElseGet(() -> ofAgent(asked));
    }

    private Decision ofAgent(ConversationCommand.Asked asked) {
        String agent = asked.by().id();
        RingDecisions ring = new RingDecisions(now, rules, at);
        return switch (asked.wish()) {
            case ClientCommand.AcceptOffer w -> ring.accept(w.offer(), agent);
            case ClientCommand.PassOffer w -> ring.pass(w.offer(), agent);
            case ClientCommand.AnswerMessage w -> afterwards.answerMessage(asked.by(), w);
            case ClientCommand.ExtendWrapUp _ -> afterwards.extendWrapUp(agent);
            case ClientCommand.FinishWrapUp w -> afterwards.finishWrapUp(w, agent);
            case ClientCommand.WriteNote w -> words.note(asked.by(), w);
            case ClientCommand.Say w when talks(agent) ->
                    accepted(
                            new ConversationEvent.AgentSaid(
                                    talking().agent(), asked.by().name(), w.text()));
            case ClientCommand.MarkSeen w when talks(agent) -> words.seen(Role.AGENT, w);
            case ClientCommand.ProposeMedia w when talks(agent) ->
                    calls.propose(Role.AGENT, w.channel());
            case ClientCommand.AnswerProposal w when talks(agent) ->
                    calls.answer(Role.AGENT, w.accept());
            case ClientCommand.LowerMedia _ when talks(agent) -> calls.lower();
            case ClientCommand.EndCall w when talks(agent) ->
                    calls.endCall(w.call(), CallEndReason.AGENT_HUNG_UP);
            case ClientCommand.Transfer w when talks(agent) -> transfers.transfer(talking(), w);
            case ClientCommand.CancelTransfer _ when talks(agent) -> transfers.cancel(talking());
            case ClientCommand.CompleteTransfer _ when talks(agent) ->
                    TransferDecisions.complete(talking());
            case ClientCommand.EndConsult _ when talks(agent) ->
                    TransferDecisions.endConsult(talking(), ConsultEnd.DROPPED);
            case ClientCommand.EndConsult _ when isConsulted(agent) ->
                    TransferDecisions.endConsult(talking(), ConsultEnd.LEFT);
            case ClientCommand.HoldCall w when talks(agent) -> calls.hold(w.call(), true);
            case ClientCommand.ResumeCall w when talks(agent) -> calls.hold(w.call(), false);
            case ClientCommand.SetRecording w when talks(agent) ->
                    new RecordingDecisions(now, rules).set(talking().agent(), w);
            case ClientCommand.EndConversation _ when talks(agent) -> end(EndReason.AGENT_ENDED);
            case ClientCommand.HandBack _ when talks(agent) -> handBack();
            case ClientCommand.Say _,
                    ClientCommand.MarkSeen _,
                    ClientCommand.ProposeMedia _,
                    ClientCommand.AnswerProposal _,
                    ClientCommand.LowerMedia _,
                    ClientCommand.EndCall _,
                    ClientCommand.Transfer _,
                    ClientCommand.CancelTransfer _,
                    ClientCommand.CompleteTransfer _,
                    ClientCommand.EndConsult _,
                    ClientCommand.HoldCall _,
                    ClientCommand.ResumeCall _,
                    ClientCommand.SetRecording _,
                    ClientCommand.EndConversation _,
                    ClientCommand.HandBack _ ->
                    now.isOver() ? closed() : forbidden();
            case ClientCommand.Supervise _,
                    ClientCommand.EndSupervision _,
                    ClientCommand.VisitPage _,
                    ClientCommand.SetContext _,
                    ClientCommand.AskForPerson _,
                    ClientCommand.ChooseChannel _,
                    ClientCommand.DeclineChannels _,
                    ClientCommand.GiveDetails _,
                    ClientCommand.SkipDetails _,
                    ClientCommand.LeaveQueue _,
                    ClientCommand.LeaveMessage _,
                    ClientCommand.JudgeAnswer _,
                    ClientCommand.Rate _ ->
                    forbidden();
        };
    }

    // To a person and back

    private Decision askForPerson(
            PersonWanted person, ClientCommand.AskForPerson w, Availability who) {
        return switch (now.phase()) {
            case Phase.WithAssistant _ ->
                    new Decision.Accepted(person.asked(w.channel(), who, now.version()));
            case Phase.Gathering _, Phase.Waiting _, Phase.Ringing _, Phase.WithAgent _ ->
                    accepted();
            case Phase.WrapUp _, Phase.Closed _ -> closed();
        };
    }

    private Decision declineChannels() {
        return switch (now.phase()) {
            case Phase.WithAssistant p when p.offered().isPresent() ->
                    accepted(new ConversationEvent.ChannelsDeclined());
            case Phase.WithAssistant _ -> accepted();
            case Phase.Gathering _ -> accepted(new ConversationEvent.ChannelsDeclined());
            case Phase.Waiting _,
                    Phase.Ringing _,
                    Phase.WithAgent _,
                    Phase.WrapUp _,
                    Phase.Closed _ ->
                    notNow();
        };
    }

    private Decision leaveQueue() {
        if (now.waiting().isEmpty()) {
            return notNow();
        }
        List<ConversationEvent> events = new ArrayList<>();
        addCallEnd(events, CallEndReason.CUSTOMER_HUNG_UP);
        events.add(new ConversationEvent.QueueLeft());
        return new Decision.Accepted(withWithdrawal(events));
    }

    /// Instead of waiting, not instead of the assistant: that one is still here.
    private Decision leaveMessage(ClientCommand.LeaveMessage w) {
        if (now.phase() instanceof Phase.WithAgent) {
            return notNow();
        }
        List<ConversationEvent> events = new ArrayList<>();
        addCallEnd(events, CallEndReason.CONVERSATION_ENDED);
        events.add(new ConversationEvent.MessageLeft(w.text(), w.email(), w.phone()));
        return new Decision.Accepted(withWithdrawal(events));
    }

    /// A desk that rings for this customer stops first.
    private List<ConversationEvent> withWithdrawal(List<ConversationEvent> events) {
        List<ConversationEvent> all = new ArrayList<>();
        if (now.phase() instanceof Phase.Ringing p) {
            all.add(new ConversationEvent.OfferEnded(p.offer(), p.agent(), OfferEnd.WITHDRAWN));
        }
        all.addAll(events);
        return all;
    }

    private Decision handBack() {
        List<ConversationEvent> events = new ArrayList<>();
        addCallEnd(events, CallEndReason.AGENT_HUNG_UP);
        events.add(new ConversationEvent.HandedBack(talking().agent()));
        return new Decision.Accepted(events);
    }

    private void addCallEnd(List<ConversationEvent> events, CallEndReason reason) {
        now.media()
                .call()
                .ifPresent(c -> events.add(new ConversationEvent.CallEnded(c.id(), reason)));
    }

    // The end

    private Decision end(EndReason reason) {
        List<ConversationEvent> events = new ArrayList<>();
        addCallEnd(events, CallEndReason.CONVERSATION_ENDED);
        if (now.phase() instanceof Phase.WithAgent) {
            events.add(
                    new ConversationEvent.ConversationEnded(
                            reason, Optional.of(at.plus(rules.wrapUpFor()))));
            return new Decision.Accepted(events);
        }
        events.add(new ConversationEvent.ConversationEnded(reason, Optional.empty()));
        events.add(new ConversationEvent.Closed());
        return new Decision.Accepted(withWithdrawal(events));
    }

    // Who

    private boolean isCustomer(Participant by) {
        return by.role() == Role.CUSTOMER && by.id().equals(now.customer().value());
    }

    private boolean talks(String agent) {
        return now.phase() instanceof Phase.WithAgent p && p.agent().value().equals(agent);
    }

    private boolean isConsulted(String agent) {
        return now.phase().consulted().filter(a -> a.value().equals(agent)).isPresent();
    }

    private Phase.WithAgent talking() {
        return (Phase.WithAgent) now.phase();
    }

    private static Decision stranger() {
        return rejected(RejectionCode.NO_SUCH_CONVERSATION, "no such conversation");
    }

    private static Decision forbidden() {
        return rejected(RejectionCode.FORBIDDEN, "not for this participant");
    }

    private static Decision closed() {
        return rejected(RejectionCode.CLOSED, "the conversation is over");
    }

    private static Decision notNow() {
        return rejected(RejectionCode.NOT_NOW, "not in this phase of the conversation");
    }
}
