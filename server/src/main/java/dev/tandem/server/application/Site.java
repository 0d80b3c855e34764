package dev.tandem.server.application;

import dev.tandem.server.conversation.RecordingPolicy;
import dev.tandem.signaling.protocol.Limits;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.List;
import java.util.Optional;

/// A business's website.
///
/// @param locale language in which the assistant speaks first, as a BCP 47 tag
/// @param allowedOrigins where the widget may run, as browsers write it in `Origin`:
///   `https://www.example.com`
/// @param identitySecret shared with the business's backend, which signs its users' ids with it
/// @param startUrl page from which the assistant learns the site
/// @param recording which calls are recorded
public record Site(
        SiteKey key,
        String name,
        String locale,
        List<String> allowedOrigins,
        String identitySecret,
        Optional<String> startUrl,
        RecordingPolicy recording) {

    public Site {
        Limits.requireText("name", name, Limits.NAME_CHARS);
        Limits.requireText("locale", locale, Limits.ID_CHARS);
        Limits.requireEntries("allowed origins", allowedOrigins, Limits.LIST_ENTRIES);
        allowedOrigins = List.copyOf(allowedOrigins);
        allowedOrigins.forEach(o -> Limits.requireText("origin", o, Limits.URL_CHARS));
        Limits.requireText("identity secret", identitySecret, Limits.NAME_CHARS);
        startUrl.ifPresent(url -> Limits.requireText("start URL", url, Limits.URL_CHARS));
    }

    @Override
    public String toString() {
        return "Site[" + key + ", " + name + "]";
    }
}
