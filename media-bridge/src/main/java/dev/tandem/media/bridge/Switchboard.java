package dev.tandem.media.bridge;

import dev.tandem.media.dtls.DtlsServer;
import dev.tandem.media.ice.AddressQuota;
import dev.tandem.media.ice.IceLiteAgent;
import dev.tandem.media.ice.StunUser;
import dev.tandem.media.packet.Counters;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.pipeline.VoiceCodec;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeRefusal;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.Candidate;
import dev.tandem.signaling.bridge.IceCredentials;
import dev.tandem.signaling.bridge.LegAnswer;
import dev.tandem.signaling.bridge.LegOffer;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// All calls of one event loop: finds the leg that a datagram belongs to, and carries out commands.
///
/// One input, all its outputs, then the next. Reads no clock, knows no socket and no thread.
public final class Switchboard {
    /// Stream id of everything the bridge sends; the same for every bridge, so that a browser's
    /// tracks survive a move to another.
    static final String STREAM_ID = "tandem";

    private final Map<CallId, Bridge> calls = new HashMap<>();

    /// Calls that nobody knows any more; nobody leaves while deadlines are gone through.
    private final List<CallId> abandoned = new ArrayList<>();

    private final Deadlines deadlines = new Deadlines();
    private final Map<InetSocketAddress, Seat> byAddress = new HashMap<>();
    private final Map<String, Seat> byUfrag = new HashMap<>();
    private final AddressQuota quota = new AddressQuota();
    private final DtlsServer dtls;
    private final LoopTasks tasks;
    private final List<Candidate> candidates;
    private final BridgeLimits limits;
    private final RandomGenerator random;
    private final IceSecrets iceSecrets;
    private final Workspace work;
    private final RecordingTap tap;

    /// Where a leg sits.
    private record Seat(Bridge bridge, Leg leg) {}

    /// @param random for ICE passwords and SSRCs: cryptographically strong outside tests
    /// @param codec for who hears several at once; empty: of several who speak one is heard
    public Switchboard(
            DtlsServer dtls,
            LoopTasks tasks,
            List<Candidate> candidates,
            BridgeLimits limits,
            RandomGenerator random,
            Counters counters,
            OwnSounds sounds,
            Optional<VoiceCodec> codec,
            RecordingTap tap) {
        this.tap = tap;
        this.dtls = dtls;
        this.tasks = tasks;
        this.candidates = List.copyOf(candidates);
        this.limits = limits;
        this.random = random;
        iceSecrets = new IceSecrets(random);
        work = new Workspace(counters, sounds, codec.orElse(null));
    }

    // ---- Datagrams ----

    /// Takes a datagram in. Whatever it holds, this neither throws nor blocks.
    public void receive(PacketBuffer datagram, InetSocketAddress from, long now, Output out) {
        PacketKind kind =
                PacketKind.of(datagram.bytes(), datagram.getOffset(), datagram.getLength());
        switch (kind) {
            case STUN -> receiveStun(datagram, from, now, out);
            case DTLS, RTP, RTCP -> {
                Seat seat = byAddress.get(from);
                if (seat == null) {
                    work.counters.dropped(DropReason.UNKNOWN_ADDRESS);
                } else {
                    seat.bridge.touched();
                    seat.bridge.receive(seat.leg, kind, datagram, now, out);
                }
            }
            case UNKNOWN -> work.counters.dropped(DropReason.UNKNOWN_KIND);
        }
    }

    private void receiveStun(PacketBuffer datagram, InetSocketAddress from, long now, Output out) {
        if (!quota.allows(from, now)) {
            work.counters.dropped(DropReason.ADDRESS_QUOTA);
            return;
        }
        switch (StunUser.read(datagram.bytes(), datagram.getOffset(), datagram.getLength())) {
            case StunUser.Claim.Drop(DropReason reason) -> work.counters.dropped(reason);
            case StunUser.Claim.Request(StunUser user) -> {
                Seat seat = byUfrag.get(user.localUfrag());
                if (seat == null) {
                    work.counters.dropped(DropReason.UNKNOWN_STUN_USER);
                } else if (seat.leg.check(user, from, now, out)) {
                    seat.bridge.touched();
                    seatAt(from, seat);
                } else {
                    work.counters.dropped(DropReason.FORGED_STUN);
                }
            }
        }
    }

    /// An address serves the leg that last proved to be there, and a leg has only so many.
    private void seatAt(InetSocketAddress from, Seat seat) {
        Seat before = byAddress.put(from, seat);
        if (before != null && before.leg == seat.leg) {
            return;
        }
        byAddress
                .entrySet()
                .removeIf(
                        e -> e.getValue().leg == seat.leg && !seat.leg.addresses().has(e.getKey()));
    }

