package dev.tandem.server.conversation;

/// Names of queues.
public final class Queues {
    /// Where everybody waits when no rule says otherwise.
    public static final String DEFAULT = "support";

    private Queues() {}
}
