package dev.tandem.tests.simulation;

import dev.tandem.server.conversation.Conversation;
import dev.tandem.server.conversation.Phase;
import dev.tandem.signaling.protocol.AgentId;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.protocol.CommandId;
import dev.tandem.signaling.protocol.ConversationId;
import dev.tandem.signaling.protocol.OfferId;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.SupervisionMode;

import java.util.List;
import java.util.Optional;

/// What customers and agents wish: mostly what makes sense in what they see, sometimes anything.
final class People {
    private static final List<Channel> CHANNELS = List.of(Channel.values());
    private static final List<Channel> CALLS = List.of(Channel.VOICE, Channel.VIDEO);

    private final World world;
    private final Dice dice;
    private int commands;

    People(World world) {
        this.world = world;
        this.dice = world.dice();
    }

    // The customer

    void customerActs(Client tab) {
        Optional<Conversation> seen = tab.view();
        if (seen.isEmpty() || seen.get().phase() instanceof Phase.Closed) {
            if (!tab.isWaitingForAnswers()) {
                tab.send(start());
            }
            return;
        }
        Conversation c = seen.get();
        tab.send(
                dice.chance(0.2)
                        ? anyOfCustomer(c)
                        : switch (c.phase()) {
                            case Phase.WithAssistant p when p.offered().isPresent() ->
                                    dice.chance(0.7)
                                            ? new ClientCommand.ChooseChannel(
                                                    id(), c.id(), dice.of(CHANNELS))
                                            : anyOfCustomer(c);
                            case Phase.WithAssistant _ -> say(c.id());
                            case Phase.Gathering _ ->
                                    dice.chance(0.5)
                                            ? details(c.id())
                                            : new ClientCommand.SkipDetails(id(), c.id());
                            case Phase.Waiting _, Phase.Ringing _ -> say(c.id());
                            case Phase.WithAgent _ -> dice.chance(0.5) ? say(c.id()) : media(c);
                            case Phase.WrapUp _, Phase.Closed _ -> rate(c.id());
                        });
    }