    // ---- Time ----

    public void onDeadline(long now, Output out) {
        deadlines.onDeadline(now, out);
        abandoned.forEach(call -> {
            endCall(call);
            out.abandoned(call);
        });
        abandoned.clear();
    }

    /// When to call [#onDeadline] next; [Long#MAX_VALUE] when there is nothing to wait for.
    public long nextDeadline() {
        return deadlines.next();
    }

    // ---- Commands ----

    public BridgeReply perform(BridgeCommand command, long now) {
        BridgeReply reply = carryOut(command, now);
        Bridge bridge = calls.get(command.call());
        if (bridge != null) {
            bridge.touched();
        }
        return reply;
    }

    private BridgeReply carryOut(BridgeCommand command, long now) {
        return switch (command) {
            case BridgeCommand.AddLeg(CallId call, LegId leg, LegOffer offer) ->
                    addLeg(call, leg, offer, now);
            case BridgeCommand.RemoveLeg(CallId call, LegId leg) -> removeLeg(call, leg);
            case BridgeCommand.SetSending(
                            CallId call,
                            LegId leg,
                            boolean audioAllowed,
                            boolean videoAllowed,
                            boolean screenAllowed,
                            Optional<Boolean> keysAllowed) ->
                    setSending(
                            call,
                            leg,
                            audioAllowed,
                            videoAllowed,
                            screenAllowed,
                            keysAllowed.orElse(audioAllowed));
            case BridgeCommand.SetHold(CallId call, LegId leg, boolean held) ->
                    setHold(call, leg, held);
            case BridgeCommand.SetAudience(CallId call, LegId leg, Audience audience) ->
                    setAudience(call, leg, audience);
            case BridgeCommand.SetRecording(CallId call, boolean recorded) ->
                    setRecording(call, recorded);
            case BridgeCommand.EndCall(CallId call) -> endCall(call);
        };
    }

    private BridgeReply addLeg(CallId call, LegId id, LegOffer offer, long now) {
        Bridge bridge = calls.get(call);
        if (bridge == null && calls.size() >= limits.maxCalls()) {
            return refused(BridgeRefusal.Code.FULL, "This bridge has all the calls it may have.");
        }
        if (bridge != null && bridge.leg(id).isPresent()) {
            return restart(bridge, bridge.leg(id).get(), offer, now);
        }
        if (bridge != null && bridge.size() >= limits.maxLegs()) {
            return refused(
                    BridgeRefusal.Code.TOO_MANY_LEGS,
                    "A call has at most " + limits.maxLegs() + " legs.");
        }
        return switch (LegTerms.of(
                offer, bridge == null ? List.of() : bridge.termsBut(id), random)) {
            case LegTerms.Result.Refused(BridgeRefusal refusal) -> new BridgeReply.Refused(refusal);
            case LegTerms.Result.Agreed(LegTerms terms) -> {
                Bridge home =
                        calls.computeIfAbsent(
                                call, c -> new Bridge(c, work, tap, deadlines, abandoned::add));
                yield answer(seatLeg(home, id, terms, new Sending(), now));
            }
        };
    }

    private BridgeReply restart(Bridge bridge, Leg leg, LegOffer offer, long now) {
        return switch (LegTerms.of(offer, bridge.termsBut(leg.id()), random)) {
            case LegTerms.Result.Refused(BridgeRefusal refusal) -> new BridgeReply.Refused(refusal);
            case LegTerms.Result.Agreed(LegTerms terms) ->
                    answer(
                            offer.fingerprint().equals(leg.terms().offer().fingerprint())
                                    ? renegotiate(bridge, leg, terms)
                                    : replace(bridge, leg, terms, now));
        };
    }

    /// The same browser connection: its keys go on; with new ICE credentials it gets new ones of
    /// ours.
    private Leg renegotiate(Bridge bridge, Leg leg, LegTerms terms) {
        boolean sameIce = terms.offer().ice().equals(leg.terms().offer().ice());
        IceLiteAgent agent = sameIce ? leg.agent() : newAgent(terms);
        leg.renegotiate(terms.keepingSources(leg.terms()), agent);
        Seat seat = new Seat(bridge, leg);
        byUfrag.put(agent.local().ufrag(), seat);
        byUfrag.entrySet().removeIf(e -> e.getValue().leg == leg && !leg.isOf(e.getKey()));
        return leg;
    }

