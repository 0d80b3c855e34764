package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.server.conversation.ConversationCommand;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;

import org.junit.jupiter.api.Test;

import java.util.List;

/// One person with several pages: the call is in one of them, comes back to that one whatever
/// happens to sockets and servers, and goes to another one only when somebody says so or it stays
/// away. No microphone opens by itself.
class SecondTabTest extends CallScene {
    private ConversationCalls owner = calls;

    @Test
    void theNextSocketOfAPageTakesThePlaceOfTheOneThatDiedUnnoticed() {
        inACall();
        Ear overMobile = zoe.again("zoe-2");
        comes(overMobile);
        assertThat(overMobile.has(ServerMessage.JoinCall.class)).isTrue();
        assertThat(overMobile.has(ServerMessage.CallElsewhere.class)).isFalse();

        owner.left(zoe); // noticed a minute later
        passes(CallControl.AWAY_AT_MOST);
        assertThat(asked).isEmpty();
    }

    @Test
    void afterARestartTheCallComesBackToThePageThatCarriesItAndToNoOtherByItself() {
        CallId call = inACall();
        restarts();
        comes(adasOtherTab);
        assertThat(adasOtherTab.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);

        Ear back = ada.again("ada-3").carrying(call);
        comes(back);
        assertThat(back.has(ServerMessage.JoinCall.class)).isTrue();
        assertThat(adasOtherTab.has(ServerMessage.JoinCall.class)).isFalse();
    }

    @Test
    void aPageThatDoesNotComeBackLeavesTheCallToWhoeverSaysSo() {
        CallId call = inACall();
        restarts();
        comes(adasOtherTab);
        signal(adasOtherTab, new ClientMessage.TakeCall(ID, call));
        assertThat(adasOtherTab.last(ServerMessage.JoinCall.class).call()).isEqualTo(call);

        Ear late = ada.again("ada-3").carrying(call);
        comes(late);
        assertThat(late.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);
    }

    @Test
    void whoIsReloadedHasTheCallAgainAtOnceAndNobodyElseMeanwhile() {
        inACall();
        owner.left(ada);
        comes(adasOtherTab);
        assertThat(adasOtherTab.has(ServerMessage.JoinCall.class)).isFalse();
        assertThat(adasOtherTab.has(ServerMessage.CallElsewhere.class)).isTrue();
        Ear reloaded = ada.again("ada-3");
        comes(reloaded);
        assertThat(reloaded.has(ServerMessage.JoinCall.class)).isTrue();
    }

    @Test
    void aProgramThatNamesNoPageHasItsCallAgain() {
        inACall();
        restarts();
        Ear robot = new Ear("ada-9", ada.who()).unnamed();
        comes(robot);
        assertThat(robot.has(ServerMessage.JoinCall.class)).isTrue();
    }

    /// Nobody's microphone was open yet.
    @Test
    void whoWasAwayWhenTheirCallBeganIsInItAsSoonAsTheyCome() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        followers.remove(zoe);
        owner.left(zoe);
        accepts(call);
        Ear elsewhere = new Ear("zoe-2", zoe.who());
        comes(elsewhere);
        assertThat(elsewhere.has(ServerMessage.JoinCall.class)).isTrue();
    }

    /// It was away when the call was taken over, and does not know of it.
    @Test
    void aPageDoesNotTakeBackWhatWasTakenOverMeanwhile() {
        CallId call = inACall();
        comes(adasOtherTab);
        signal(adasOtherTab, new ClientMessage.TakeCall(ID, call));
        Ear back = ada.again("ada-3").carrying(call);
        comes(back);
        assertThat(back.last(ServerMessage.CallElsewhere.class).call()).isEqualTo(call);
        assertThat(back.has(ServerMessage.JoinCall.class)).isFalse();
    }

    @Test
    void whoIsMutedStaysMutedWhereTheyGoOn() {
        CallId call = inACall();
        comes(adasOtherTab);
        signal(ada, new ClientMessage.SetSending(ID, call, false, false));
        signal(adasOtherTab, new ClientMessage.TakeCall(ID, call));
        assertThat(adasOtherTab.last(ServerMessage.JoinCall.class).muted()).hasValue(true);

        signal(adasOtherTab, new ClientMessage.SetSending(ID, call, true, false));
        signal(ada, new ClientMessage.TakeCall(ID, call));
        assertThat(ada.last(ServerMessage.JoinCall.class).muted()).isEmpty();
    }

    /// What it was it knows by itself.
    @Test
    void aReloadedPageIsNotToldThatItIsMuted() {
        CallId call = inACall();
        signal(ada, new ClientMessage.SetSending(ID, call, false, false));
        owner.left(ada);
        Ear reloaded = ada.again("ada-3");
        comes(reloaded);
        assertThat(reloaded.last(ServerMessage.JoinCall.class).muted()).isEmpty();
    }

    @Test
    void whoNeverComesToTheirCallIsNotWaitedForForEver() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        followers.remove(zoe);
        owner.left(zoe);
        accepts(call);
        passes(CallControl.AWAY_AT_MOST);
        assertThat(asked)
                .containsExactly(new ConversationCommand.EndCall(call, CallEndReason.PARTY_LOST));
    }

    @Test
    void whoDoesNotComeBackAfterARestartIsNotEither() {
        CallId call = inACall();
        restarts();
        comes(zoe.again("zoe-2").carrying(call));
        passes(CallControl.AWAY_AT_MOST);
        assertThat(asked).containsExactly(new ConversationCommand.LoseParty(call, ADA));
    }

    private CallId inACall() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        return call;
    }

    private void comes(Ear ear) {
        followers.add(ear);
        owner.joined(state(), ear, List.copyOf(followers));
    }

    /// Another owner finds the call.
    private void restarts() {
        followers.clear();
        later.clear();
        owner = another();
        owner.found(state());
    }

    @Override
    void signal(Ear from, ClientMessage.ForSocket message) {
        mailbox.offer(() -> owner.signal(from, message, List.copyOf(followers)));
        settled();
    }
}
