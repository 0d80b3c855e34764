package dev.tandem.media.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.DropReason;
import dev.tandem.media.packet.KeyResult;
import dev.tandem.media.pipeline.TelephoneEvents.Heard;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// Keys as they arrive: in pieces, twice, late, not at all, or as no keys.
class TelephoneEventsTest {
    private static final int STAR = 10;
    private static final int HOOK_FLASH = 16;
    private static final long SECOND = 1_000_000_000;

    /// Of Opus: 48 ticks a millisecond.
    private static final int TICKS = 48;

    private final TelephoneEvents events = new TelephoneEvents();
    private long now = 5 * SECOND;
    private long sequence = 70_000;
    private int timestamp = -4_000; // near the end of its 32 bits

    private record Packet(
            long sequence,
            int timestamp,
            boolean marker,
            int event,
            boolean end,
            int duration,
            int length) {}

    /// 100 ms of a key as a browser sends them: five packets, the last of them three times, and 70
    /// ms of silence.
    private List<Packet> press(int event) {
        List<Packet> packets = new ArrayList<>();
        for (int i = 1; i <= 7; i++) {
            boolean end = i >= 5;
            packets.add(
                    new Packet(
                            sequence++,
                            timestamp,
                            i == 1,
                            event,
                            end,
                            Math.min(i, 5) * 20 * TICKS,
                            TelephoneEvents.EVENT_BYTES));
        }
        sequence += 3;
        timestamp += 170 * TICKS;
        return packets;
    }

    private Heard receive(Packet p) {
        byte[] bytes = {
            0,
            0,
            (byte) p.event,
            (byte) (p.end ? 0x8a : 0x0a),
            (byte) (p.duration >> 8),
            (byte) p.duration
        };
        return events.receive(p.sequence, p.timestamp, p.marker, bytes, 2, p.length, now);
    }

    private List<String> keys(List<Packet> packets) {
        return packets.stream()
                .map(this::receive)
                .flatMap(heard ->
                        heard instanceof Heard.Pressed(String key)
                                ? Stream.of(key)
                                : Stream.empty())
                .toList();
    }

    @Test
    void everyKeyOfATelephoneIsToldOnceByItsName() {
        List<String> heard = new ArrayList<>();
        for (int event = 0; event < 16; event++) {
            heard.addAll(keys(press(event)));
            now += SECOND / 5;
        }
        assertThat(String.join("", heard)).isEqualTo("0123456789*#ABCD");
    }

    @Test
    void theSameKeyTwiceIsTwoKeys() {
        assertThat(keys(press(4))).containsExactly("4");
        assertThat(keys(press(4))).containsExactly("4");
    }

    @Test
    void anyOnePacketOfAPressIsEnough() {
        for (int kept = 0; kept < 7; kept++) {
            assertThat(keys(List.of(press(7).get(kept))))
                    .as("packet %d", kept)
                    .containsExactly("7");
        }
    }

    @Test
    void aLostEndDoesNotSwallowTheNextKey() {
        assertThat(keys(press(1).subList(0, 4))).containsExactly("1");
        assertThat(keys(press(1).subList(1, 7))).as("its first is lost, too").containsExactly("1");
    }