    /// Another browser connection, for example after a reload: the others go on without a seam.
    private Leg replace(Bridge bridge, Leg leg, LegTerms terms, long now) {
        unseat(bridge, leg);
        return seatLeg(bridge, leg.id(), terms, leg.sending(), now);
    }

    private Leg seatLeg(Bridge bridge, LegId id, LegTerms terms, Sending sending, long now) {
        LoopTasks later =
                task ->
                        tasks.execute((at, out) -> {
                            task.run(at, out);
                            bridge.touched();
                        });
        DtlsBinding binding = new DtlsBinding(terms, dtls, later);
        LegHandshakes handshakes = new LegHandshakes(binding::open);
        IceLiteAgent agent = newAgent(terms);
        Leg leg = new Leg(bridge.call(), id, terms, agent, sending, handshakes, work, random, now);
        binding.bind(leg);
        bridge.add(leg);
        byUfrag.put(agent.local().ufrag(), new Seat(bridge, leg));
        return leg;
    }

    private BridgeReply removeLeg(CallId call, LegId id) {
        return withLeg(
                call,
                id,
                seat -> {
                    unseat(seat.bridge, seat.leg);
                    if (seat.bridge.size() == 0) {
                        calls.remove(call);
                        seat.bridge.end();
                    }
                    return new BridgeReply.Done();
                });
    }

    private BridgeReply setSending(
            CallId call, LegId id, boolean audio, boolean video, boolean screen, boolean keys) {
        return withLeg(
                call,
                id,
                seat -> {
                    seat.bridge.setSending(seat.leg, audio, video, screen, keys);
                    return new BridgeReply.Done();
                });
    }

    private BridgeReply setHold(CallId call, LegId id, boolean held) {
        return withLeg(
                call,
                id,
                seat -> {
                    seat.bridge.hold(seat.leg, held);
                    return new BridgeReply.Done();
                });
    }

    private BridgeReply setAudience(CallId call, LegId id, Audience audience) {
        return withLeg(
                call,
                id,
                seat -> {
                    seat.bridge.setAudience(seat.leg, audience);
                    return new BridgeReply.Done();
                });
    }

    private BridgeReply setRecording(CallId call, boolean recorded) {
        Bridge bridge = calls.get(call);
        return bridge == null ? unknownCall() : bridge.setRecorded(recorded);
    }

    private BridgeReply endCall(CallId call) {
        Bridge bridge = calls.remove(call);
        if (bridge == null) {
            return unknownCall();
        }
        BridgeReply ended = new BridgeReply.Ended(Sounds.of(bridge.legs()));
        bridge.legs().forEach(leg -> unseat(bridge, leg));
        bridge.end();
        return ended;
    }

    /// Ends every call, for a bridge that closes.
    public void close() {
        List.copyOf(calls.keySet()).forEach(this::endCall);
    }

    public int callCount() {
        return calls.size();
    }

    public int legCount() {
        return calls.values().stream().mapToInt(Bridge::size).sum();
    }

    private void unseat(Bridge bridge, Leg leg) {
        bridge.remove(leg);
        byAddress.values().removeIf(seat -> seat.leg == leg);
        byUfrag.values().removeIf(seat -> seat.leg == leg);
    }

    private interface OnLeg {
        BridgeReply perform(Seat seat);
    }

    private BridgeReply withLeg(CallId call, LegId id, OnLeg onLeg) {
        Bridge bridge = calls.get(call);
        if (bridge == null) {
            return unknownCall();
        }
        return bridge.leg(id)
                .map(leg -> onLeg.perform(new Seat(bridge, leg)))
                .orElseGet(
                        () -> refused(BridgeRefusal.Code.UNKNOWN_LEG, "The call has no such leg."));
    }

    private static BridgeReply unknownCall() {
        return refused(BridgeRefusal.Code.UNKNOWN_CALL, "This bridge does not know the call.");
    }

    private static BridgeReply refused(BridgeRefusal.Code code, String sentence) {
        return new BridgeReply.Refused(new BridgeRefusal(code, sentence));
    }

    private BridgeReply answer(Leg leg) {
        return new BridgeReply.LegAnswered(
                new LegAnswer(
                        leg.agent().local(),
                        dtls.fingerprint(),
                        candidates,
                        leg.terms().answers(),
                        STREAM_ID));
    }

    private IceLiteAgent newAgent(LegTerms terms) {
        IceCredentials local = iceSecrets.next(byUfrag::containsKey);
        return new IceLiteAgent(local, terms.offer().ice().ufrag());
    }
}
