package dev.tandem.server.escalation;

import java.time.Instant;

/// One version of a site's policy.
///
/// @param number counted from 1 on each site; 0 is the one that comes with the program
/// @param note why it was made
/// @param author name of the supervisor who wrote it last
/// @param since it is in this state; tells two times in shadow apart
public record PolicyVersion(
        int number,
        PolicyState state,
        String name,
        String note,
        String author,
        Instant savedAt,
        Instant since,
        EscalationSettings settings) {

    /// As decisions name it.
    public static String named(int number) {
        return "v" + number;
    }

    static PolicyVersion ofProgram(PolicyState state) {
        return new PolicyVersion(
                0, state, "", "", "", Instant.EPOCH, Instant.EPOCH, EscalationSettings.DEFAULT);
    }

    PolicyVersion to(PolicyState next, Instant now) {
        return new PolicyVersion(number, next, name, note, author, savedAt, now, settings);
    }
}
