package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.ClientCommand;
import dev.tandem.signaling.timeline.AnswerBand;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.SupervisionMode;

import java.util.Locale;
import java.util.Optional;

/// Every place a conversation can be in, reached by living through it.
enum Stage {
    /// The assistant has answered once (version 4), and owes an answer (version 5).
    ASKED,
    /// Text, voice or video?
    OFFERED,
    /// Nobody is there; leave a message?
    NOBODY,
    /// The short form is open.
    GATHERING,
    WAITING,
    /// Ada's desk rings.
    RINGING,
    /// Ada and Zoe talk in text.
    TALKING,
    /// The same, and Zoe has proposed voice.
    PROPOSED,
    /// They talk by voice.
    CALLING,
    /// The same, and Ada has put Zoe on hold.
    HELD,
    /// In the call, Ada asks Bob to take over: his desk rings.
    PASSING,
    /// The same, but first they talk: Bob has come into the call, Zoe hears music.
    CONSULTING,
    /// Ada has brought Zoe in: all three hear each other.
    CONFERENCE,
    /// In the call, Sam listens.
    SUPERVISED,
    /// Ada's connection was lost in the middle of the call.
    LOST,
    WRAPUP,
    CLOSED;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    Story reached() {
        return switch (this) {
            case ASKED -> asked();
            case OFFERED -> offered();
            case NOBODY -> {
                Story s = asked().served(Availability.NOBODY);
                s.assistantSays("Sorry", AnswerBand.NONE, EscalationOutcome.ESCALATE);
                yield s.served(Story.EVERYTHING);
            }
            case GATHERING -> gathering(Channel.TEXT);
            case WAITING -> waiting(Channel.TEXT);
            case RINGING -> waiting(Channel.TEXT).rings(Story.ADA);
            case TALKING -> talking();
            case PROPOSED -> {
                Story s = talking();
                yield s.zoe(new ClientCommand.ProposeMedia(s.next(), Story.ID, Channel.VOICE));
            }
            case CALLING -> calling();
            case HELD -> {
                Story s = calling();
                yield s.ada(new ClientCommand.HoldCall(s.next(), Story.ID, s.call()));
            }
            case PASSING -> {
                Story s = calling();
                yield s.ada(s.toBob()).rings(Story.BOB);
            }
            case CONSULTING -> consulting();
            case CONFERENCE -> {
                Story s = consulting();
                yield s.ada(new ClientCommand.ResumeCall(s.next(), Story.ID, s.call()));
            }
            case SUPERVISED -> calling().sam(SupervisionMode.MONITOR);
            case LOST -> calling().when(new ConversationCommand.LoseAgent(Story.ADA));
            case WRAPUP -> wrapup();
            case CLOSED -> {
                Story s = wrapup();
                yield s.timePasses(s.rules().wrapUpFor());
            }
        };
    }

    private static Story asked() {
        Story s = Story.begun();
        s.zoe(s.say("How do I restart the router at home?"));
        s.assistantSays("Hold the button for ten seconds.");
        return s.zoe(s.say("And then?"));
    }

    static Story offered() {
        return asked().assistantSays("Sorry", AnswerBand.NONE, EscalationOutcome.ESCALATE);
    }

    static Story gathering(Channel channel) {
        Story s = offered();
        return s.zoe(new ClientCommand.ChooseChannel(s.next(), Story.ID, channel));
    }

    static Story waiting(Channel channel) {
        Story s = gathering(channel);
        return s.zoe(new ClientCommand.GiveDetails(s.next(), Story.ID, Story.details("Zoe")));
    }

    private static Story talking() {
        Story s = waiting(Channel.TEXT).rings(Story.ADA);
        s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
        return s.ada(s.say("Hello, Ada here."));
    }

    private static Story calling() {
        Story s = waiting(Channel.VOICE).rings(Story.ADA);
        return s.ada(new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
    }

    private static Story consulting() {
        Story s = calling();
        s.ada(s.askBob()).rings(Story.BOB);
        return s.by(
                Story.agent(Story.BOB),
                new ClientCommand.AcceptOffer(s.next(), Story.ID, Story.OFFER));
    }

    private static Story wrapup() {
        Story s = talking();
        return s.ada(new ClientCommand.EndConversation(s.next(), Story.ID));
    }

    static Optional<Stage> of(String key) {
        return java.util.Arrays.stream(values()).filter(s -> s.key().equals(key)).findFirst();
    }
}
