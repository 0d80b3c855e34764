package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.ice.AddressQuota;
import dev.tandem.media.ice.StunRequests;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtcpView;
import dev.tandem.media.srtp.SrtpProfile;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Codec;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.bridge.MediaAnswer;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.bridge.MediaOffer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a call's legs get of each other, told with two simulated browsers, virtual time and real
/// SRTP.
class BridgeTest {
    private static final int LOUD = 20;
    private static final int QUIET = 100;

    private final BridgeSimulation sim = new BridgeSimulation(42);

    // ---- The answer ----

    @Test
    void theAnswerTakesOpusAndVp8WithTheOffersNumbersAndSourcesOfItsOwn() {
        SimulatedBrowser a = sim.browser("a", Numbers.OTHER);
        a.join();

        MediaAnswer audio = a.answer(MediaKind.AUDIO);
        MediaAnswer video = a.answer(MediaKind.VIDEO);

        assertThat(audio.codecs()).extracting(Codec::payloadType).containsExactly(109);
        assertThat(video.codecs().getFirst().rtxPayloadType()).hasValue(124);
        assertThat(video.codecs().getFirst().feedback())
                .containsExactly("nack", "nack pli", "transport-cc");
        assertThat(audio.extensions()).extracting("id").containsExactly(7, 10);
        assertThat(List.of(audio.ssrc(), video.ssrc(), video.rtxSsrc().orElseThrow()))
                .doesNotHaveDuplicates();
        assertThat(a.answer().candidates()).hasSize(1);
    }

    @Test
    void aSectionThatServesNoKindIsRefusedInItsPlace() {
        LegOffer offer = sim.browser("a", Numbers.CHROMIUM).offer();
        MediaOffer video = offer.media().get(1);
        MediaOffer second =
                new MediaOffer(
                        "2",
                        MediaKind.VIDEO,
                        video.direction(),
                        video.codecs(),
                        List.of(),
                        List.of());
        LegAnswer answer =
                sim.answered(
                        new BridgeCommand.AddLeg(
                                BridgeSimulation.CALL,
                                new LegId("a"),
                                new LegOffer(
                                        offer.ice(),
                                        offer.fingerprint(),
                                        offer.setup(),
                                        List.of(offer.media().get(0), video, second))));

        assertThat(answer.media())
                .extracting(MediaAnswer::isRefused)
                .containsExactly(false, false, true);
    }

    @Test
    void anOfferWithoutACodecThatIsForwardedIsRefused() {
        LegOffer offer = sim.browser("a", Numbers.CHROMIUM).offer();
        List<MediaOffer> others =
                offer.media().stream()
                        .map(m ->
                                new MediaOffer(
                                        m.mid(),
                                        m.kind(),
                                        m.direction(),
                                        List.of(),
                                        m.extensions(),
                                        m.ssrcs()))
                        .toList();

        BridgeReply reply =
                sim.perform(
                        new BridgeCommand.AddLeg(
                                BridgeSimulation.CALL,
                                new LegId("a"),
                                new LegOffer(
                                        offer.ice(), offer.fingerprint(), offer.setup(), others)));

        assertThat(code(reply)).isEqualTo(BridgeRefusal.Code.NO_COMMON_CODEC);
        assertThat(sim.switchboard.callCount()).isZero();
    }

    /// A call with pictures and without sound looks like one and is none.
    @Test
    void anOfferWithoutSoundThatIsForwardedIsRefusedWhateverPicturesItHas() {
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM);
        LegOffer none =
                a.offering(
                                List.of(SimulatedBrowser.sound(9, "G722", 8_000, 1)),
                                List.of(SimulatedBrowser.picture(96, "VP8", "", 97)))
                        .offer();

        BridgeReply reply =
                sim.perform(new BridgeCommand.AddLeg(BridgeSimulation.CALL, a.leg, none));

