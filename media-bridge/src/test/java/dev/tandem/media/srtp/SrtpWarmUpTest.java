package dev.tandem.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsi.srtp.crypto.Aes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What is chosen at the start is what packets are protected by. In a JVM of its own, like a
/// bridge: jitsi-srtp keeps what was chosen first, and other tests choose nothing.
class SrtpWarmUpTest {
    private static final int START_SECONDS = 60;

    @TempDir private Path folder;

    @Test
    void theJdksOwnAesIsTaken() throws Exception {
        Path output = folder.resolve("output");
        Process bridge =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Start.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertThat(bridge.waitFor(START_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        } finally {
            bridge.destroyForcibly();
        }

        String said = Files.readString(output);
        // It names the class that it cannot find, and then takes the one that is the fastest now.
        assertThat(said).doesNotContain("Aes");
        assertThat(said.lines()).contains("AES/CTR by SunJCE", "AES/GCM by SunJCE");
    }

    static final class Start {
        private Start() {}

        public static void main(String[] arguments) {
            SrtpWarmUp.run();
            for (String kind : new String[] {"AES/CTR", "AES/GCM"}) {
                System.out.println(
                        kind
                                + " by "
                                + Aes.createCipher(kind + "/NoPadding").getProvider().getName());
            }
        }
    }
}
