package dev.tandem.server.application;

import dev.tandem.server.escalation.Comparison;
import dev.tandem.server.escalation.PolicyBook;
import dev.tandem.server.escalation.PolicyBook.Change;
import dev.tandem.signaling.protocol.SiteKey;

import java.util.function.Function;

/// What supervisors do with the versions of their site's policy. Blocks.
public final class PolicyEditor {
    private final PolicyStore store;
    private final SitePolicies policies;

    public PolicyEditor(PolicyStore store, SitePolicies policies) {
        this.store = store;
        this.policies = policies;
    }

    public sealed interface Changed {
        record Now(PolicyBook book, int number) implements Changed {}

        record Refused(Change.Refused why) implements Changed {}

        record OutOfRange(Change.OutOfRange which) implements Changed {}

        /// Somebody else was first.
        record Stale() implements Changed {}
    }

    public PolicyBook book(SiteKey site) {
        return store.book(site);
    }

    /// What the version in shadow has decided so far; this node's newest follow within seconds.
    public Comparison shadow(PolicyBook book) {
        return book.shadow().map(v -> store.shadow(book.site(), v)).orElse(Comparison.NOTHING);
    }

    /// @param edition that whoever wants the change has seen
    public Changed change(SiteKey site, long edition, Function<PolicyBook, Change> how) {
        PolicyBook book = store.book(site);
        if (book.edition() != edition) {
            return new Changed.Stale();
        }
        return switch (how.apply(book)) {
            case Change.Done(PolicyBook next, int number) -> {
                if (!store.replace(next)) {
                    yield new Changed.Stale();
                }
                policies.take(next);
                yield new Changed.Now(next, number);
            }
            case Change.Refused refused -> new Changed.Refused(refused);
            case Change.OutOfRange outOfRange -> new Changed.OutOfRange(outOfRange);
        };
    }
}
