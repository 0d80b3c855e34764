package dev.tandem.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.media.packet.Bytes;
import dev.tandem.media.packet.DropReason;
import dev.tandem.signaling.bridge.IceCredentials;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// The test vectors of RFC 5769, and what an ICE-lite side must not answer.
class StunMessageTest {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";

    private static final byte[] REQUEST =
            hex(
                    """
                    00010058 2112a442 b7e7a701bc34d686fa87dfae
                    80220010 5354554e207465737420636c69656e74
                    00240004 6e0001ff
                    80290008 932ff9b151263b36
                    00060009 6576746a3a68367659202020
                    00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2
                    80280004 e57a3bcf
                    """);

    private static final byte[] RESPONSE =
            hex(
                    """
                    0101003c 2112a442 b7e7a701bc34d686fa87dfae
                    8022000b 7465737420766563746f7220
                    00200008 0001a147e112a643
                    00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7
                    80280004 c07d4c96
                    """);

    @Test
    void theRfcsRequestIsReadAndItsIntegrityHolds() {
        StunMessage message = StunMessage.parse(REQUEST, 0, REQUEST.length).orElseThrow();

        assertThat(message.type()).isEqualTo(StunMessage.BINDING_REQUEST);
        assertThat(message.username()).isEqualTo("evtj:h6vY");
        assertThat(message.controlled()).isTrue();
        assertThat(message.useCandidate()).isFalse();
        assertThat(message.isAuthentic(StunRequests.mac(PASSWORD))).isTrue();
        assertThat(message.isAuthentic(StunRequests.mac(PASSWORD + "x"))).isFalse();
    }

    @Test
    void theRfcsResponseIsReadAndItsMappedAddressIsTheOneWeWrite() throws Exception {
        StunMessage message = StunMessage.parse(RESPONSE, 0, RESPONSE.length).orElseThrow();
        assertThat(message.isAuthentic(StunRequests.mac(PASSWORD))).isTrue();

        byte[] ours =
                BindingResponse.write(
                        message.transaction(),
                        new InetSocketAddress(
                                InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}), 32853),
                        StunRequests.mac(PASSWORD));

        assertThat(Arrays.copyOfRange(ours, 20, 32)).isEqualTo(hex("00200008 0001a147e112a643"));
        assertThat(StunRequests.isSuccess(ours, PASSWORD)).isTrue();
    }

    @Test
    void aSixteenByteAddressIsMappedWithTheTransactionToo() throws Exception {
        // RFC 5769 section 2.3: 2001:db8:1234:5678:11:2233:4455:6677 port 32853.
        byte[] ours =
                BindingResponse.write(
                        Arrays.copyOfRange(RESPONSE, 8, 20),
                        new InetSocketAddress(
                                InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"),
                                32853),
                        StunRequests.mac(PASSWORD));

        assertThat(Arrays.copyOfRange(ours, 20, 44))
                .isEqualTo(hex("00200014 0002a147 0113a9faa5d3f179bc25f4b5bed2b9d9"));
    }

    @Test
    void everyChangedBitMakesARequestMalformedOrForged() {
        for (int bit = 0; bit < REQUEST.length * 8; bit++) {
            byte[] changed = REQUEST.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(
                            StunMessage.parse(changed, 0, changed.length)
                                    .filter(m -> m.isAuthentic(StunRequests.mac(PASSWORD))))
                    .as("bit %d", bit)
                    .isEmpty();
        }
    }

    @Test
    void whatFollowsTheIntegrityIsIgnored() {
        byte[] check = StunRequests.check("abcd:efgh", "password-of-22-letters", false);
        // An unprotected USE-CANDIDATE between integrity and fingerprint.
        int fingerprintAt = check.length - 8;
        byte[] smuggled = Arrays.copyOf(check, check.length + 4);
        System.arraycopy(hex("00250000 80280004"), 0, smuggled, fingerprintAt, 8);
        Bytes.put16(smuggled, 2, smuggled.length - StunMessage.HEADER_BYTES);
        int crc = StunMessage.fingerprint(smuggled, fingerprintAt + 4);
        Bytes.put32(smuggled, fingerprintAt + 8, crc);

        assertThat(StunMessage.parse(smuggled, 0, smuggled.length).orElseThrow().useCandidate())
                .isFalse();
    }

    @Test
    void theBrowserMustBeTheControllingSide() {
        assertThat(StunUser.read(REQUEST, 0, REQUEST.length))
                .isEqualTo(new StunUser.Claim.Drop(DropReason.UNEXPECTED_STUN));
        assertThat(StunUser.read(RESPONSE, 0, RESPONSE.length))
                .isEqualTo(new StunUser.Claim.Drop(DropReason.UNEXPECTED_STUN));
    }

    @Test
    void anAgentAnswersOnlyItsOwnSession() {
        IceCredentials local = new IceCredentials("local", "password-of-22-letters");
        IceLiteAgent agent = new IceLiteAgent(local, "peer");
        InetSocketAddress from = new InetSocketAddress("127.0.0.1", 4000);

        assertThat(agent.check(user(StunRequests.check(local, "peer", true)), from))
                .hasValueSatisfying(c -> assertThat(c.nominated()).isTrue());
        assertThat(agent.check(user(StunRequests.check(local, "other", true)), from)).isEmpty();
        assertThat(
                        agent.check(
                                user(
                                        StunRequests.check(
                                                "local:peer", "another-password-here1", true)),
                                from))
                .isEmpty();
    }

    /// Even to who knows the password: whoever forges a sender's address multiplies nothing here.
    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "2001:db8::1"})
    void anAnswerIsNoLongerThanItsRequest(String address) {
        IceCredentials local =
                new IceCredentials("8letters", "password-of-24-letters!!".replace('!', 'x'));
        byte[] shortest = StunRequests.check(local, "four", false);
        InetSocketAddress from = new InetSocketAddress(address, 4000);

        assertThat(new IceLiteAgent(local, "four").check(user(shortest), from))
                .hasValueSatisfying(
                        c -> assertThat(c.response()).hasSizeLessThanOrEqualTo(shortest.length));
    }

    private static StunUser user(byte[] request) {
        return ((StunUser.Claim.Request) StunUser.read(request, 0, request.length)).user();
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replaceAll("\\s", ""));
    }
}