        assertThat(code(reply)).isEqualTo(BridgeRefusal.Code.NO_COMMON_CODEC);
        assertThat(sim.switchboard.callCount()).isZero();
        List<MediaOffer> pictures = List.of(none.media().getLast());
        assertThatThrownBy(
                        () -> new LegOffer(none.ice(), none.fingerprint(), none.setup(), pictures))
                .as("without any section of sound there is not even a question")
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void callsAndLegsHaveTheirLimitsAndUnknownOnesTheirNames() {
        BridgeSimulation small =
                new BridgeSimulation(1, SrtpProfile.AEAD_AES_128_GCM, new BridgeLimits(1, 2));
        small.browser("a", Numbers.CHROMIUM).join();
        small.browser("b", Numbers.CHROMIUM).join();
        LegOffer offer = small.browser("c", Numbers.CHROMIUM).offer();

        assertThat(
                        code(
                                small.perform(
                                        new BridgeCommand.AddLeg(
                                                BridgeSimulation.CALL, new LegId("c"), offer))))
                .isEqualTo(BridgeRefusal.Code.TOO_MANY_LEGS);
        assertThat(
                        code(
                                small.perform(
                                        new BridgeCommand.AddLeg(
                                                new CallId("two"), new LegId("c"), offer))))
                .isEqualTo(BridgeRefusal.Code.FULL);
        assertThat(
                        code(
                                small.perform(
                                        new BridgeCommand.SetHold(
                                                BridgeSimulation.CALL, new LegId("c"), true))))
                .isEqualTo(BridgeRefusal.Code.UNKNOWN_LEG);
        assertThat(code(small.perform(new BridgeCommand.EndCall(new CallId("two")))))
                .isEqualTo(BridgeRefusal.Code.UNKNOWN_CALL);
        assertThat(small.perform(new BridgeCommand.EndCall(BridgeSimulation.CALL)))
                .isEqualTo(new BridgeReply.Ended(List.of()));
        assertThat(small.switchboard.callCount()).isZero();
        assertThat(small.switchboard.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void theCallEndsWithItsLastLeg() {
        sim.joined("a", Numbers.CHROMIUM);
        sim.joined("b", Numbers.CHROMIUM);

        remove("a");
        assertThat(sim.switchboard.callCount()).isEqualTo(1);
        remove("b");
        assertThat(sim.switchboard.callCount()).isZero();
    }

    // ---- Forwarding ----

    @ParameterizedTest
    @EnumSource
    void mediaIsForwardedUnderTheReceiversNumbers(SrtpProfile profile) {
        BridgeSimulation sim = new BridgeSimulation(7, profile, new BridgeLimits(10, 8));
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        a.sendAudio(1000, 5000, LOUD, "hello");
        a.sendVideo(2000, 9000, "frame");
        b.sendAudio(3000, 7000, QUIET, "world");

        Received heard = b.audio().getFirst();
        assertThat(heard.payloadType()).isEqualTo(109);
        assertThat(heard.ssrc()).isEqualTo(b.bridgeSsrc(MediaKind.AUDIO));
        assertThat(heard.level()).isEqualTo(LOUD);
        assertThat(heard.transportSequence()).isZero();
        assertThat(heard.payload()).isEqualTo("hello");
        Received seen = b.video().getFirst();
        assertThat(seen.ssrc()).isEqualTo(b.bridgeSsrc(MediaKind.VIDEO));
        assertThat(seen.transportSequence()).isEqualTo(1);
        assertThat(seen.level()).isEqualTo(-1);
        assertThat(a.audio().getFirst().payload()).isEqualTo("world");
        assertThat(a.audio().getFirst().level()).isEqualTo(QUIET);
        assertThat(sim.events)
                .contains(
                        new BridgeEvent.MediaStarted(BridgeSimulation.CALL, a.leg, MediaKind.AUDIO),
                        new BridgeEvent.MediaStarted(BridgeSimulation.CALL, a.leg, MediaKind.VIDEO),
                        new BridgeEvent.MediaStarted(
                                BridgeSimulation.CALL, b.leg, MediaKind.AUDIO));
    }

    @Test
    void distancesOfSequenceAndTimeStayAndOrderIsNotTouched() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        // Over the turn of the 16 bits, with one overtaken and one lost.
        int[] sent = {65_530, 65_531, 65_533, 65_532, 65_535, 0, 1};
        for (int sequence : sent) {
            a.sendAudio(sequence, (sequence & 0xff) * 960, LOUD, "p" + sequence);
        }

        assertThat(b.audio())
                .extracting(Received::payload)
                .containsExactly("p65530", "p65531", "p65533", "p65532", "p65535", "p0", "p1");
        int first = b.audio().getFirst().sequence();
        assertThat(b.audio())
                .extracting(r -> (r.sequence() - first) & 0xffff)
                .containsExactly(0, 1, 3, 2, 5, 6, 7);
    }

    @Test
    void nobodyIsSentWhatBelongsToAnotherCall() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser stranger = sim.browser("b", Numbers.CHROMIUM);
        sim.perform(new BridgeCommand.AddLeg(new CallId("other"), stranger.leg, stranger.offer()));

        a.sendAudio(1, 1, LOUD, "secret");

        assertThat(stranger.rtp).isEmpty();
    }

