package dev.tandem.server.application;

import dev.tandem.server.escalation.EscalationPolicy;
import dev.tandem.server.escalation.EscalationSettings;
import dev.tandem.server.escalation.Vocabulary;

/// The program's own policy, in force on every site, with nothing beside it.
public final class ProgramPolicy {
    public static final Vocabulary WORDS = RuleReader.read();

    public static final PolicySource EVERYWHERE =
            _ ->
                    new PolicySource.InForce(
                            new EscalationPolicy(EscalationSettings.DEFAULT, WORDS),
                            PolicySource.Beside.NOBODY);

    private ProgramPolicy() {}
}
