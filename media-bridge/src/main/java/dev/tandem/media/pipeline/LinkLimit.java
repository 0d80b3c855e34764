package dev.tandem.media.pipeline;

/// How much one link can take, judged by each packet's arrival behind it: what a leg says of them
/// (transport-cc), or what is seen of those that come from it ([UplinkLimit]). Whoever sends is
/// told by REMB. No limit is known until there is congestion, so on a good network this does
/// nothing at all.
///
/// Congestion is a queue that stands ([StandingQueue]), or much loss that goes when less is sent.
/// What stays is the link's own: its loss is mended by retransmissions, not by sending less, and
/// its delay by nothing. Which of the two it is, is tried: less is sent for a second or two than
/// had come through, and when that changes nothing the limit is taken back.
public final class LinkLimit {
    public static final long NONE = Long.MAX_VALUE;

    /// Below this video is not worth sending; audio takes some 40 kbit/s of it.
    static final long MIN_BITS = 80_000;

    /// Above this a limit that still rises is no limit.
    static final long LIFTED_BITS = 4_000_000;

    /// Long enough for a stable share, short enough to react within a second.
    static final long WINDOW_NANOS = 500_000_000;

    /// Fewer packets say nothing about a share.
    static final int MIN_PACKETS = 15;

    /// As long as a queue has to stand.
    static final long QUEUE_WINDOW_NANOS = 250_000_000;

    static final int MIN_QUEUE_PACKETS = 8;

    /// More than an uneven network makes of its packets' least delay, less than what disturbs
    /// people who talk.
    static final long QUEUE_NANOS = 75_000_000;

    /// Hardly any: it has emptied.
    private static final long EMPTY_NANOS = 25_000_000;

    /// Until what was said has reached the sender, its encoder, and the feedback about it.
    static final long EFFECT_NANOS = 700_000_000;

    /// How long the loss is looked at when less is sent.
    static final long TRIAL_NANOS = 1_000_000_000;

    static final int TRIAL_PACKETS = 40;

    /// So much more than the link's own.
    private static final double TOO_MUCH_LOST = 0.10;

    private static final double HARDLY_LOST = 0.05;

    /// How fast the link's own loss is learned, per window: half of it in three seconds where it
    /// can only be the link's own, else in seventeen.
    private static final double LEARNED = 0.1;

    private static final double LEARNED_SLOWLY = 0.02;

    /// So much more than the limit is no unevenness of an encoder's any more.
    private static final double NOT_OBEYED = 1.1;

    /// No link that people talk over loses more by chance.
    private static final double MOST_BY_CHANCE = 0.4;

    /// Whoever sends no more than this of the capacity has filled nothing.
    private static final double SURELY_FREE = 0.95;

    /// Of what comes through while a queue stands, the link's capacity, so much stays free.
    private static final double FREE = 0.1;

    /// What is held back in a second for the queue to empty, at most; and when it has.
    private static final double LEAST_OF_CAPACITY = 0.5;

    private static final double OF_CAPACITY = 0.9;

    /// A queue that was this much longer empties.
    private static final double FALLS = 0.8;

    /// After so many, and with so much less that arrives, a queue would have begun to empty.
    private static final int CUTS_ENOUGH = 2;

    private static final double LESS = 0.8;

    /// 5 % each half second; near to where it was too much the last time, 1 %.
    private static final double RISE = 1.05;

    private static final double RISE_CAREFULLY = 1.01;
    private static final double NEAR = 0.15;

    /// How much the newest window counts in the recent share: half of it is of the last second.
    private static final double NEWEST = 0.3;

    /// Who says nothing for so long has lost nothing that we know of.
    static final long TOLD_NANOS = 3_000_000_000L;

    /// Likewise of what arrives, which shows the capacity as soon as a queue stands.
    private static final double NEWEST_BITS = 0.7;

    private static final long UNKNOWN = Long.MIN_VALUE;
    private static final double WHOLE = 255;
    private static final double SECOND_NANOS = 1_000_000_000;
    private static final double BITS = 8;

    private final Departures departures = new Departures();
    private final StandingQueue queue = new StandingQueue();
    private final RepairDelay repairs = new RepairDelay();
    private long usualDelay = UNKNOWN;

