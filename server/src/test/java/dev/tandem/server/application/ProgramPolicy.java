package dev.tandem.server.application;

import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;

/// The program's own policy, in force on every site, with nothing beside it.
public final class ProgramPolicy {
    public static final PolicySource EVERYWHERE =
            _ ->
                    new PolicySource.InForce(
                            new EscalationPolicy(EscalationSettings.DEFAULT),
                            PolicySource.Beside.NOBODY);

    private ProgramPolicy() {}
}