    // ---- Mute ----

    @Test
    void aMutedLegIsNotForwardedWhateverItSendsAndLeavesNoGap() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(10, 960, LOUD, "before");
        allow("a", false, true);
        for (int i = 11; i < 20; i++) {
            if (i != 15) {
                a.sendAudio(i, i * 960, LOUD, "muted");
            }
        }
        a.sendVideo(1, 1, "video is allowed");
        allow("a", true, true);
        a.sendAudio(20, 20 * 960, LOUD, "after");
        // A straggler from the muted time would take a sequence number that is in use.
        a.sendAudio(15, 15 * 960, LOUD, "muted");

        assertThat(b.audio()).extracting(Received::payload).containsExactly("before", "after");
        assertThat(b.video()).hasSize(1);
        int step = (b.audio().get(1).sequence() - b.audio().get(0).sequence()) & 0xffff;
        assertThat(step).isEqualTo(1);
        assertThat(b.audio().get(1).timestamp() - b.audio().get(0).timestamp())
                .as("time went on while it was silent")
                .isEqualTo(19 * 960);
        assertThat(sim.drops(DropReason.MUTED)).isEqualTo(8);
        assertThat(sim.drops(DropReason.TOO_LATE)).isEqualTo(1);
    }

    @Test
    void muteOutlivesAReload() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        allow("a", false, false);

        SimulatedBrowser reloaded = sim.browser("a", Numbers.CHROMIUM);
        reloaded.rejoinAfterReload();
        reloaded.sendAudio(1, 1, LOUD, "still muted");

        assertThat(b.rtp).isEmpty();
        assertThat(a.leg).isEqualTo(reloaded.leg);
    }

    // ---- Replacement and restart ----

    @Test
    void aReloadedLegGoesOnInTheSameStreamForTheOther() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(60_000, 960_000, LOUD, "old");
        a.sendVideo(100, 90_000, "old");
        sim.advance(2_000);

        SimulatedBrowser reloaded = sim.browser("a", Numbers.CHROMIUM);
        reloaded.rejoinAfterReload();
        reloaded.sendAudio(5, 17, LOUD, "new");
        reloaded.sendVideo(7, 33, "new");

        Received before = b.audio().get(0);
        Received after = b.audio().get(1);
        assertThat(after.ssrc()).isEqualTo(before.ssrc());
        assertThat((after.sequence() - before.sequence()) & 0xffff).isEqualTo(1);
        assertThat(after.timestamp() - before.timestamp()).isEqualTo(2 * 48_000);
        assertThat(b.video().get(1).timestamp() - b.video().get(0).timestamp())
                .isEqualTo(2 * 90_000);
        assertThat(reloaded.rtcp(RtcpView.PAYLOAD_FEEDBACK, RtcpView.PLI))
                .as("b's decoder needs a keyframe of the new encoder")
                .hasSize(1);
        // The old connection is gone for good.
        long unknown = sim.drops(DropReason.UNKNOWN_ADDRESS);
        a.sendAudio(60_001, 960_960, LOUD, "ghost");
        assertThat(b.audio()).hasSize(2);
        assertThat(sim.drops(DropReason.UNKNOWN_ADDRESS)).isEqualTo(unknown + 1);
    }

    @Test
    void anIceRestartOfTheSameConnectionKeepsKeysAndSources() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(1, 960, LOUD, "one");
        LegAnswer before = b.answer();

        b.restartIce();
        a.sendAudio(2, 1920, LOUD, "two");
        b.moveTo(new InetSocketAddress("127.0.0.1", 41_000));
        b.check(true);
        a.sendAudio(3, 2880, LOUD, "three");

        assertThat(b.answer().ice()).isNotEqualTo(before.ice());
        assertThat(b.answer().media()).isEqualTo(before.media());
        assertThat(b.audio()).extracting(Received::payload).containsExactly("one", "two", "three");
        assertThat(sim.events).filteredOn(e -> e instanceof BridgeEvent.LegConnected).hasSize(2);
    }

    @Test
    void aNewHandshakeOnTheSameLegReplacesTheKeysOnlyWhenItIsComplete() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(1, 960, LOUD, "old keys");

        a.connect();
        a.sendAudio(2, 1920, LOUD, "new keys");

        assertThat(b.audio()).extracting(Received::payload).containsExactly("old keys", "new keys");
        assertThat((b.audio().get(1).sequence() - b.audio().get(0).sequence()) & 0xffff)
                .isEqualTo(1);
    }

    // ---- ICE ----

    @Test
    void onlyAnAuthenticCheckGetsAnAnswer() {
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM);
        a.join();
        String ufrag = a.answer().ice().ufrag();
        String peer = a.offer().ice().ufrag();
        IceCredentials guessed =
                new IceCredentials(ufrag, "a-guess-of-22-letters!".replace('!', 'x'));

        a.send(StunRequests.check(guessed, peer, true));
        a.send(StunRequests.check("nobody:" + peer, a.answer().ice().password(), true));
        a.send(StunRequests.check(a.answer().ice(), "other", true));
        byte[] broken = StunRequests.check(a.answer().ice(), peer, true);
        broken[broken.length - 1] ^= 1;
        a.send(broken);
        a.send(new byte[] {0, 1, 0, 0});

        assertThat(a.stunAnswers).isZero();
        assertThat(sim.drops(DropReason.FORGED_STUN)).isEqualTo(2);
        assertThat(sim.drops(DropReason.UNKNOWN_STUN_USER)).isEqualTo(1);
        assertThat(sim.drops(DropReason.MALFORMED_STUN)).isEqualTo(2);
        a.check(true);
        assertThat(a.stunAnswers).isEqualTo(1);
    }

    @Test
    void oneAddressMaySendOnlySoManyChecksASecond() {
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM);
        a.join();

        for (int i = 0; i < AddressQuota.CHECKS_PER_SECOND + 5; i++) {
            a.check(true);
        }
        assertThat(a.stunAnswers).isEqualTo(AddressQuota.CHECKS_PER_SECOND);
        assertThat(sim.drops(DropReason.ADDRESS_QUOTA)).isEqualTo(5);

        sim.advance(1_000);
        a.check(true);
        assertThat(a.stunAnswers).isEqualTo(AddressQuota.CHECKS_PER_SECOND + 1);
    }

    @Test
    void mediaFollowsANewAddressOnlyAfterACheckFromThere() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        InetSocketAddress before = a.address();
        InetSocketAddress rebound = new InetSocketAddress("127.0.0.1", 42_000);

        a.moveTo(rebound);
        a.sendAudio(1, 1, LOUD, "not proved");
        assertThat(b.audio()).isEmpty();
        assertThat(sim.drops(DropReason.UNKNOWN_ADDRESS)).isEqualTo(1);

        a.check(true);
        a.sendAudio(2, 2, LOUD, "proved");
        assertThat(b.audio()).hasSize(1);

        // What b says now goes to the new address: nothing more arrives at the old one.
        SimulatedBrowser watcher = sim.browser("watcher", Numbers.OTHER);
        sim.attach(before, watcher);
        b.sendAudio(1, 1, LOUD, "reply");
        assertThat(a.audio()).hasSize(1);
        assertThat(watcher.rtp).isEmpty();
    }

    @Test
    void aLegRemembersOnlyTheLastEightAddresses() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        sim.joined("b", Numbers.OTHER);
        InetSocketAddress first = a.address();
        for (int i = 0; i < ProvedAddresses.MAX; i++) {
            a.moveTo(new InetSocketAddress("127.0.0.1", 43_000 + i));
            a.check(true);
        }

        long before = sim.drops(DropReason.UNKNOWN_ADDRESS);
        sim.deliver(a.protectedRtp(111, a.audioSsrc, 1, 1, LOUD, "x"), first);
        assertThat(sim.drops(DropReason.UNKNOWN_ADDRESS)).isEqualTo(before + 1);
    }

    @Test
    void consentExpiresThirtySecondsAfterTheLastCheckAndACheckBringsTheLegBack() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        sim.advance(20_000);
        b.check(true);
        sim.advance(9_900);
        assertThat(lost()).isEmpty();
        sim.advance(200);

        assertThat(lost())
                .containsExactly(
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, a.leg, BridgeEvent.Reason.CONSENT_EXPIRED));
        b.sendAudio(1, 1, LOUD, "to nobody");
        assertThat(a.audio()).isEmpty();

        a.check(true);
        b.sendAudio(2, 2, LOUD, "to a");
        assertThat(a.audio()).hasSize(1);
    }

    @Test
    void aLegThatNeverConnectsIsReportedOnce() {
        SimulatedBrowser a = sim.browser("a", Numbers.CHROMIUM);
        a.join();

        sim.advance(90_000);

        assertThat(lost())
                .containsExactly(
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, a.leg, BridgeEvent.Reason.NEVER_CONNECTED));
    }

    @Test
    void aFailedHandshakeAndAGoodbyeAreReported() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        sim.dtls.listenerOf(a.fingerprint()).onFailed();
        sim.dtls.listenerOf(b.fingerprint()).onClosed();
        sim.runTasks();

        assertThat(lost())
                .containsExactly(
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, a.leg, BridgeEvent.Reason.DTLS_FAILED),
                        new BridgeEvent.LegLost(
                                BridgeSimulation.CALL, b.leg, BridgeEvent.Reason.DTLS_CLOSED));
    }

    // ---- SRTP ----

    @Test
    void aReplayedPacketIsForwardedOnce() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        byte[] packet = a.protectedRtp(111, a.audioSsrc, 1, 1, LOUD, "once");

        a.send(packet);
        a.send(packet);
        a.send(packet);

        assertThat(b.audio()).hasSize(1);
        assertThat(sim.drops(DropReason.REPLAYED_SRTP)).isEqualTo(2);
    }

    @Test
    void aReplayedReportIsRefusedToo() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendVideo(1, 3000, "\u0010\u0000key");
        byte[] report = new byte[28];
        report[0] = (byte) 0x80;
        report[1] = (byte) RtcpView.SENDER_REPORT;
        report[3] = 6;
        Bytes.put32(report, 4, b.videoSsrc);
        byte[] wire = b.protect(new PacketBuffer(), report, true);

        b.send(wire);
        assertThat(sim.drops(DropReason.REPLAYED_SRTP)).isZero();
        b.send(wire);
        assertThat(sim.drops(DropReason.REPLAYED_SRTP)).isEqualTo(1);
    }

    /// Each source costs memory, so even one with the right keys may have only so many.
    @Test
    void aLegHasOnlySoManySources() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);
        a.sendAudio(1, 1, LOUD, "first");

        for (int ssrc = 1; ssrc <= 20; ssrc++) {
            // Keys without its table of sources: the sending side has the same limit.
            SrtpTransform keys = sim.dtls.keysOf(a.fingerprint()).clientSide();
            byte[] plain = a.plainRtp(111, ssrc, 1, 1, LOUD, "more");
            PacketBuffer packet = new PacketBuffer();
            packet.reset(plain.length);
            System.arraycopy(plain, 0, packet.bytes(), 0, plain.length);
            assertThat(keys.protectRtp(packet)).isNull();
            a.send(Arrays.copyOf(packet.bytes(), packet.getLength()));
        }

        assertThat(sim.drops(DropReason.UNEXPECTED_SSRC)).isEqualTo(7);
        assertThat(sim.drops(DropReason.TOO_MANY_SOURCES)).isEqualTo(13);
        a.sendAudio(2, 960, LOUD, "still");
        assertThat(b.audio()).hasSize(2);
    }

    @Test
    void forgedMediaReachesNobodyAndTakesNoPlace() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        for (int ssrc = 0; ssrc < 100; ssrc++) {
            byte[] forged = new byte[60];
            forged[0] = (byte) 0x80;
            forged[1] = 111;
            Bytes.put32(forged, 8, ssrc);
            a.send(forged);
        }
        a.sendAudio(1, 1, LOUD, "real");

        assertThat(sim.drops(DropReason.FORGED_SRTP)).isEqualTo(100);
        assertThat(b.audio()).hasSize(1);
    }

    @Test
    void sourcesThatTheOfferDidNotAnnounceAndTypesThatWereNotAgreedAreDropped() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.OTHER);

        a.send(a.protectedRtp(111, 12345, 1, 1, LOUD, "who?"));
        a.send(a.protectedRtp(99, a.audioSsrc, 1, 1, LOUD, "what?"));

        assertThat(b.rtp).isEmpty();
        assertThat(sim.drops(DropReason.UNEXPECTED_SSRC)).isEqualTo(1);
        assertThat(sim.drops(DropReason.UNKNOWN_PAYLOAD_TYPE)).isEqualTo(1);
    }

    // ---- Several ----

    @Test
    void ofThreeTheOneWhoSpeaksIsHeardAndSeen() {
        SimulatedBrowser a = sim.joined("a", Numbers.CHROMIUM);
        SimulatedBrowser b = sim.joined("b", Numbers.CHROMIUM);
        SimulatedBrowser c = sim.joined("c", Numbers.OTHER);

        for (int i = 1; i <= 100; i++) {
            a.sendAudio(i, i * 960, i <= 50 ? LOUD : QUIET, "a");
            b.sendAudio(i, i * 960, i <= 50 ? QUIET : LOUD, "b");
            a.sendVideo(i, i * 1800, "a");
            b.sendVideo(i, i * 1800, "b");
            sim.advance(20);
        }

        String heard = text(c.audio());
        String seen = text(c.video());
        assertThat(heard).startsWith("aaaa").endsWith("bbbb").matches("a+b+");
        assertThat(seen).matches("a+b+");
        // a keeps the floor for 600 ms of quiet.
        assertThat(heard.indexOf('b')).isBetween(75, 85);
        assertThat(c.audio())
                .extracting(r -> (r.sequence() - c.audio().getFirst().sequence()) & 0xffff)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    // ---- Small things ----

    private static String text(List<Received> packets) {
        StringBuilder text = new StringBuilder();
        packets.forEach(p -> text.append(p.payload()));
        return text.toString();
    }

    private List<BridgeEvent> lost() {
        return sim.events.stream().filter(e -> e instanceof BridgeEvent.LegLost).toList();
    }

    private void allow(String leg, boolean audio, boolean video) {
        assertThat(
                        sim.perform(
                                new BridgeCommand.SetSending(
                                        BridgeSimulation.CALL,
                                        new LegId(leg),
                                        audio,
                                        video,
                                        false,
                                        Optional.empty())))
                .isEqualTo(new BridgeReply.Done());
    }

    private void remove(String leg) {
        assertThat(sim.perform(new BridgeCommand.RemoveLeg(BridgeSimulation.CALL, new LegId(leg))))
                .isEqualTo(new BridgeReply.Done());
    }

    private static BridgeRefusal.Code code(BridgeReply reply) {
        return ((BridgeReply.Refused) reply).refusal().code();
    }
}
