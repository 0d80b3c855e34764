package dev.tandem.server.application;

import dev.tandem.signaling.protocol.SiteKey;

import java.time.Instant;
import java.util.List;

/// Questions that a site leaves unanswered on purpose: those like them are listed as gaps no more.
/// Methods block, with a deadline; they throw [StoreUnavailableException].
public interface DismissedGaps {
    /// Of one site; every question asked in vain is compared with each.
    int AT_MOST = 200;

    /// @param by name of the supervisor
    record Dismissed(String question, String by, Instant at) {}

    /// The newest first.
    List<Dismissed> of(SiteKey site);

    /// The same question again changes nothing. False, and nothing changes, if there are
    /// [#AT_MOST].
    boolean add(SiteKey site, Dismissed dismissed);

    /// Nothing if it was not dismissed.
    void remove(SiteKey site, String question);
}
