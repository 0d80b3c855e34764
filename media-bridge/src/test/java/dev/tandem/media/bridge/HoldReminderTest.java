package dev.tandem.media.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.bridge.SimulatedBrowser.Numbers;
import dev.tandem.media.bridge.SimulatedBrowser.Received;
import dev.tandem.media.pipeline.OpusLoop;
import dev.tandem.signaling.bridge.BridgeCommand;
import dev.tandem.signaling.bridge.BridgeReply;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// Who waits on hold hears now and then that they are not forgotten, between the music, in the
/// stream that they have; the others notice nothing.
class HoldReminderTest {
    private static final OpusLoop SENTENCE = HoldFile.reminder();
    private static final int EVERY_MILLIS = 10_000;

    /// Where its first word is.
    private static final int WORD = 20;

    private final BridgeSimulation sim =
            BridgeSimulation.reminding(
                    61,
                    HoldFile.notice(),
                    new OwnSounds.Reminder(SENTENCE, EVERY_MILLIS * 1_000_000L));
    private final SimulatedBrowser customer = sim.joined("customer", Numbers.CHROMIUM);
    private final SimulatedBrowser agent = sim.joined("agent", Numbers.OTHER);
    private final SimulatedBrowser colleague = sim.joined("colleague", Numbers.CHROMIUM);

    @Test
    void theSentenceIsShort() {
        assertThat(SENTENCE.size()).as("frames of 20 ms").isBetween(100, 300);
    }

    @Test
    void itComesBetweenTheMusicAgainAndAgainWithoutASeam() {
        hold(true);
        sim.advance(2 * EVERY_MILLIS + 3 * 20 * SENTENCE.size());

        List<Received> heard = customer.audio();
        List<Integer> said = saidAt(heard);
        assertThat(said).as("times it was said").hasSize(2);
        assertThat(20 * said.getFirst()).isBetween(EVERY_MILLIS - 100, EVERY_MILLIS + 100);
        assertThat(20 * (said.getLast() - said.getFirst() - SENTENCE.size()))
                .as("music between them")
                .isBetween(EVERY_MILLIS - 100, EVERY_MILLIS + 100);
        for (int i = 1; i < heard.size(); i++) {
            assertThat(heard.get(i).sequence())
                    .isEqualTo((heard.get(i - 1).sequence() + 1) & 0xffff);
            assertThat(heard.get(i).timestamp() - heard.get(i - 1).timestamp())
                    .isBetween(960, 3 * 960);
        }
    }

    @Test
    void theOthersTalkOnAndHearNothingOfIt() {
        hold(true);
        sim.advance(EVERY_MILLIS);
        colleague.forget();
        for (int i = 0; i < SENTENCE.size(); i++) {
            agent.sendAudio(100 + i, i * 960, 30, "speech");
            sim.advance(20);
        }
        assertThat(colleague.audio()).hasSize(SENTENCE.size());
        assertThat(colleague.audio()).allMatch(p -> p.payload().equals("speech"));
    }

    @Test
    void whoIsTakenBackInTheMiddleOfItHearsTheOthersAtOnce() {
        hold(true);
        sim.advance(EVERY_MILLIS + 500);
        hold(false);
        customer.forget();
        agent.sendAudio(200, 0, 30, "speech");
        sim.advance(2_000);
        assertThat(customer.audio()).extracting(Received::payload).containsExactly("speech");

        hold(true);
        customer.forget();
        sim.advance(EVERY_MILLIS - 200);
        assertThat(saidAt(customer.audio())).as("counted anew").isEmpty();
    }

    @Test
    void thatItIsRecordedIsSaidAlsoInTheMiddleOfAReminder() {
        hold(true);
        sim.advance(EVERY_MILLIS + 500);
        customer.forget();
        assertThat(sim.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true)))
                .isEqualTo(new BridgeReply.Done());
        sim.advance(20 * HoldFile.notice().size() + 20);
        assertThat(customer.audio()).hasSizeGreaterThanOrEqualTo(HoldFile.notice().size());
        agent.forget();
        assertThat(agent.audio()).isEmpty();
    }

    private void hold(boolean held) {
        assertThat(
                        sim.perform(
                                new BridgeCommand.SetHold(
                                        BridgeSimulation.CALL, customer.leg, held)))
                .isEqualTo(new BridgeReply.Done());
    }

    /// At which packets the sentence begins, by five frames of its first word.
    private static List<Integer> saidAt(List<Received> heard) {
        List<String> all = heard.stream().map(Received::payload).toList();
        List<String> word = spoken().subList(WORD, WORD + 5);
        return IntStream.range(0, Math.max(0, all.size() - 4))
                .filter(at -> all.subList(at, at + 5).equals(word))
                .map(at -> at - WORD)
                .boxed()
                .toList();
    }

    /// The sentence's frames, as somebody hears them to whom nothing else is said.
    private static List<String> spoken() {
        BridgeSimulation other = BridgeSimulation.telling(67, SENTENCE);
        SimulatedBrowser alone = other.joined("alone", Numbers.CHROMIUM);
        other.perform(new BridgeCommand.SetRecording(BridgeSimulation.CALL, true));
        other.advance(20 * SENTENCE.size() + 20);
        return alone.audio().stream().map(Received::payload).toList();
    }
}
