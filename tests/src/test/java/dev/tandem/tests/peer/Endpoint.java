package dev.tandem.tests.peer;

import dev.onvoid.webrtc.CreateSessionDescriptionObserver;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.PeerConnectionObserver;
import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceCandidate;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCOfferOptions;
import dev.onvoid.webrtc.RTCPeerConnection;
import dev.onvoid.webrtc.RTCPeerConnectionState;
import dev.onvoid.webrtc.RTCRtpTransceiver;
import dev.onvoid.webrtc.RTCRtpTransceiverInit;
import dev.onvoid.webrtc.RTCSdpType;
import dev.onvoid.webrtc.RTCSessionDescription;
import dev.onvoid.webrtc.SetSessionDescriptionObserver;
import dev.onvoid.webrtc.media.MediaStreamTrack;
import dev.onvoid.webrtc.media.audio.AudioTrack;
import dev.onvoid.webrtc.media.audio.CustomAudioSource;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import dev.onvoid.webrtc.media.video.CustomVideoSource;
import dev.onvoid.webrtc.media.video.NativeI420Buffer;
import dev.onvoid.webrtc.media.video.VideoFrame;
import dev.onvoid.webrtc.media.video.VideoTrack;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// One party of a call: a peer connection with a voice, an ear, a camera and an eye.
final class Endpoint implements PeerConnectionObserver {
    private static final long WITHIN_SECONDS = 20;

    /// In steps of the clock.
    private static final int BEGINS_AFTER = 50;

    private static final int WIDTH = 320;
    private static final int HEIGHT = 240;

    // First: it loads the library.
    private final HeadlessAudioDeviceModule devices = new HeadlessAudioDeviceModule();

    private final CustomAudioSource microphone = new CustomAudioSource();
    private final CustomVideoSource camera = new CustomVideoSource();
    private final Voice voice = new Voice();
    private final Ear ear = new Ear();
    private final AtomicLong framesSeen = new AtomicLong();
    private final RTCPeerConnection connection;
    private volatile RTCPeerConnectionState state = RTCPeerConnectionState.NEW;
    private volatile boolean filming;
    private int connectedFor;
    private int frames;

    Endpoint(JsonArray iceServers) {
        PeerConnectionFactory factory = new PeerConnectionFactory(devices);
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.iceServers = servers(iceServers);
        // Its ICE leaves loopback out of the interfaces; without looking at them, it uses the
        // system's default route for each destination.
        configuration.portAllocatorConfig =
                new PortAllocatorConfig().setDisableAdapterEnumeration(true);
        connection = factory.createPeerConnection(configuration, this);
        send(factory.createAudioTrack("microphone", microphone));
        send(factory.createVideoTrack("camera", camera));
    }

    private static List<RTCIceServer> servers(JsonArray described) {
        List<RTCIceServer> servers = new ArrayList<>();
        for (Object each : described) {
            JsonObject one = (JsonObject) each;
            RTCIceServer server = new RTCIceServer();
            one.getJsonArray("urls").forEach(url -> server.urls.add((String) url));
            server.username = one.getString("username", "");
            server.password = one.getString("credential", "");
            servers.add(server);
        }
        return servers;
    }

    private void send(MediaStreamTrack track) {
        RTCRtpTransceiverInit init = new RTCRtpTransceiverInit();
        init.streamIds = List.of("peer");
        connection.addTransceiver(track, init);
    }

    Voice voice() {
        return voice;
    }

    /// @param restart of ICE, on the same connection
    String offer(boolean restart) {
        CompletableFuture<RTCSessionDescription> made = new CompletableFuture<>();
        RTCOfferOptions options = new RTCOfferOptions();
        options.iceRestart = restart;
        connection.createOffer(
                options,
                new CreateSessionDescriptionObserver() {
                    @Override
                    public void onSuccess(RTCSessionDescription description) {
                        made.complete(description);
                    }

                    @Override
                    public void onFailure(String error) {
                        made.completeExceptionally(new IllegalStateException(error));
                    }
                });
        RTCSessionDescription offer = await(made);
        Setting set = new Setting();
        connection.setLocalDescription(offer, set);
        await(set.done);
        return offer.sdp;
    }

    void answered(String sdp) {
        Setting set = new Setting();
        connection.setRemoteDescription(new RTCSessionDescription(RTCSdpType.ANSWER, sdp), set);
        await(set.done);
    }

    void camera(boolean on) {
        filming = on;
    }

    JsonObject noticed() {
        return ear.heard().put("state", state.name()).put("frames", framesSeen.get());
    }

    /// The module's own recording begins with the connection and feeds the sender as well, and two
    /// at once are a race for which the library ends the process: it is stopped before the first
    /// word, when it has surely begun. Each endpoint has a module of its own, so that none begins
    /// again for another's sake.
    void speak() {
        if (connectedFor < BEGINS_AFTER) {
            if (state == RTCPeerConnectionState.CONNECTED && ++connectedFor == BEGINS_AFTER) {
                devices.stopRecording();
            }
            return;
        }
        byte[] next = voice.next();
        microphone.pushAudio(next, 16, Voice.RATE, 1, next.length / 2);
    }

    void show() {
        if (!filming) {
            return;
        }
        NativeI420Buffer picture = NativeI420Buffer.allocate(WIDTH, HEIGHT);
        frames++;
        for (int i = 0; i < picture.getDataY().capacity(); i++) {
            picture.getDataY().put(i, (byte) (i + frames * 3));
        }
        VideoFrame frame = new VideoFrame(picture, System.nanoTime());
        camera.pushFrame(frame);
        frame.release();
    }

    void close() {
        connection.close();
    }

    @Override
    public void onTrack(RTCRtpTransceiver transceiver) {
        switch (transceiver.getReceiver().getTrack()) {
            case AudioTrack track -> track.addSink(ear);
            case VideoTrack track -> track.addSink(_ -> framesSeen.incrementAndGet());
            default -> throw new IllegalStateException("neither heard nor seen");
        }
    }

    @Override
    public void onConnectionChange(RTCPeerConnectionState now) {
        state = now;
    }

    @Override
    public void onIceCandidate(RTCIceCandidate candidate) {
        // The bridge takes addresses from the checks themselves.
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(WITHIN_SECONDS, TimeUnit.SECONDS).join();
    }

    private static final class Setting implements SetSessionDescriptionObserver {
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public void onSuccess() {
            done.complete(true);
        }

        @Override
        public void onFailure(String error) {
            done.completeExceptionally(new IllegalStateException(error));
        }
    }
}
