package dev.tandem.tests.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a video element of a page shows, as the browser has decoded it.
///
/// @param frames since the element is there
/// @param red of the middle
record Pictures(int width, int height, int frames, int red, int green, int blue) {
    private static final String LOOK =
            """
            video => {
              const pen = new OffscreenCanvas(2, 2).getContext("2d");
              pen.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 2, 2, 0, 0, 2, 2);
              const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
              return { width: video.videoWidth, height: video.videoHeight, frames: video.getVideoPlaybackQuality().totalVideoFrames, red, green, blue };
            }
            """;

    static Pictures of(Locator video) {
        @SuppressWarnings("unchecked") // The script returns an object of numbers.
        Map<String, Number> found = (Map<String, Number>) video.last().evaluate(LOOK);
        return new Pictures(
                found.get("width").intValue(),
                found.get("height").intValue(),
                found.get("frames").intValue(),
                found.get("red").intValue(),
                found.get("green").intValue(),
                found.get("blue").intValue());
    }

    boolean isAbout(int wantedRed, int wantedGreen, int wantedBlue) {
        return Math.abs(red - wantedRed) < TOLERANCE
                && Math.abs(green - wantedGreen) < TOLERANCE
                && Math.abs(blue - wantedBlue) < TOLERANCE;
    }

    /// Limited range and chroma at a quarter cost a colour some steps.
    private static final int TOLERANCE = 14;

    /// What a page offers from now on, by every socket that it opens.
    static List<String> offersOf(Page page) {
        List<String> offers = new ArrayList<>();
        page.onWebSocket(socket ->
                socket.onFrameSent(frame -> {
                    if (frame.text() != null && frame.text().contains("\"sdp_offer\"")) {
                        offers.add(frame.text());
                    }
                }));
        return offers;
    }
}
