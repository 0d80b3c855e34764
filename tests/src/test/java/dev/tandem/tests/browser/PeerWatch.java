package dev.tandem.tests.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Keeps hold of the peer connections a page makes, so that a test can read what their browser
/// counts. The product knows nothing of it.
final class PeerWatch {
    private static final String COLLECT =
            """
            (() => {
              const Real = window.RTCPeerConnection;
              window.watchedPeers = [];
              window.RTCPeerConnection = class extends Real {
                constructor(...given) { super(...given); window.watchedPeers.push(this); }
              };
            })();
            """;

    private static final String MEASURE =
            """
            async () => {
              const heard = { connections: 0, connected: 0, framesDecoded: 0, audioEnergy: 0, audioPackets: 0 };
              for (const peer of window.watchedPeers ?? []) {
                if (peer.connectionState === "closed") continue;
                heard.connections++;
                if (peer.connectionState === "connected") heard.connected++;
                for (const stat of (await peer.getStats()).values()) {
                  if (stat.type !== "inbound-rtp") continue;
                  if (stat.kind === "video") heard.framesDecoded += stat.framesDecoded ?? 0;
                  else {
                    heard.audioEnergy += stat.totalAudioEnergy ?? 0;
                    heard.audioPackets += stat.packetsReceived ?? 0;
                  }
                }
              }
              return heard;
            }
            """;

    private static final String SENDING =
            """
            () => (window.watchedPeers ?? [])
              .filter(peer => peer.connectionState !== "closed")
              .flatMap(peer => peer.getSenders())
              .map(sender => sender.track)
              .filter(track => track?.readyState === "live")
              .map(track => track.label)
            """;

    private static final String PATH =
            """
            async () => {
              for (const peer of window.watchedPeers ?? []) {
                if (peer.connectionState === "closed") continue;
                const stats = await peer.getStats();
                for (const stat of stats.values()) {
                  const pair = stats.get(stat.selectedCandidatePairId);
                  const local = pair && stats.get(pair.localCandidateId);
                  const remote = pair && stats.get(pair.remoteCandidateId);
                  if (local && remote)
                    return `${local.candidateType} ${local.relayProtocol ?? local.protocol} to ${remote.address}`;
                }
              }
              return "none";
            }
            """;

    private static final String RELAY_USER =
            """
            () => window.watchedPeers.findLast(peer => peer.connectionState !== "closed")
              .getConfiguration().iceServers.map(({ username, credential }) => [username, credential])[0]
            """;

    private static final String ASK_RELAY =
            """
            async ([username, credential]) => {
              const { iceServers } = window.watchedPeers.at(-1).getConfiguration();
              const peer = new RTCPeerConnection({ iceServers: iceServers.map(server => ({ ...server, username, credential })) });
              const said = [];
              peer.onicecandidate = ({ candidate }) => candidate?.type && said.push(candidate.type);
              peer.onicecandidateerror = ({ errorCode }) => said.push(String(errorCode));
              const asked = new Promise(done => {
                peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done();
              });
              peer.createDataChannel("question");
              await peer.setLocalDescription(await peer.createOffer());
              await asked;
              peer.close();
              return [...new Set(said)];
            }
            """;

    private PeerWatch() {}

    /// Who a browser is to a TURN server.
    ///
    /// @param name says until when: seconds since 1970, a colon, whose
    record RelayUser(String name, String password) {
        Instant expires() {
            return Instant.ofEpochSecond(Long.parseLong(name.substring(0, name.indexOf(':'))));
        }
    }

    /// Whom the newest connection looks for relays as, if it looks now.
    @SuppressWarnings("unchecked") // The script returns two strings.
    static RelayUser relayUser(Page page) {
        List<String> user = (List<String>) page.evaluate(RELAY_USER);
        return new RelayUser(user.get(0), user.get(1));
    }

    /// What the relay says to this user: `relay`, it has given an address; or the code of its no.
    @SuppressWarnings("unchecked") // The script returns an array of strings.
    static List<String> askRelay(Page page, RelayUser user) {
        return (List<String>) page.evaluate(ASK_RELAY, List.of(user.name(), user.password()));
    }

    /// @param connections not closed
    /// @param connected with keys agreed
    record Heard(
            int connections,
            int connected,
            double framesDecoded,
            double audioEnergy,
            double audioPackets) {}

    static void install(BrowserContext browser) {
        browser.addInitScript(COLLECT);
    }

    static Heard measure(Page page) {
        @SuppressWarnings("unchecked") // The script returns an object of numbers.
        Map<String, Number> found = (Map<String, Number>) page.evaluate(MEASURE);
        return new Heard(
                found.get("connections").intValue(),
                found.get("connected").intValue(),
                found.get("framesDecoded").doubleValue(),
                found.get("audioEnergy").doubleValue(),
                found.get("audioPackets").doubleValue());
    }

    /// How many connections the page has made so far, closed ones too.
    static int made(Page page) {
        return ((Number) page.evaluate("window.watchedPeers.length")).intValue();
    }

    /// Kind and transport of the local candidate that is in use, and the bridge's address, for
    /// example `relay tcp to 127.0.0.1`.
    static String path(Page page) {
        return (String) page.evaluate(PATH);
    }

    /// What the senders' tracks are called, microphone first.
    @SuppressWarnings("unchecked") // The script returns an array of strings.
    static List<String> sending(Page page) {
        return (List<String>) page.evaluate(SENDING);
    }
}
