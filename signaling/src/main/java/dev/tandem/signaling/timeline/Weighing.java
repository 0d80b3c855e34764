package dev.tandem.signaling.timeline;

import java.util.List;
import java.util.Optional;

/// How the two ways were weighed: the assistant goes on, or a person comes. Absent in decisions
/// that were stored before there was a weighing, and where words alone decided.
///
/// @param contributions what each trigger added to the score, and would cost alone
/// @param score 0 to 1: how likely something here needs a person; more signals never lower it
/// @param assistantCost expected, of going on without a person, in the business's currency: that of
///   the reason of the threshold, else of the heaviest one. In what was stored before there were
///   thresholds it is the sum of all, which nothing was decided by
/// @param agentCost of an agent's time and the wait for it
/// @param channels that fit the reason, best first
/// @param threshold absent where no costs decided, and in what was stored by older versions
public record Weighing(
        List<Contribution> contributions,
        double score,
        double assistantCost,
        double agentCost,
        List<Channel> channels,
        Optional<Threshold> threshold) {}
