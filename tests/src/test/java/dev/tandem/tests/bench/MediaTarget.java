package dev.tandem.tests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A media server in a process of its own, as the generator sees it: it connects calls, and the
/// kernel says what it costs.
interface MediaTarget extends AutoCloseable {
    /// The kernel's unit in `/proc/PID/stat` on every Linux that Java runs on: USER_HZ.
    double TICK_SECONDS = 0.01;

    String name();

    long pid();

    /// Two parties who hear and see each other.
    void connectPair(MediaLeg caller, MediaLeg callee);

    /// The first is heard and seen by all others.
    void connectRoom(List<MediaLeg> legs);

    @Override
    void close();

    /// User and system time of the whole process so far, in seconds.
    default double cpuSeconds() {
        String stat = read("stat");
        // Behind the program's name, which may hold spaces: utime and stime are fields 14 and 15.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_SECONDS;
    }

    /// Resident memory in MiB.
    default double residentMib() {
        return read("status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1_024)
                .sum();
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid()), file));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
