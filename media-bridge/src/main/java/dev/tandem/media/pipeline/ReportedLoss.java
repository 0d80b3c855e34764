package dev.tandem.media.pipeline;

/// What of a picture's packets a leg misses that says so by receiver reports alone, about all of a
/// second or so at once (RFC 3550 section 6.4.1), because it knows no transport-cc.
final class ReportedLoss {
    private static final double WHOLE = 256;

    /// More than so many packets since the last report are a stream that began anew.
    private static final int MAX_PACKETS = 1 << 14;

    private boolean begun;
    private int highest;
    private long octets;
    private long reportedAt;

    /// @param fractionLost since its last report, in 1/256
    /// @param newHighest the highest sequence number that it has had, low 32 bits
    /// @param sentOctets of payload that were sent to it in all
    void reported(int fractionLost, int newHighest, long sentOctets, LinkLimit limit, long now) {
        int packets = newHighest - highest;
        long bytes = sentOctets - octets;
        boolean known = begun && packets > 0 && packets <= MAX_PACKETS;
        long since = reportedAt;
        begun = true;
        reportedAt = now;
        highest = newHighest;
        octets = sentOctets;
        if (known) {
            int lost = (int) (packets * fractionLost / WHOLE);
            limit.reported(packets - lost, lost, bytes, since, now);
        }
    }
}