    private long windowStart = -1;
    private int received;
    private int lost;
    private long queueWindowStart;
    private long arrivedBytes;
    private long windowBytes;
    private double arrivedBits = -1;

    private long limit = NONE;
    private long said = NONE;
    private double capacity;
    private long judgeAgainAt;
    private boolean emptying;
    private long longestQueue;
    private int cuts;
    private double bitsBefore;

    private double recentShare;
    private double ownShare;
    private long judgedAt = -1;

    private boolean trying;
    private long triedSince;
    private double shareBefore;
    private long limitBefore;
    private int triedReceived;
    private int triedLost;
    private long triedBytes;

    /// @param firstAt when what it carries went for the first time: now, if it is not sent again
    public void sent(int sequence, int bytes, long firstAt, long now) {
        departures.sent(sequence, bytes, firstAt, now);
        if (trying && now >= triedSince) {
            triedBytes += bytes;
        }
    }

    /// Whether this one is among those that went lately.
    boolean knows(int sequence) {
        return departures.has(sequence);
    }

    /// This packet has arrived, says the leg.
    ///
    /// @param at by its own clock, in nanoseconds; negative: it does not say
    public void arrived(int sequence, long at, long now) {
        if (!departures.has(sequence)) {
            return;
        }
        boolean wasMissed = departures.isMissed(sequence);
        if (!departures.takeArrived(sequence)) {
            return;
        }
        received++;
        if (wasMissed && lost > 0) {
            lost--;
        }
        arrivedBytes += departures.bytes(sequence);
        windowBytes += departures.bytes(sequence);
        if (at >= 0) {
            long sentAt = departures.sentAt(sequence);
            queue.packet(sentAt, at);
            noteRepair(at - departures.firstSentAt(sequence), at - sentAt, now);
        }
    }

    /// @param since it was sent for the first time, and since it was sent as it arrived
    private void noteRepair(long since, long delay, long now) {
        if (since == delay) {
            usualDelay = delay;
        } else if (usualDelay != UNKNOWN) {
            repairs.repaired(since - usualDelay, now);
        }
    }

    /// How much later than their turn those packets come that the leg asks for again, in
    /// milliseconds; 0: none.
    public int repairDelayMillis(long now) {
        return repairs.millis(now);
    }

    /// The leg says that this packet has not arrived, so far.
    public void missed(int sequence) {
        if (departures.has(sequence) && departures.takeMissed(sequence)) {
            lost++;
        }
    }

    /// The leg says of so many packets at once how many have arrived, and not which.
    ///
    /// @param bytes that were sent with them
    /// @param since when it said so the last time
    void reported(int arrived, int missed, long bytes, long since, long now) {
        if (trying && since >= triedSince) {
            triedBytes += bytes;
        }
        received += arrived;
        lost += missed;
        windowBytes += bytes * arrived / (arrived + missed);
        told(now);
    }

    /// A feedback is at its end.
    public void told(long now) {
        if (windowStart < 0) {
            windowStart = now;
            queueWindowStart = now;
            arrivedBytes = 0;
            windowBytes = 0;
        }
        if (now - queueWindowStart >= QUEUE_WINDOW_NANOS && queue.packets() >= MIN_QUEUE_PACKETS) {
            judgeQueue(now);
        }
        if (now - windowStart >= WINDOW_NANOS && received + lost >= MIN_PACKETS) {
            judgeLoss(now);
            judgedAt = now;
            windowStart = now;
            received = 0;
            lost = 0;
            windowBytes = 0;
        }
    }

    private void judgeQueue(long now) {
        double bits = arrivedBytes * BITS * SECOND_NANOS / (now - queueWindowStart);
        arrivedBits = arrivedBits < 0 ? bits : arrivedBits + NEWEST_BITS * (bits - arrivedBits);
        arrivedBytes = 0;
        queueWindowStart = now;
        long standing = queue.take(now);
        longestQueue = Math.max(longestQueue, standing);
        if (standing >= QUEUE_NANOS && now >= judgeAgainAt) {
            queueStands(standing, now);
        } else if (emptying
                && (standing < EMPTY_NANOS || (standing < QUEUE_NANOS && now >= judgeAgainAt))) {
            emptying = false;
            cuts = 0;
            limit = Math.max(limit, (long) (capacity * OF_CAPACITY));
        }
    }

