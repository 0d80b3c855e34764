package dev.tandem.media.bridge;

import dev.tandem.signaling.bridge.MediaKind;

/// What the server lets a leg send; stays with the leg when it is replaced, so nobody is unmuted by
/// a reload.
final class Sending {
    private boolean audioAllowed = true;
    private boolean videoAllowed = true;

    void set(boolean audio, boolean video) {
        audioAllowed = audio;
        videoAllowed = video;
    }

    boolean allows(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> audioAllowed;
            case VIDEO -> videoAllowed;
        };
    }
}
