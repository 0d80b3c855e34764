package dev.tandem.signaling.protocol;

import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ContextFact;
import dev.tandem.signaling.timeline.Details;
import dev.tandem.signaling.timeline.Disposition;
import dev.tandem.signaling.timeline.PageView;
import dev.tandem.signaling.timeline.RecordingState;
import dev.tandem.signaling.timeline.SupervisionMode;

import java.util.List;
import java.util.Optional;

/// A wish of a customer or an agent that is answered by `accepted` (after it is committed) or
/// `rejected`.
///
/// The id is chosen by the client. The same id sent again, after a lost connection say, adds no
/// event and is answered as the first time.
public sealed interface ClientCommand extends ClientMessage {
    CommandId id();

    /// A command about one conversation; all but two are.
    sealed interface InConversation extends ClientCommand {
        ConversationId conversation();
    }

    // The customer's

    /// Opens a conversation, or continues the open one of this customer. `accepted` tells its id.
    ///
    /// @param text the first message; empty if the customer only asks for a person
    /// @param person present: a person is asked for at once, by this channel; who has not chosen a
    ///   channel yet starts without, and then says [AskForPerson]
    record Start(
            CommandId id,
            Optional<String> text,
            Optional<Channel> person,
            Optional<String> locale,
            Optional<PageView> page)
            implements ClientCommand {
        public Start {
            text.ifPresent(t -> Limits.requireText("text", t, Limits.TEXT_CHARS));
            locale.ifPresent(l -> Limits.requireText("locale", l, 35));
        }
    }

    record AskForPerson(CommandId id, ConversationId conversation, Optional<Channel> channel)
            implements InConversation {}

    /// Answers `channels_offered`; while waiting it changes the channel and keeps the place.
    record ChooseChannel(CommandId id, ConversationId conversation, Channel channel)
            implements InConversation {}

    /// "Not now, keep asking the assistant."
    record DeclineChannels(CommandId id, ConversationId conversation) implements InConversation {}

    record GiveDetails(CommandId id, ConversationId conversation, Details details)
            implements InConversation {}

    /// "No, just connect me."
    record SkipDetails(CommandId id, ConversationId conversation) implements InConversation {}

    record LeaveQueue(CommandId id, ConversationId conversation) implements InConversation {}

    /// Instead of waiting: read by a person later, who writes to the address or calls the number.
    ///
    /// @param email one of the two is there, or both
    record LeaveMessage(
            CommandId id,
            ConversationId conversation,
            String text,
            Optional<String> email,
            Optional<String> phone)
            implements InConversation {
        public LeaveMessage {
            Limits.requireText("text", text, Limits.TEXT_CHARS);
            email.ifPresent(Details::requireEmail);
            phone.ifPresent(Details::requirePhone);
            if (email.isEmpty() && phone.isEmpty()) {
                throw new IllegalArgumentException("email or phone is needed for an answer");
            }
        }
    }

    record VisitPage(CommandId id, ConversationId conversation, PageView page)
            implements InConversation {}

    /// What the page says about itself and its user now; replaces what was said before. The same
    /// again adds no event.
    record SetContext(CommandId id, ConversationId conversation, List<ContextFact> context)
            implements InConversation {
        public SetContext {
            context = ContextFact.requireContext(context);
        }
    }

    /// @param answer version of the assistant's answer
    record JudgeAnswer(CommandId id, ConversationId conversation, long answer, boolean helpful)
            implements InConversation {}

    record Rate(
            CommandId id,
            ConversationId conversation,
            int score,
            List<String> helped,
            Optional<String> comment)
            implements InConversation {
        public Rate {
            if (score < 1 || score > 5) {
                throw new IllegalArgumentException("score must be 1 to 5");
            }
            Limits.requireEntries("helped", helped, Limits.LIST_ENTRIES);
            helped.forEach(h -> Limits.requireText("helped", h, Limits.ID_CHARS));
            comment.ifPresent(c -> Limits.requireText("comment", c, Limits.TEXT_CHARS));
            helped = List.copyOf(helped);
        }
    }

    // Either side's

    record Say(CommandId id, ConversationId conversation, String text) implements InConversation {
        public Say {
            Limits.requireText("text", text, Limits.TEXT_CHARS);
        }
    }

