package dev.tandem.server.escalation;

/// What a replay has found so far.
///
/// @param conversations that were looked at
/// @param live what the live version makes of them, and `tried` the other
/// @param offered conversations in which a person was offered when they happened
/// @param taken of those, in which the customer waited for one
public record Replayed(
        Comparison comparison, int conversations, Load live, Load tried, int offered, int taken) {
    public static final Replayed NOTHING =
            new Replayed(Comparison.NOTHING, 0, Load.NOTHING, Load.NOTHING, 0, 0);

    /// @param persons conversations with at least one offer of a person
    /// @param agentCost expected, of those persons, if all are taken
    /// @param refused what the same conversations are expected to cost if none is
    /// @param alone what the others are expected to cost
    public record Load(int persons, double agentCost, double refused, double alone) {
        static final Load NOTHING = new Load(0, 0, 0, 0);

        static Load of(boolean person, double agentCost, double assistantCost) {
            return person
                    ? new Load(1, agentCost, assistantCost, 0)
                    : new Load(0, 0, 0, assistantCost);
        }

        Load plus(Load more) {
            return new Load(
                    persons + more.persons,
                    agentCost + more.agentCost,
                    refused + more.refused,
                    alone + more.alone);
        }
    }

    public Replayed plus(Replayed more) {
        return new Replayed(
                comparison.plus(more.comparison),
                conversations + more.conversations,
                live.plus(more.live),
                tried.plus(more.tried),
                offered + more.offered,
                taken + more.taken);
    }

    /// Share of offers that customers take; all of them as long as none is known.
    public double takenShare() {
        return offered == 0 ? 1 : taken / (double) offered;
    }

    /// Agents' minutes on 100 conversations.
    public double minutesPer100(Load load, BusinessValues values) {
        return per100(load.persons() * takenShare() * values.handlingMinutes());
    }

    /// Expected cost of 100 conversations, in the business's currency.
    public double costPer100(Load load) {
        return per100(
                takenShare() * load.agentCost()
                        + (1 - takenShare()) * load.refused()
                        + load.alone());
    }

    private double per100(double sum) {
        return conversations == 0 ? 0 : sum * 100 / conversations;
    }
}
