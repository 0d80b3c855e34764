package dev.tandem.media.recording;

import dev.tandem.media.packet.Counters;
import dev.tandem.signaling.bridge.MediaKind;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A process that records a tone in real time, says how far it is, and waits to be killed.
final class MortalWriter {
    private MortalWriter() {}

    public static void main(String[] args) throws Exception {
        List<byte[]> tone = Ffmpeg.tone(Path.of(args[1]), 440, 30);
        Recorder recorder =
                Recorder.start(
                        Path.of(args[0]),
                        new Recorder.Parts(
                                _ -> {},
                                new Counters(),
                                InstantSource.system(),
                                System::nanoTime,
                                Disk.REAL));
        recorder.begin(RecorderTest.CALL);
        long began = System.nanoTime();
        for (int i = 0; i < tone.size(); i++) {
            long due = began + i * 20_000_000L;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            byte[] packet = tone.get(i);
            recorder.packet(
                    RecorderTest.CALL,
                    RecorderTest.CUSTOMER,
                    MediaKind.AUDIO,
                    RecorderTest.OPUS,
                    i,
                    RecorderTest.rtp(1, i * 960, false, packet, packet.length));
            if (i % 10 == 0) {
                System.out.println("said " + i * 0.02);
            }
        }
    }
}
