package dev.tandem.media.bridge;

import dev.tandem.media.packet.PacketBuffer;
import dev.tandem.media.packet.PacketKind;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.media.pipeline.ReceivedStream;
import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.BridgeReply;
import dev.tandem.signaling.bridge.MediaKind;
import dev.tandem.signaling.protocol.CallId;
import dev.tandem.signaling.protocol.LegId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// One call: its legs, and what they send each other. Belongs to one event loop.
final class Bridge implements Deadlines.Due {
    private final CallId call;
    private final Reach reach;
    private final MediaPath path;
    private final List<Leg> legs = new ArrayList<>();
    private final RecordingTap tap;
    private final Deadlines.Place place;
    private final @Nullable OpusLoop recordingNotice;
    private final Consumer<CallId> abandoned;
    private boolean recorded;

    /// @param abandoned is told when all legs are, while deadlines are gone through
    Bridge(
            CallId call,
            Workspace work,
            RecordingTap tap,
            Deadlines deadlines,
            Consumer<CallId> abandoned) {
        this.abandoned = abandoned;
        this.call = call;
        this.tap = tap;
        recordingNotice = work.sounds.recordingNotice().orElse(null);
        reach = new Reach(work);
        path = new MediaPath(work, reach);
        place = deadlines.add(this);
    }

    /// Something happened to a leg of it: what it waits for may be another thing now.
    void touched() {
        place.touched();
    }

    /// Nothing of it is waited for any more.
    void end() {
        place.leave();
    }

    /// A datagram that is no STUN, from an address that this leg has proved to own.
    void receive(Leg leg, PacketKind kind, PacketBuffer datagram, long now, Output out) {
        switch (kind) {
            case DTLS -> leg.receiveDtls(datagram);
            case RTP -> path.receiveRtp(leg, legs, datagram, now, out);
            case RTCP -> path.receiveRtcp(leg, legs, datagram, now, out);
            case STUN, UNKNOWN ->
                    throw new IllegalArgumentException("the switchboard answers " + kind);
        }
    }

    @Override
    public void onDeadline(long now, Output out) {
        for (int i = 0; i < legs.size(); i++) {
            legs.get(i).onDeadline(now, out);
        }
        Mixing mixing = reach.mixing(legs);
        if (mixing != null) {
            mixing.onDeadline(legs, now, out);
        }
        if (now >= abandonedAt()) {
            abandoned.accept(call);
        }
    }

    private long abandonedAt() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < legs.size(); i++) {
            last = Math.max(last, legs.get(i).abandonedAt());
        }
        return legs.isEmpty() ? Long.MAX_VALUE : last;
    }

    @Override
    public long nextDeadline() {
        long next = abandonedAt();
        for (int i = 0; i < legs.size(); i++) {
            next = Math.min(next, legs.get(i).nextDeadline());
        }
        Mixing mixing = reach.mixing(legs);
        return mixing == null ? next : Math.min(next, mixing.nextDeadline());
    }

    /// Pictures can only be kept from a keyframe on, so everybody is asked for one.
    BridgeReply setRecorded(boolean wanted) {
        if (wanted == recorded) {
            return new BridgeReply.Done();
        }
        recorded = wanted;
        path.record(wanted ? tap : null);
        if (!wanted) {
            tap.end(call);
            return new BridgeReply.Done();
        }
        tap.begin(call);
        for (Leg leg : legs) {
            tellOfRecording(leg);
            askForKeyframe(leg, MediaKind.VIDEO);
            askForKeyframe(leg, MediaKind.SCREEN);
        }
        return new BridgeReply.Done();
    }

    private static void askForKeyframe(Leg leg, MediaKind kind) {
        ReceivedStream pictures = leg.incoming().stream(kind);
        if (pictures != null) {
            pictures.keyframes().request();
        }
    }

    CallId call() {
        return call;
    }

    int size() {
        return legs.size();
    }

    Optional<Leg> leg(LegId id) {
        return legs.stream().filter(leg -> leg.id().equals(id)).findFirst();
    }

    /// What was agreed with everybody else.
    List<LegTerms> termsBut(LegId id) {
        return legs.stream().filter(leg -> !leg.id().equals(id)).map(Leg::terms).toList();
    }

    void add(Leg leg) {
        legs.add(leg);
        if (recorded) {
            tellOfRecording(leg);
        }
    }

    void remove(Leg leg) {
        legs.remove(leg);
        freeFloors(leg);
        reach.left(leg, legs);
        leg.close();
        if (legs.isEmpty()) {
            setRecorded(false);
        }
    }

    private void tellOfRecording(Leg leg) {
        OpusLoop notice = recordingNotice;
        if (notice != null) {
            leg.tellOfRecording(notice);
        }
    }

    void hold(Leg leg, boolean held) {
        leg.sending().hold(held);
        freeFloors(leg);
    }

    void setAudience(Leg leg, Audience audience) {
        leg.sending().setAudience(audience);
        freeFloors(leg);
    }

    void setSending(Leg leg, boolean audio, boolean video, boolean screen, boolean keys) {
        leg.sending().set(audio, video, screen, keys);
        if (!screen) {
            legs.forEach(other -> other.floor().tookScreenAway(leg));
        }
    }

    private void freeFloors(Leg leg) {
        legs.forEach(other -> other.floor().left(leg));
    }

    List<Leg> legs() {
        return List.copyOf(legs);
    }
}
