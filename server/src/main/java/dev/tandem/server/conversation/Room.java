package dev.tandem.server.conversation;

import dev.tandem.signaling.protocol.ClientCommand;

/// How much a conversation holds: words up to a limit, what moves it on a little longer, and what
/// ends something always.
final class Room {
    private Room() {}

    /// Up to which version a wish is heard. What ends something is always heard.
    static long upTo(ClientCommand wish, Rules rules) {
        return switch (wish) {
            case ClientCommand.Start _,
                    ClientCommand.Say _,
                    ClientCommand.VisitPage _,
                    ClientCommand.SetContext _,
                    ClientCommand.MarkSeen _,
                    ClientCommand.JudgeAnswer _,
                    ClientCommand.WriteNote _ ->
                    rules.maxEvents();
            case ClientCommand.AskForPerson _,
                    ClientCommand.ChooseChannel _,
                    ClientCommand.DeclineChannels _,
                    ClientCommand.GiveDetails _,
                    ClientCommand.SkipDetails _,
                    ClientCommand.LeaveMessage _,
                    ClientCommand.ProposeMedia _,
                    ClientCommand.AnswerProposal _,
                    ClientCommand.LowerMedia _,
                    ClientCommand.HoldCall _,
                    ClientCommand.SetRecording _,
                    ClientCommand.HandBack _,
                    ClientCommand.Transfer _,
                    ClientCommand.Supervise _,
                    ClientCommand.ExtendWrapUp _,
                    ClientCommand.Rate _ ->
                    rules.maxEvents() + Rules.ROOM_TO_FINISH;
            case ClientCommand.LeaveQueue _,
                    ClientCommand.AnswerMessage _,
                    ClientCommand.EndCall _,
                    ClientCommand.ResumeCall _,
                    ClientCommand.CancelTransfer _,
                    ClientCommand.CompleteTransfer _,
                    ClientCommand.EndConsult _,
                    ClientCommand.EndSupervision _,
                    ClientCommand.EndConversation _,
                    ClientCommand.AcceptOffer _,
                    ClientCommand.PassOffer _,
                    ClientCommand.FinishWrapUp _,
                    ClientCommand.SetPresence _ ->
                    Long.MAX_VALUE;
        };
    }
}
