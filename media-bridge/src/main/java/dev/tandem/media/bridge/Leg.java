package dev.tandem.media.bridge;

import dev.tandem.media.ice.IceLiteAgent;
import dev.tandem.media.ice.StunUser;
import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.RtpView;
import dev.tandem.media.pipeline.ArrivalRecorder;
import dev.tandem.media.pipeline.LinkLimit;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.PictureGates;
import dev.tandem.media.pipeline.SentStream;
import dev.tandem.media.srtp.SrtpKeys;
import dev.tandem.media.srtp.SrtpTransform;
import dev.tandem.signaling.bridge.BridgeEvent;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One party of a call: its path (ICE, DTLS, SRTP), what it sends and what it is sent.
final class Leg {
    /// RFC 7675 section 5.1.
    static final long CONSENT_NANOS = 30_000_000_000L;

    /// How long a browser may take from its offer to its first check.
    static final long CONNECT_NANOS = 30_000_000_000L;

    /// Longer than the server waits for somebody who is away (90 s): what nobody has ended by then,
    /// nobody knows any more, because its owner died with the word on its lips.
    static final long ABANDONED_NANOS = 300_000_000_000L;

    private final CallId call;
    private final LegId id;
    private final Workspace work;
    private final long addedAt;
    private final Sending sending;
    private final ProvedAddresses addresses = new ProvedAddresses();
    private final Floor floor = new Floor();
    private final SendQuota sendQuota = new SendQuota();
    private final Outgoing outgoing;
    private final LegFeedback feedback;
    private final OwnSound own;
    private final LegHandshakes handshakes;
    private LegTerms terms;
    private Incoming incoming;
    private IceLiteAgent agent;
    private @Nullable IceLiteAgent previousAgent;
    private @Nullable InetSocketAddress selected;
    private @Nullable SrtpTransform srtp;
    private ArrivalRecorder arrivals = new ArrivalRecorder();
    private LinkLimit downlink = new LinkLimit();
    private PictureGates pictures = new PictureGates();
    private long firstCheckAt = -1;
    private long lastCheckAt = -1;
    private boolean lost;
    private long lostAt;

    Leg(
            CallId call,
            LegId id,
            LegTerms terms,
            IceLiteAgent agent,
            Sending sending,
            LegHandshakes handshakes,
            Workspace work,
            RandomGenerator random,
            long now) {
        this.call = call;
        this.id = id;
        this.terms = terms;
        this.agent = agent;
        this.sending = sending;
        this.handshakes = handshakes;
        this.work = work;
        addedAt = now;
        incoming = new Incoming(terms);
        outgoing = new Outgoing(terms, random);
        feedback = new LegFeedback(this, work);
        own = new OwnSound(this, work);
    }

    /// A later offer of the same browser connection: its keys and streams go on.
    void renegotiate(LegTerms renegotiated, IceLiteAgent newAgent) {
        terms = renegotiated;
        incoming.renegotiate(renegotiated);
        outgoing.agree(renegotiated);
        if (newAgent != agent) {
            previousAgent = agent;
            agent = newAgent;
        }
        lost = false;
    }

    // ---- ICE ----

    /// Answers a check that names one of our sessions; true when it was authentic.
    boolean check(StunUser request, InetSocketAddress from, long now, Output out) {
        Optional<IceLiteAgent.Checked> checked = agent.check(request, from);
        boolean current = checked.isPresent();
        IceLiteAgent previous = previousAgent;
        if (!current && previous != null) {
            checked = previous.check(request, from);
        }
        if (checked.isEmpty()) {
            return false;
        }
        addresses.add(from);
        if (firstCheckAt < 0) {
            firstCheckAt = now;
        }
        lastCheckAt = now;
        lost = false;
        // Before the browser has chosen, any proved path will do; an old session chooses no more.
        if (selected == null || (current && checked.get().nominated())) {
            selected = from;
            if (current) {
                previousAgent = null;
            }
        }
        byte[] response = checked.get().response();
        out.send(response, 0, response.length, from);
        return true;
    }

    ProvedAddresses addresses() {
        return addresses;
    }

    boolean isOf(String localUfrag) {
        IceLiteAgent previous = previousAgent;
        return agent.local().ufrag().equals(localUfrag)
                || (previous != null && previous.local().ufrag().equals(localUfrag));
    }

    // ---- DTLS ----

    void receiveDtls(PacketBuffer datagram) {
        if (!handshakes.receive(datagram)) {
            work.counters.dropped(DropReason.DTLS_QUEUE_FULL);
        }
    }

    /// Takes new keys into use; the streams start anew on both sides of them.
    void keysAgreed(SrtpKeys keys, long now, Output out) {
        SrtpTransform before = srtp;
        if (before != null) {
            before.close();
        }
        srtp = keys.serverSide();
        incoming = new Incoming(terms);
        arrivals = new ArrivalRecorder();
        downlink = new LinkLimit();
        pictures = new PictureGates();
        feedback.connected(now);
        long since = firstCheckAt < 0 ? now : firstCheckAt;
        out.report(
                new BridgeEvent.LegConnected(
                        call, id, millis(since - addedAt), millis(now - since)));
    }

    void handshakeFailed(Output out) {
        lose(BridgeEvent.Reason.DTLS_FAILED, Math.max(addedAt, lastCheckAt), out);
    }

    void closedByPeer(Output out) {
        lose(BridgeEvent.Reason.DTLS_CLOSED, Math.max(addedAt, lastCheckAt), out);
    }

    void sendDtls(byte[] datagram, Output out) {
        InetSocketAddress to = selected;
        if (to != null) {
            out.send(datagram, 0, datagram.length, to);
        }
    }

