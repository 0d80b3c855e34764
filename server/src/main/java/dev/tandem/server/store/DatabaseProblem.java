package dev.tandem.server.store;

/// Why there is no database. The message is one sentence for the person who starts the program; it
/// says what to do.
public final class DatabaseProblem extends Exception {
    public enum Kind {
        /// The data folder cannot be created, written or locked.
        FOLDER,
        /// Another Tandem uses the data folder.
        FOLDER_IN_USE,
        /// The data was written by another PostgreSQL or another Tandem, which this one cannot
        /// read.
        OTHER_VERSION,
        /// We may not make or change tables.
        NO_TABLES,
        /// There is no PostgreSQL for this machine in the package, or it may not run here.
        NO_BINARIES,
        /// PostgreSQL refuses to run as root, and this machine offers no way around it.
        ROOT,
        /// A process that is not ours sits on the data.
        FOREIGN_PROCESS,
        /// PostgreSQL did not start.
        START_FAILED,
        /// It runs, but would lose acknowledged events.
        NOT_DURABLE,
        /// An external database cannot be reached, or does not let us in.
        UNREACHABLE
    }

    private final Kind kind;

    DatabaseProblem(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    DatabaseProblem(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
