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
    void aWeighingFromBeforeItSaidWhatWasCompared() {
        String stored =
                """
                {"type":"escalation_decided","turn":7,"outcome":"continue","trigger":"none",
                 "rule":"no_rule","policyVersion":"default-2","signals":[],
                 "weighing":{"contributions":[{"trigger":"complex","strength":0.4,"cost":4.4},
                  {"trigger":"ai_uncertain","strength":0.3,"cost":3.3}],"score":0.58,
                  "assistantCost":7.7,"agentCost":6,"channels":["video","voice","text"]}}
                """;
        EscalationDecided decision = (EscalationDecided) codec.decodeEvent(stored);
        assertThat(decision.weighing().orElseThrow().assistantCost()).isEqualTo(7.7);
        assertThat(decision.weighing().orElseThrow().threshold()).isEmpty();
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