    /// @param delivered version of the newest event that reached this browser
    /// @param read version of the newest event that was on a visible page
    record MarkSeen(CommandId id, ConversationId conversation, long delivered, long read)
            implements InConversation {}

    /// Go on by voice or video. The other side is asked; raising within a call works the same way.
    record ProposeMedia(CommandId id, ConversationId conversation, Channel channel)
            implements InConversation {
        public ProposeMedia {
            if (!channel.isCall()) {
                throw new IllegalArgumentException("channel must be voice or video");
            }
        }
    }

    record AnswerProposal(CommandId id, ConversationId conversation, boolean accept)
            implements InConversation {}

    /// Video back to voice, without asking.
    record LowerMedia(CommandId id, ConversationId conversation) implements InConversation {}

    /// Back to text; the conversation goes on.
    record EndCall(CommandId id, ConversationId conversation, CallId call)
            implements InConversation {}

    record EndConversation(CommandId id, ConversationId conversation) implements InConversation {}

    // The agent's

    record SetPresence(CommandId id, Presence presence) implements ClientCommand {}

    record AcceptOffer(CommandId id, ConversationId conversation, OfferId offer)
            implements InConversation {}

    record PassOffer(CommandId id, ConversationId conversation, OfferId offer)
            implements InConversation {}

    record WriteNote(CommandId id, ConversationId conversation, String text)
            implements InConversation {
        public WriteNote {
            Limits.requireText("text", text, Limits.TEXT_CHARS);
        }
    }

    /// Starts, pauses, resumes or stops the recording of the call, by naming what it should be.
    record SetRecording(
            CommandId id, ConversationId conversation, CallId call, RecordingState state)
            implements InConversation {}

    record HandBack(CommandId id, ConversationId conversation) implements InConversation {}

    /// To a colleague, whose desk rings while this agent keeps the conversation and the customer of
    /// a call hears music; or back to the queue, at once.
    ///
    /// @param to absent: the queue
    /// @param note what the next person should know; agents only
    /// @param consult true: the two talk first, in the call; the colleague's yes hands nothing over
    record Transfer(
            CommandId id,
            ConversationId conversation,
            Optional<AgentId> to,
            Optional<String> note,
            Optional<Boolean> consult)
            implements InConversation {
        public Transfer {
            note.ifPresent(n -> Limits.requireText("note", n, Limits.TEXT_CHARS));
            if (consult.orElse(false) && to.isEmpty()) {
                throw new IllegalArgumentException("a queue cannot be talked to first");
            }
        }
    }

    /// Takes the question to the colleague back.
    record CancelTransfer(CommandId id, ConversationId conversation) implements InConversation {}

    /// After they have talked, the colleague has the conversation.
    record CompleteTransfer(CommandId id, ConversationId conversation) implements InConversation {}

    /// The colleague leaves the call: by their own wish, or by that of the agent who has asked
    /// them.
    record EndConsult(CommandId id, ConversationId conversation) implements InConversation {}

    /// The customer hears music; neither side hears or sees the other until [ResumeCall].
    record HoldCall(CommandId id, ConversationId conversation, CallId call)
            implements InConversation {}

    record ResumeCall(CommandId id, ConversationId conversation, CallId call)
            implements InConversation {}

    /// The supervisor's: into the call of an agent, or in another way than before on the same
    /// connection. Who hears them is kept by the bridge, whatever their browser sends.
    record Supervise(CommandId id, ConversationId conversation, CallId call, SupervisionMode mode)
            implements InConversation {}

    /// The supervisor leaves; the call goes on.
    record EndSupervision(CommandId id, ConversationId conversation, CallId call)
            implements InConversation {}

    /// Any agent's of the site, also when the conversation is over: the message that was left is
    /// answered, outside of Tandem; or, after all, is not.
    record AnswerMessage(CommandId id, ConversationId conversation, boolean answered)
            implements InConversation {}

    record ExtendWrapUp(CommandId id, ConversationId conversation) implements InConversation {}

    record FinishWrapUp(
            CommandId id,
            ConversationId conversation,
            Disposition disposition,
            Optional<String> topic,
            Optional<String> note)
            implements InConversation {
        public FinishWrapUp {
            topic.ifPresent(t -> Limits.requireText("topic", t, Limits.NAME_CHARS));
            note.ifPresent(n -> Limits.requireText("note", n, Limits.TEXT_CHARS));
        }
    }
}
