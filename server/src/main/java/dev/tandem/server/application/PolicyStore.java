package dev.tandem.server.application;

import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyVersion;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.Map;

/// The policies of all sites in their versions, and what those in shadow have decided. Methods
/// block, with a deadline; they throw [StoreUnavailableException].
public interface PolicyStore {
    /// An empty one if nothing was ever written.
    PolicyBook book(SiteKey site);

    /// Of every site that has a book. Cheap enough to be asked every second.
    Map<SiteKey, Long> editions();

    /// False, and nothing changes, unless the stored book is the edition before this one.
    boolean replace(PolicyBook next);

    /// Adds to what is known of that time in shadow. Nothing if it is over.
    void addShadow(SiteKey site, PolicyVersion shadow, Comparison more);

    /// What that version has decided in shadow since it is there.
    Comparison shadow(SiteKey site, PolicyVersion shadow);
}