    private ClientCommand.Start start() {
        boolean person = dice.chance(0.3);
        return new ClientCommand.Start(
                id(),
                person && dice.chance(0.5) ? Optional.empty() : Optional.of(dice.of(Sayings.ALL)),
                person ? Optional.of(dice.of(CHANNELS)) : Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ClientCommand anyOfCustomer(Conversation c) {
        ConversationId in = c.id();
        return switch (dice.below(19)) {
            case 0 -> new ClientCommand.AskForPerson(id(), in, Optional.of(dice.of(CHANNELS)));
            case 1 -> new ClientCommand.AskForPerson(id(), in, Optional.empty());
            case 2 -> new ClientCommand.ChooseChannel(id(), in, dice.of(CHANNELS));
            case 3 -> new ClientCommand.DeclineChannels(id(), in);
            case 4 -> details(in);
            case 5 -> new ClientCommand.SkipDetails(id(), in);
            case 6 -> new ClientCommand.LeaveQueue(id(), in);
            case 7 ->
                    dice.chance(0.2)
                            ? new ClientCommand.LeaveMessage(
                                    id(),
                                    in,
                                    "Call me",
                                    Optional.of("zoe@h.example"),
                                    Optional.empty())
                            : say(in);
            case 8 ->
                    new ClientCommand.VisitPage(
                            id(), in, new PageView("https://h.example/" + dice.below(20), "Page"));
            case 9 ->
                    new ClientCommand.JudgeAnswer(
                            id(), in, dice.below((int) c.version() + 1), dice.chance(0.5));
            case 10 -> rate(in);
            case 11 -> new ClientCommand.MarkSeen(id(), in, c.version(), c.version());
            case 12 -> start();
            case 14 ->
                    new ClientCommand.SetContext(
                            id(), in, List.of(new ContextFact("cart", "" + dice.below(3))));
            case 13 -> dice.chance(0.3) ? new ClientCommand.EndConversation(id(), in) : say(in);
            default -> media(c);
        };
    }

    private ClientCommand say(ConversationId in) {
        return new ClientCommand.Say(id(), in, dice.of(Sayings.ALL));
    }

    private ClientCommand details(ConversationId in) {
        return new ClientCommand.GiveDetails(
                id(),
                in,
                new Details(
                        dice.chance(0.7) ? Optional.of("Zoe") : Optional.empty(),
                        dice.chance(0.7) ? Optional.of("zoe@h.example") : Optional.empty(),
                        Optional.empty(),
                        dice.chance(0.7) ? Optional.of("It blinks") : Optional.empty()));
    }

    private ClientCommand rate(ConversationId in) {
        return new ClientCommand.Rate(id(), in, 1 + dice.below(5), List.of(), Optional.empty());
    }

    /// Either side's.
    private ClientCommand media(Conversation c) {
        return switch (dice.below(5)) {
            case 0, 1 -> new ClientCommand.ProposeMedia(id(), c.id(), dice.of(CALLS));
            case 2 -> new ClientCommand.AnswerProposal(id(), c.id(), dice.chance(0.8));
            case 3 -> new ClientCommand.LowerMedia(id(), c.id());
            default ->
                    new ClientCommand.EndCall(
                            id(),
                            c.id(),
                            c.media().call().map(k -> k.id()).orElse(new CallId("none")));
        };
    }

    // The agent

    void agentActs(Client browser) {
        AgentId me = new AgentId(browser.who().id());
        if (dice.chance(0.05)) {
            world.desk().absent(me);
            return;
        }
        world.desk().present(me);
        answerMessage(browser);
        for (Conversation c : world.desk().ringingAt(me)) {
            browser.follow(c.id());
            c.phase().ring().ifPresent(r -> ring(browser, c, r.offer()));
        }
        for (Conversation c : world.desk().in(me, Phase.class)) {
            browser.follow(c.id());
            switch (c.phase()) {
                case Phase.Ringing _ -> {}
                case Phase.WithAgent p when !p.agent().equals(me) -> browser.send(consulted(c));
                case Phase.WithAgent _ -> browser.send(talk(c));
                case Phase.WrapUp _ -> wrapUp(browser, c);
                case Phase.WithAssistant _, Phase.Gathering _, Phase.Waiting _, Phase.Closed _ -> {}
            }
        }
    }

    /// Any agent may, whoever it is with by now; sometimes they were wrong.
    private void answerMessage(Client browser) {
        List<Conversation> left = world.desk().withMessage();
        if (!left.isEmpty() && dice.chance(0.3)) {
            ConversationId in = dice.of(left).id();
            browser.follow(in);
            browser.send(new ClientCommand.AnswerMessage(id(), in, dice.chance(0.8)));
        }
    }

    /// Everybody tries now and then; only one may.
    void supervisorActs(Client browser) {
        List<Conversation> calls = world.desk().onCall();
        boolean may = browser.who().role() == Role.SUPERVISOR;
        if (calls.isEmpty() || !dice.chance(may ? 0.7 : 0.1)) {
            return;
        }
        Conversation c = dice.of(calls);
        CallId call = c.media().call().map(k -> k.id()).orElseThrow();
        browser.follow(c.id());
        browser.send(
                dice.chance(0.3)
                        ? new ClientCommand.EndSupervision(id(), c.id(), call)
                        : new ClientCommand.Supervise(
                                id(), c.id(), call, dice.of(List.of(SupervisionMode.values()))));
    }

    private void ring(Client browser, Conversation c, OfferId offer) {
        if (dice.chance(0.6)) {
            browser.send(new ClientCommand.AcceptOffer(id(), c.id(), offer));
        } else if (dice.chance(0.3)) {
            browser.send(new ClientCommand.PassOffer(id(), c.id(), offer));
        }
    }

    /// Who is in the call for a colleague leaves some time; nothing else is theirs to say.
    private ClientCommand consulted(Conversation c) {
        return switch (dice.below(6)) {
            case 0 -> new ClientCommand.EndConsult(id(), c.id());
            case 1 -> new ClientCommand.WriteNote(id(), c.id(), "knows the router");
            case 2 -> new ClientCommand.CompleteTransfer(id(), c.id());
            default -> new ClientCommand.Say(id(), c.id(), "Hello, I am here, too.");
        };
    }

    private ClientCommand talk(Conversation c) {
        ConversationId in = c.id();
        if (c.phase().consulted().isPresent() && dice.chance(0.5)) {
            return withColleague(c);
        }
        return switch (dice.below(19)) {
            case 13, 14, 17 -> record(c);
            case 15, 16 -> passOn(c);
            case 0, 1, 2, 3 -> new ClientCommand.Say(id(), in, "I am looking into it.");
            case 11, 12 -> hold(c);
            case 4, 5, 6, 7 -> media(c);
            case 8 -> new ClientCommand.WriteNote(id(), in, "patient");
            case 9 -> new ClientCommand.HandBack(id(), in);
            case 10 -> new ClientCommand.MarkSeen(id(), in, c.version(), c.version());
            default -> new ClientCommand.EndConversation(id(), in);
        };
    }

    private ClientCommand withColleague(Conversation c) {
        return switch (dice.below(5)) {
            case 0 -> new ClientCommand.CompleteTransfer(id(), c.id());
            case 1 -> new ClientCommand.EndConsult(id(), c.id());
            case 2 -> passOn(c);
            default -> hold(c);
        };
    }

    /// To the queue, to a colleague, perhaps to talk first, to somebody who does not exist, or not
    /// any more.
    private ClientCommand passOn(Conversation c) {
        return switch (dice.below(6)) {
            case 0 ->
                    new ClientCommand.Transfer(
                            id(),
                            c.id(),
                            Optional.empty(),
                            Optional.of("Mind the cat"),
                            Optional.empty());
            case 1 -> new ClientCommand.CancelTransfer(id(), c.id());
            default ->
                    new ClientCommand.Transfer(
                            id(),
                            c.id(),
                            Optional.of(new AgentId("agent-" + dice.below(3))),
                            Optional.empty(),
                            dice.chance(0.6) ? Optional.of(true) : Optional.empty());
        };
    }

    /// The same button for both; sometimes pressed twice.
    private ClientCommand hold(Conversation c) {
        CallId call = c.media().call().map(k -> k.id()).orElse(new CallId("none"));
        return c.media().call().filter(k -> k.held()).isPresent() == dice.chance(0.1)
                ? new ClientCommand.HoldCall(id(), c.id(), call)
                : new ClientCommand.ResumeCall(id(), c.id(), call);
    }

    private ClientCommand record(Conversation c) {
        return new ClientCommand.SetRecording(
                id(),
                c.id(),
                c.media().call().map(k -> k.id()).orElse(new CallId("none")),
                dice.chance(0.2) ? dice.of(List.of(RecordingState.values())) : turned(c));
    }

    private static RecordingState turned(Conversation c) {
        return c.media().recording() == RecordingState.ON
                ? RecordingState.PAUSED
                : RecordingState.ON;
    }

    private void wrapUp(Client browser, Conversation c) {
        browser.send(
                dice.chance(0.3)
                        ? new ClientCommand.ExtendWrapUp(id(), c.id())
                        : new ClientCommand.FinishWrapUp(
                                id(),
                                c.id(),
                                Disposition.SOLVED,
                                Optional.empty(),
                                Optional.empty()));
    }

    private CommandId id() {
        return new CommandId("cmd-" + ++commands);
    }
}
