package dev.tandem.signaling.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.signaling.timeline.CallHeard;
import dev.tandem.signaling.timeline.ConversationEvent;
import dev.tandem.signaling.timeline.ConversationEvent.CallMeasured;
import dev.tandem.signaling.timeline.ConversationEvent.EscalationDecided;
import dev.tandem.signaling.timeline.EscalationOutcome;
import dev.tandem.signaling.timeline.Role;
import dev.tandem.signaling.timeline.Trigger;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

/// Events as older versions stored them are read for ever.
class StoredEventsTest {
    private final MessageCodec codec = new MessageCodec();

    @Test
    void aDecisionFromBeforeThereWasAWeighing() {
        String stored =
                """
                {"type":"escalation_decided","turn":7,"outcome":"offer","trigger":"emotion_urgency",
                 "rule":"anger","policyVersion":"default-1",
                 "signals":[{"name":"anger","value":0.7,"evidence":"unacceptable"}]}
                """;
        ConversationEvent event = codec.decodeEvent(stored);
        assertThat(event).isInstanceOf(EscalationDecided.class);
        EscalationDecided decision = (EscalationDecided) event;
        assertThat(decision.outcome()).isEqualTo(EscalationOutcome.OFFER);
        assertThat(decision.trigger()).isEqualTo(Trigger.EMOTION_URGENCY);
        assertThat(decision.weighing()).isEmpty();
        assertThat(codec.decodeEvent(codec.encode(decision))).isEqualTo(decision);
    }

    @Test
    void aMeasuredCallFromBeforeItSaidWhoseFiguresTheyAreAndHowMuchCame() {
        String stored =
                """
                {"type":"call_measured","call":"c-1","heard":[{"by":"agent","mos":4.38,
                 "lossPercent":0.1,"jitterMillis":4,"roundTripMillis":21,"freezes":0,
                 "frozenMillis":0}]}
                """;
        ConversationEvent event = codec.decodeEvent(stored);
        assertThat(event)
                .isEqualTo(
                        new CallMeasured(
                                new CallId("c-1"),
                                List.of(
                                        new CallHeard(
                                                Role.AGENT,
                                                4.38,
                                                0.1,
                                                4,
                                                21,
                                                0,
                                                0,
                                                Optional.empty(),
                                                Optional.empty()))));
        assertThat(codec.decodeEvent(codec.encode(event))).isEqualTo(event);
    }
}