    private void queueStands(long standing, long now) {
        if (emptying && standing < FALLS * longestQueue) {
            longestQueue = standing;
            judgeAgainAt = now + WINDOW_NANOS;
            return;
        }
        if (cuts == CUTS_ENOUGH && arrivedBits < LESS * bitsBefore) {
            queue.wayIsLonger();
            emptying = false;
            cuts = 0;
            limit = limitBefore;
            return;
        }
        if (cuts == 0) {
            limitBefore = trying ? limitBefore : limit;
            bitsBefore = arrivedBits;
        }
        cuts = Math.min(cuts + 1, CUTS_ENOUGH);
        trying = false;
        emptying = true;
        longestQueue = standing;
        capacity = arrivedBits;
        double held = Math.min(1 - LEAST_OF_CAPACITY, FREE + standing / SECOND_NANOS);
        lower(capacity * (1 - held));
        judgeAgainAt = now + EFFECT_NANOS + Math.min(standing, (long) SECOND_NANOS);
    }

    private void judgeLoss(long now) {
        double share = (double) lost / (received + lost);
        recentShare += NEWEST * (share - recentShare);
        double more = Math.min(share, recentShare) - ownShare;
        if (trying) {
            goOnTrying(now);
        } else if (more > TOO_MUCH_LOST && now >= judgeAgainAt && limit > MIN_BITS) {
            trying = true;
            triedSince = now + EFFECT_NANOS;
            shareBefore = recentShare;
            limitBefore = limit;
            triedReceived = 0;
            triedLost = 0;
            triedBytes = 0;
            lower(windowBytes * BITS * SECOND_NANOS / (now - windowStart) * OF_CAPACITY);
        } else if (more <= TOO_MUCH_LOST && !emptying) {
            learn(share);
            if (share - ownShare < HARDLY_LOST && limit != NONE) {
                rise();
            }
        }
    }

    /// Near to a limit that was found, more loss may be what is too much: only a trial tells.
    private void learn(double share) {
        if (share < ownShare || (double) limit < SURELY_FREE * capacity) {
            ownShare += LEARNED * (share - ownShare);
        } else if (limit == NONE) {
            ownShare += LEARNED_SLOWLY * (share - ownShare);
        }
        ownShare = Math.min(ownShare, MOST_BY_CHANCE);
    }

    private void goOnTrying(long now) {
        if (now < triedSince + WINDOW_NANOS) {
            return;
        }
        triedReceived += received;
        triedLost += lost;
        int packets = triedReceived + triedLost;
        if (now < triedSince + TRIAL_NANOS || packets < TRIAL_PACKETS) {
            return;
        }
        trying = false;
        double share = (double) triedLost / packets;
        double sentBits = triedBytes * BITS * SECOND_NANOS / (now - triedSince);
        if (sentBits > (double) limit * (NOT_OBEYED + share)) {
            // Retransmissions are as many as what is lost. Else the sender sends more than it was
            // told, so that this was no trial: it is told less.
            lower((double) limit * limit / sentBits);
        } else if (share < ownShare + (shareBefore - ownShare) / 2 || share > MOST_BY_CHANCE) {
            capacity = limit / OF_CAPACITY;
        } else {
            ownShare = share;
            limit = limitBefore;
        }
    }

    private void lower(double bits) {
        limit = Math.max(MIN_BITS, (long) Math.min((double) limit, bits));
    }

    private void rise() {
        boolean near = Math.abs(limit - capacity) < NEAR * capacity;
        limit = (long) (limit * (near ? RISE_CAREFULLY : RISE));
        if (limit > LIFTED_BITS) {
            limit = NONE;
        }
    }

    /// What was lost between us and the leg in the last seconds, in 1/255.
    public int fractionLost(long now) {
        return judgedAt >= 0 && now - judgedAt < TOLD_NANOS ? (int) (WHOLE * recentShare) : 0;
    }

    /// What a leg says that it can take, because it judges by itself (REMB): the lower of the two
    /// counts, though not less than what sound needs. It holds until it says something else.
    public void says(long bitsPerSecond) {
        said = bitsPerSecond > LIFTED_BITS ? NONE : Math.max(MIN_BITS, bitsPerSecond);
    }

    /// Bits per second, or [#NONE].
    public long bitsPerSecond() {
        return Math.min(limit, said);
    }
}
