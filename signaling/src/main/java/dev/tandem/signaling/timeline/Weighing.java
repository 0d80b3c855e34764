package dev.tandem.signaling.timeline;

import java.util.List;

/// How the two ways were weighed: the assistant goes on, or a person comes. Absent in decisions
/// that were stored before there was a weighing, and where words alone decided.
///
/// @param contributions what each trigger added
/// @param score 0 to 1: how likely something here needs a person; more signals never lower it
/// @param assistantCost expected, of going on without a person, in the business's currency
/// @param agentCost of an agent's time and the wait for it
/// @param channels that fit the reason, best first
public record Weighing(
        List<Contribution> contributions,
        double score,
        double assistantCost,
        double agentCost,
        List<Channel> channels) {}
