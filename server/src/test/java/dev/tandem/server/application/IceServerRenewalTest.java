package dev.tandem.server.application;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.ClientMessage;
import dev.tandem.signaling.protocol.IceServer;
import dev.tandem.signaling.protocol.ServerMessage;
import dev.tandem.signaling.timeline.CallEndReason;
import dev.tandem.signaling.timeline.Channel;
import dev.tandem.signaling.timeline.ConversationEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// A call lasts longer than TURN credentials do: whoever carries a leg has good ones all the time,
/// and nobody else is told any.
class IceServerRenewalTest extends CallScene {
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration RENEWAL = Duration.ofMinutes(5);

    private final AtomicReference<Instant> now;

    IceServerRenewalTest() {
        AtomicReference<Instant> clock = new AtomicReference<>(NOW);
        super(new TurnServers(List.of("turn:turn.example:3478"), "north", LIFETIME, clock::get));
        now = clock;
    }

    @Test
    void duringALongCallBothAlwaysHaveCredentialsForAWhile() {
        CallId call = inACall();
        for (int i = 0; i < 12; i++) {
            renewalComes();
            for (Ear ear : List.of(zoe, ada)) {
                ServerMessage.IceServers told = ear.last(ServerMessage.IceServers.class);
                assertThat(told.call()).isEqualTo(call);
                assertThat(expiry(told.iceServers())).isEqualTo(now.get().plus(LIFETIME));
            }
        }
        assertThat(zoe.heard().stream().filter(ServerMessage.IceServers.class::isInstance))
                .as("once each time")
                .hasSize(12);
    }

    @Test
    void aPathThatIsOnlyPreparedIsKeptGoodToo() {
        rings();
        renewalComes();
        assertThat(expiry(zoe.last(ServerMessage.IceServers.class).iceServers()))
                .isEqualTo(now.get().plus(LIFETIME));
    }

    @Test
    void onlyTheTabThatCarriesTheLegIsTold() {
        CallId call = inACall();
        followers.add(adasOtherTab);
        calls.joined(state(), adasOtherTab, List.copyOf(followers));
        renewalComes();
        assertThat(adasOtherTab.has(ServerMessage.IceServers.class)).isFalse();

        signal(adasOtherTab, new ClientMessage.TakeCall(ID, call));
        ada.heard().clear();
        renewalComes();
        assertThat(adasOtherTab.has(ServerMessage.IceServers.class)).isTrue();
        assertThat(ada.has(ServerMessage.IceServers.class)).isFalse();
    }

    @Test
    void whoseSocketIsAwayMeanwhileGetsGoodOnesWithItsReturn() {
        inACall();
        calls.left(zoe);
        later.removeIf(l -> !l.after().equals(RENEWAL)); // what would happen if she stayed away
        zoe.heard().clear();
        renewalComes();
        assertThat(zoe.heard()).isEmpty();

        Ear again = zoe.again("zoe-2");
        followers.add(again);
        calls.joined(state(), again, List.copyOf(followers));
        assertThat(expiry(again.last(ServerMessage.JoinCall.class).iceServers()))
                .isEqualTo(now.get().plus(LIFETIME));
        renewalComes();
        assertThat(again.has(ServerMessage.IceServers.class)).isTrue();
    }

    @Test
    void afterTheCallNobodyIsToldAndNothingIsTimed() {
        CallId call = inACall();
        after(new ConversationEvent.CallEnded(call, CallEndReason.CUSTOMER_HUNG_UP));
        zoe.heard().clear();
        later.removeFirst().run();
        settled();
        assertThat(zoe.heard()).isEmpty();
        assertThat(later).isEmpty();
    }

    @Test
    void aSecondCallSoonAfterTheFirstIsRenewedByTheTimerThatRuns() {
        CallId first = inACall();
        after(new ConversationEvent.CallEnded(first, CallEndReason.CUSTOMER_HUNG_UP));
        CallId second = new CallId("second");
        after(new ConversationEvent.CallStarted(second, Channel.VOICE));
        renewalComes();
        assertThat(zoe.last(ServerMessage.IceServers.class).call()).isEqualTo(second);
    }

    /// The one timer that there is.
    private void renewalComes() {
        assertThat(later).extracting(Later::after).containsExactly(RENEWAL);
        now.updateAndGet(t -> t.plus(RENEWAL));
        later.removeFirst().run();
        settled();
    }

    private CallId inACall() {
        rings();
        CallId call = zoe.last(ServerMessage.PrepareCall.class).call();
        accepts(call);
        return call;
    }

    private static Instant expiry(List<IceServer> servers) {
        String name = servers.getFirst().username().orElseThrow();
        return Instant.ofEpochSecond(Long.parseLong(name.substring(0, name.indexOf(':'))));
    }
}
