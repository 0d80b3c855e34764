package dev.tandem.signaling.timeline;

import dev.tandem.signaling.protocol.Limits;

/// A page of the business's website that the customer has open.
public record PageView(String url, String title) {
    public PageView {
        Limits.requireText("url", url, Limits.URL_CHARS);
        Limits.requireAtMost("title", title, Limits.NAME_CHARS);
    }
}
