package dev.tandem.media.netty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.OS;

/// Which machines have the quicker port; what it does is told by [UdpPortTest].
class LinuxPortTest {
    @Test
    void linuxOnX86HasIt() {
        boolean belongsHere =
                OS.LINUX.isCurrentOs() && System.getProperty("os.arch").equals("amd64");

        assertThat(LinuxPort.isSupported()).isEqualTo(belongsHere);
    }
}
