package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.Audience;
import dev.tandem.signaling.bridge.MediaKind;

/// What the server lets a leg send and to whom, and whether it is on hold; stays with the leg when
/// it is replaced, so nobody is unmuted by a reload.
final class Sending {
    private boolean audioAllowed = true;
    private boolean videoAllowed = true;
    private boolean screenAllowed = true;
    private boolean keysAllowed = true;
    private Audience audience = new Audience.Everybody();
    private boolean held;
    private boolean toldOfRecording;

    void set(boolean audio, boolean video, boolean screen, boolean keys) {
        keysAllowed = keys;
        audioAllowed = audio;
        videoAllowed = video;
        screenAllowed = screen;
    }

    void hold(boolean now) {
        held = now;
    }

    boolean isHeld() {
        return held;
    }

    /// It has heard that the call is recorded.
    void toldOfRecording() {
        toldOfRecording = true;
    }

    boolean isToldOfRecording() {
        return toldOfRecording;
    }

    void setAudience(Audience now) {
        audience = now;
    }

    Audience audience() {
        return audience;
    }

    boolean allowsKeys() {
        return keysAllowed;
    }

    boolean allows(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audioAllowed;
            case VIDEO -> videoAllowed;
            case SCREEN -> screenAllowed;
        };
    }
}