    private void lose(BridgeEvent.Reason reason, long at, Output out) {
        if (!lost) {
            lost = true;
            lostAt = at;
            out.report(new BridgeEvent.LegLost(call, id, reason));
        }
    }

    // ---- Media ----

    boolean isConnected() {
        return srtp != null && selected != null && !lost;
    }

    @Nullable SrtpTransform srtp() {
        return srtp;
    }

    /// Protects what stands in this buffer and sends it; false when it could not.
    boolean sendRtp(PacketBuffer packet, long now, Output out) {
        return sendRtp(packet, now, now, out);
    }

    /// The same of what was sent before.
    boolean sendRtp(PacketBuffer packet, long firstSentAt, long now, Output out) {
        SrtpTransform keys = srtp;
        InetSocketAddress to = selected;
        if (keys == null || to == null) {
            work.counters.dropped(DropReason.NO_RECEIVER);
            return false;
        }
        DropReason problem = keys.protectRtp(packet);
        if (problem != null) {
            work.counters.dropped(problem);
            return false;
        }
        downlink.sent(outgoing.latestSequence(), packet.getLength(), firstSentAt, now);
        out.send(packet.bytes(), packet.getOffset(), packet.getLength(), to);
        return true;
    }

    void sendRtcp(PacketBuffer packet, Output out) {
        SrtpTransform keys = srtp;
        InetSocketAddress to = selected;
        if (keys == null || to == null || lost) {
            return;
        }
        DropReason problem = keys.protectRtcp(packet);
        if (problem != null) {
            work.counters.dropped(problem);
            return;
        }
        out.send(packet.bytes(), packet.getOffset(), packet.getLength(), to);
    }

    boolean mayStillSend(int length, long now) {
        return sendQuota.take(length, now);
    }

    /// Notes the arrival for this leg's own bandwidth estimation.
    void recordArrival(RtpView rtp, int extensionId, long now) {
        int at = extensionId == 0 ? -1 : rtp.extension(extensionId, 2);
        if (at >= 0) {
            arrivals.record(Bytes.u16(rtp.bytes(), at), now);
        }
    }

    // ---- Time ----

    void onDeadline(long now, Output out) {
        if (!lost && lastCheckAt >= 0 && now - lastCheckAt >= CONSENT_NANOS) {
            lose(BridgeEvent.Reason.CONSENT_EXPIRED, now, out);
        } else if (!lost && lastCheckAt < 0 && now - addedAt >= CONNECT_NANOS) {
            lose(BridgeEvent.Reason.NEVER_CONNECTED, now, out);
        }
        if (isConnected()) {
            feedback.onDeadline(now, out);
            SentStream to = sent(MediaKind.AUDIO);
            if (to != null && to.plays()) {
                own.onDeadline(to, now, out);
            }
        }
    }

    /// When everybody has given it up: it was lost, and nobody brought it anew for so long. Not
    /// lost: never.
    long abandonedAt() {
        return lost ? lostAt + ABANDONED_NANOS : Long.MAX_VALUE;
    }

    long nextDeadline() {
        if (lost) {
            return Long.MAX_VALUE;
        }
        long liveness = lastCheckAt >= 0 ? lastCheckAt + CONSENT_NANOS : addedAt + CONNECT_NANOS;
        if (!isConnected()) {
            return liveness;
        }
        long next = Math.min(liveness, feedback.nextDeadline());
        SentStream audio = sent(MediaKind.AUDIO);
        return audio != null && audio.plays() ? Math.min(next, own.nextDeadline()) : next;
    }

    /// Sends its keyframe request at once if one is wanted and due.
    void askForKeyframe(long now, Output out) {
        if (isConnected()) {
            feedback.sendKeyframeRequests(now, out);
        }
    }

    void close() {
        handshakes.close();
        SrtpTransform keys = srtp;
        if (keys != null) {
            keys.close();
            srtp = null;
        }
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    // ---- Parts ----

    @Nullable SentStream sent(MediaKind kind) {
        return outgoing.stream(kind);
    }

    /// What it is sent under this SSRC of ours.
    @Nullable SentStream sentFrom(int ssrc) {
        return outgoing.from(ssrc);
    }

    CallId call() {
        return call;
    }

    LegId id() {
        return id;
    }

    LegTerms terms() {
        return terms;
    }

    IceLiteAgent agent() {
        return agent;
    }

    Incoming incoming() {
        return incoming;
    }

    Sending sending() {
        return sending;
    }

    /// On hold: hears music, and is heard by nobody.
    boolean isHeld() {
        return sending.isHeld();
    }

    /// What the bridge itself plays to it.
    OwnSound own() {
        return own;
    }

    /// Says the sentence to those who have not heard it, however often they were reloaded.
    void tellOfRecording(OpusLoop notice) {
        if (!sending.isToldOfRecording()) {
            own.tellOfRecording(notice);
        }
    }

    Floor floor() {
        return floor;
    }

    ArrivalRecorder arrivals() {
        return arrivals;
    }

    /// What this leg can take of what is sent to it.
    LinkLimit downlink() {
        return downlink;
    }

    PictureGates pictures() {
        return pictures;
    }

    /// Tells this leg what those who see its video can take.
    void limitVideo(long bitsPerSecond, long now, Output out) {
        if (isConnected()) {
            feedback.sendReceiverLimit(bitsPerSecond, now, out);
        }
    }

    RetransmissionQuota retransmissions() {
        return feedback.retransmissions();
    }

    LegHandshakes handshakes() {
        return handshakes;
    }
}
