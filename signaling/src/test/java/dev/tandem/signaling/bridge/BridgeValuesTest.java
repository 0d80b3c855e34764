package dev.tandem.signaling.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;

/// Values of the control language refuse nonsense at birth, above all text that could end an SDP
/// line.
class BridgeValuesTest {
    @Test
    void noTextThatReachesAnSdpLineCanEndIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IceCredentials("ab\r\n", "abcdefghijklmnopqrstuv"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeaderExtension(1, "urn:x\r\na=ice-pwd:y"));
        assertThatIllegalArgumentException().isThrownBy(() -> codec("VP8", "x=1\r\na=evil"));
        assertThatIllegalArgumentException().isThrownBy(() -> codec("VP8\n", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("127.0.0.1\n", 1));
    }

    @Test
    void credentialsHaveTheRfcsLengthsAndHideInLogs() {
        assertThat(IceCredentials.isValid("abcd", "a".repeat(22))).isTrue();
        assertThat(IceCredentials.isValid("abc", "a".repeat(22))).isFalse();
        assertThat(IceCredentials.isValid("abcd", "a".repeat(21))).isFalse();
        assertThat(IceCredentials.isValid("a".repeat(256), "a".repeat(256))).isTrue();
        assertThat(IceCredentials.isValid("a".repeat(257), "a".repeat(22))).isFalse();
        assertThat(new IceCredentials("secretfrag", "x".repeat(22)).toString())
                .doesNotContain("secretfrag", "xx");
    }

    @Test
    void aFingerprintComparesByContentAndInEitherCase() {
        byte[] hash = new byte[32];
        hash[0] = (byte) 0xAB;
        DtlsFingerprint upper = DtlsFingerprint.of(hash);

        assertThat(DtlsFingerprint.fromSdp("ab" + ":00".repeat(31))).contains(upper);
        assertThat(upper).isEqualTo(DtlsFingerprint.of(hash.clone()));
        assertThat(upper).isNotEqualTo(DtlsFingerprint.of(new byte[32]));
        assertThat(DtlsFingerprint.fromSdp("AB:CD")).isEmpty();
    }

    @Test
    void anAnswersDirectionIsTheOffersOtherSide() {
        assertThat(Direction.SENDONLY.answered()).isEqualTo(Direction.RECVONLY);
        assertThat(Direction.RECVONLY.answered()).isEqualTo(Direction.SENDONLY);
        assertThat(Direction.SENDRECV.answered()).isEqualTo(Direction.SENDRECV);
        assertThat(Direction.INACTIVE.answered()).isEqualTo(Direction.INACTIVE);
    }

    @Test
    void portsPayloadTypesAndIdsStayInTheirBits() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("::1", 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Candidate("::1", 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderExtension(0, "urn:x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeaderExtension(256, "urn:x"));
        assertThat(new HeaderExtension(255, "urn:x").id()).isEqualTo(255);
    }

    private static Codec codec(String name, String fmtp) {
        return new Codec(96, name, 90_000, 1, fmtp, List.of(), OptionalInt.empty());
    }
}
