package dev.tandem.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.jitsi.srtp.crypto.Aes;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// What is chosen at the start is what packets are protected by. In a JVM of its own, like a
/// bridge: jitsi-srtp keeps what was chosen first, and other tests choose nothing.
class SrtpWarmUpTest {
    private static final int START_SECONDS = 60;

    @Test
    void theJdksOwnAesIsTaken() throws Exception {
        Process bridge =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Start.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(bridge.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(bridge.waitFor(START_SECONDS, TimeUnit.SECONDS)).isTrue();
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
