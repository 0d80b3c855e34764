package dev.tandem.tests.browser;

import dev.tandem.tests.peer.PeerHost;
import dev.tandem.tests.peer.VoicePeer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/// Calls of people who have no browser: libwebrtc itself, in a process of its own.
class VoicePeerStoryIT {
    @RegisterExtension static final Stage stage = new Stage("peers");

    private PeerHost host;

    @BeforeEach
    void start() {
        host = PeerHost.start();
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aVoiceAnswersSpeaksListensAndShowsItself() throws Exception {
        try (VoicePeer agent = VoicePeer.agent(host, stage.tandem(), "maya");
                VoicePeer customer = VoicePeer.customer(host, stage.tandem(), "harbor", "voice")) {
            agent.awaitEvent("call_started");
            agent.hearsNothing();
            customer.says(440);
            agent.says(700);
            agent.hears(440);
            customer.hears(700);
            customer.says(words("three-seconds", 880, 3));
            agent.hears(880);
            agent.hears(440);

            agent.proposes("video");
            customer.awaitEvent("media_changed");
            customer.shows(true);
            agent.sees(30);

            agent.finishes();
            customer.awaitEvent("call_ended");
        }
    }

    /// A file of somebody's voice, as far as a measuring ear is concerned.
    private static Path words(String name, int hertz, int seconds) throws IOException {
        byte[] samples = new byte[seconds * 16_000 * 2];
        for (int i = 0; i < samples.length / 2; i++) {
            short value = (short) (9_000 * Math.sin(2 * Math.PI * hertz * i / 16_000));
            samples[2 * i] = (byte) value;
            samples[2 * i + 1] = (byte) (value >> 8);
        }
        AudioFormat format = new AudioFormat(16_000, 16, 1, true, false);
        Path file = Files.createTempFile(name, ".wav");
        file.toFile().deleteOnExit();
        AudioSystem.write(
                new AudioInputStream(new ByteArrayInputStream(samples), format, samples.length / 2),
                AudioFileFormat.Type.WAVE,
                file.toFile());
        return file;
    }

    @Test
    void anAgentWithoutABrowserTalksWithACustomerInOne() throws Exception {
        try (VoicePeer agent = VoicePeer.agent(host, stage.tandem(), "maya")) {
            Customer customer = stage.customer().opens("/demo/help/");
            customer.says("I want to talk to a person");
            customer.click("channel-voice");
            customer.click("details-skip");
            agent.awaitEvent("call_started");
            agent.says(700);
            customer.hears();
            agent.hearsAnything();

            agent.finishes();
            customer.expect("rating").isVisible();
        }
    }
}