    @Test
    void packetsInAnyOrderArePressedOnce() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            List<Packet> shuffled = press(STAR);
            Collections.shuffle(shuffled, random);
            assertThat(keys(shuffled)).as("round %d", round).containsExactly("*");
            now += SECOND;
        }
    }

    @Test
    void theEndOfAKeyAfterTheNextOneHasBegunIsNotAThird() {
        List<Packet> first = press(1);
        List<Packet> second = press(2);
        List<Packet> mixed = new ArrayList<>(first.subList(0, 4));
        mixed.addAll(second.subList(0, 3));
        mixed.addAll(first.subList(4, 7));
        mixed.addAll(second.subList(3, 7));
        assertThat(keys(mixed)).containsExactly("1", "2");
    }

    @Test
    void aWholePressThatComesAfterTheNextOneIsTooLateToBeInOrder() {
        List<Packet> first = press(1);
        assertThat(keys(press(2))).containsExactly("2");
        assertThat(first.stream().map(this::receive))
                .containsOnly(new Heard.Dropped(DropReason.TOO_LATE));
    }

    @Test
    void aKeyHeldForLongIsOneKeyUnderSeveralTimestamps() {
        List<Packet> held = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            for (int duration = 0x1000; duration <= 0xf000; duration += 0x1000) {
                held.add(new Packet(sequence++, timestamp, held.isEmpty(), 5, false, duration, 4));
            }
            held.add(new Packet(sequence++, timestamp, false, 5, false, 0xffff, 4));
            timestamp += 0xffff;
        }
        assertThat(keys(held)).containsExactly("5");
    }

    @Test
    void whatIsNoKeyIsRefusedOnceAndDroppedAfterThat() {
        List<Packet> flash = press(HOOK_FLASH);
        assertThat(receive(flash.getFirst()))
                .isEqualTo(new Heard.Refused(KeyResult.UNKNOWN, DropReason.UNKNOWN_KEY));
        assertThat(flash.stream().skip(1).map(this::receive))
                .containsOnly(new Heard.Dropped(DropReason.UNKNOWN_KEY));
        assertThat(keys(press(3))).containsExactly("3");
    }

    @Test
    void aTruncatedEventIsDroppedAndDoesNotMakeItsPress() {
        for (int length = 0; length < TelephoneEvents.EVENT_BYTES; length++) {
            Packet p = new Packet(sequence++, timestamp, true, 9, false, 960, length);
            assertThat(receive(p)).isEqualTo(new Heard.Dropped(DropReason.MALFORMED_KEY));
        }
        assertThat(keys(press(9))).containsExactly("9");
    }

    @Test
    void anotherKeyUnderTheSameTimestampIsNone() {
        Packet first = press(1).getFirst();
        assertThat(keys(List.of(first))).containsExactly("1");
        Packet other = new Packet(sequence++, first.timestamp, false, 2, false, 1_920, 4);
        assertThat(receive(other)).isEqualTo(new Heard.Dropped(DropReason.MALFORMED_KEY));
    }

    @Test
    void noMoreKeysInASecondThanAnybodyCanPress() {
        List<String> heard = new ArrayList<>();
        List<Heard> over = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            List<Packet> press = press(i % 10);
            if (i < TelephoneEvents.MAX_PRESSES_PER_SECOND) {
                heard.addAll(keys(press));
            } else {
                press.forEach(p -> over.add(receive(p)));
            }
        }
        assertThat(heard).hasSize(TelephoneEvents.MAX_PRESSES_PER_SECOND);
        assertThat(over.stream().filter(h -> h instanceof Heard.Refused)).hasSize(25);
        assertThat(over)
                .containsOnly(
                        new Heard.Refused(KeyResult.TOO_MANY, DropReason.TOO_MANY_KEYS),
                        new Heard.Dropped(DropReason.TOO_MANY_KEYS));
        now += SECOND;
        assertThat(keys(press(6))).containsExactly("6");
    }

    @Test
    void noBytesWhateverMakeMoreKeysThanTheQuota() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int told = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            int offset = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
            Heard heard =
                    events.receive(
                            sequence + random.nextInt(20) - 5,
                            timestamp + random.nextInt(5) * 960,
                            random.nextBoolean(),
                            bytes,
                            offset,
                            bytes.length - offset,
                            now);
            told += heard instanceof Heard.Pressed ? 1 : 0;
            if (random.nextInt(4) == 0) {
                sequence++;
                timestamp += random.nextInt(0x1_0000);
            }
        }
        assertThat(told).as("seed=%d", seed).isBetween(1, TelephoneEvents.MAX_PRESSES_PER_SECOND);
    }
}
