package dev.tandem.media.pipeline;

import dev.tandem.signaling.bridge.MediaKind;

/// Which pictures one leg of several is sent. When its link is too weak for all of them the camera
/// goes first: a face can be missed, what somebody points at cannot. The screen goes only when that
/// was not enough, and comes back first.
public final class PictureGates {
    /// How long the link may take to show that it carries the screen alone: a limit of three
    /// quarters of what a picture needs rises above it meanwhile, if nothing is lost any more.
    static final long PATIENCE_NANOS = 4_000_000_000L;

    private final PictureGate camera = new PictureGate();
    private final PictureGate screen = new PictureGate();
    private long cameraClosedAt;

    /// @param bitsPerSecond what the leg can take
    /// @param othersTakeCamera whether somebody else has a link that is worth the camera's picture
    /// @param othersTakeScreen likewise the screen that the leg sees; false when it sees none
    public void judge(
            long bitsPerSecond, boolean othersTakeCamera, boolean othersTakeScreen, long now) {
        boolean wasNotEnough = camera.isClosed() && now - cameraClosedAt >= PATIENCE_NANOS;
        screen.judge(bitsPerSecond, othersTakeScreen && (screen.isClosed() || wasNotEnough), now);
        if (screen.isClosed() && othersTakeCamera) {
            return;
        }
        boolean open = !camera.isClosed();
        camera.judge(bitsPerSecond, othersTakeCamera, now);
        if (open && camera.isClosed()) {
            cameraClosedAt = now;
        }
    }

    public boolean isClosed(MediaKind kind) {
        return switch (kind) {
            case AUDIO -> false;
            case VIDEO -> camera.isClosed();
            case SCREEN -> screen.isClosed();
        };
    }
}
