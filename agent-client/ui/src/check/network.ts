// "How would a call reach me?": a short leg to the bridge, silence sent over it, and what the bridge says of how it arrived.

export interface NetworkAnswer {
  readonly sdp: string;
  readonly iceServers: readonly RTCIceServer[];
}

/** Gives the offer to the server. Throws when there is no answer. */
export type AskNetwork = (sdp: string) => Promise<NetworkAnswer>;

export type NetworkGrade = "good" | "usable" | "poor";

export interface NetworkFigures {
  readonly roundTripMillis: number;
  readonly lossPercent: number;
  readonly jitterMillis: number;
}

export type NetworkFinding =
  | { readonly state: "measured"; readonly grade: NetworkGrade; readonly relayed: boolean; readonly figures: NetworkFigures }
  /** The server answers, and no media get through, not by a relay either. */
  | { readonly state: "blocked" }
  /** Nobody answered: no bridge, no server, too many tries. */
  | { readonly state: "unavailable" };

const CONNECT_MS = 6_000;
const MEASURE_MS = 5_000;
const LOOK_MS = 250;

/** Above these a call is heard to suffer: one way, G.107 and what browsers conceal. */
const USABLE = { roundTripMillis: 250, lossPercent: 1.5, jitterMillis: 30 };
const POOR = { roundTripMillis: 500, lossPercent: 5, jitterMillis: 80 };

export function gradeOf(figures: NetworkFigures): NetworkGrade {
  const over = (limit: NetworkFigures) => figures.roundTripMillis > limit.roundTripMillis || figures.lossPercent > limit.lossPercent || figures.jitterMillis > limit.jitterMillis;
  return over(POOR) ? "poor" : over(USABLE) ? "usable" : "good";
}

/** Directly first; without a direct way, by the relays that the server names. */
export async function checkNetwork(ask: AskNetwork, gone: AbortSignal): Promise<NetworkFinding> {
  try {
    const direct = await attempt(ask, {}, gone);
    if (direct.finding || gone.aborted) return direct.finding ?? { state: "unavailable" };
    if (direct.iceServers.length === 0) return { state: "blocked" };
    const relayed = await attempt(ask, { iceServers: [...direct.iceServers], iceTransportPolicy: "relay" }, gone);
    return relayed.finding ?? { state: "blocked" };
  } catch {
    return { state: "unavailable" };
  }
}

async function attempt(ask: AskNetwork, how: RTCConfiguration, gone: AbortSignal): Promise<{ finding?: NetworkFinding; iceServers: readonly RTCIceServer[] }> {
  const peer = new RTCPeerConnection({ ...how, bundlePolicy: "max-bundle" });
  const sound = new AudioContext();
  try {
    const silence = sound.createMediaStreamDestination();
    const source = sound.createConstantSource();
    source.offset.value = 0;
    source.connect(silence);
    source.start();
    void sound.resume();
    for (const track of silence.stream.getAudioTracks()) peer.addTrack(track, silence.stream);
    await peer.setLocalDescription();
    const { sdp, iceServers } = await ask(peer.localDescription?.sdp ?? "");
    await peer.setRemoteDescription({ type: "answer", sdp });
    if (!(await connects(peer, gone))) return { iceServers };
    return { finding: await measure(peer, gone), iceServers };
  } finally {
    peer.close();
    void sound.close();
  }
}

async function connects(peer: RTCPeerConnection, gone: AbortSignal): Promise<boolean> {
  const until = performance.now() + CONNECT_MS;
  while (peer.connectionState !== "connected") {
    if (gone.aborted || peer.connectionState === "failed" || performance.now() > until) return false;
    await pause();
  }
  return true;
}

async function measure(peer: RTCPeerConnection, gone: AbortSignal): Promise<NetworkFinding> {
  const until = performance.now() + MEASURE_MS;
  const trips: number[] = [];
  let seen: Seen = { relayed: false };
  while (performance.now() < until && !gone.aborted && peer.connectionState !== "failed") {
    await pause();
    seen = look(await peer.getStats());
    if (seen.roundTripMillis !== undefined) trips.push(seen.roundTripMillis);
  }
  // Connected, and then nothing was heard of it: as good as no way.
  if (seen.lossPercent === undefined) return { state: "blocked" };
  const figures = { roundTripMillis: Math.round(median(trips)), lossPercent: Math.round(seen.lossPercent * 10) / 10, jitterMillis: Math.round(seen.jitterMillis ?? 0) };
  return { state: "measured", grade: gradeOf(figures), relayed: seen.relayed, figures };
}

interface Seen {
  relayed: boolean;
  roundTripMillis?: number;
  lossPercent?: number;
  jitterMillis?: number;
}

/** Of what was sent, by the bridge's own reports; the round trip by ICE's checks. */
function look(report: RTCStatsReport): Seen {
  const entries = new Map<string, Record<string, unknown>>();
  report.forEach((entry: Record<string, unknown>, id: string) => entries.set(id, entry));
  const seen: Seen = { relayed: false };
  let sent = 0;
  for (const entry of entries.values()) {
    if (entry["type"] === "candidate-pair" && entry["state"] === "succeeded" && entry["nominated"] === true) {
      const trip = entry["currentRoundTripTime"];
      if (typeof trip === "number") seen.roundTripMillis = trip * 1000;
      seen.relayed = entries.get(String(entry["localCandidateId"]))?.["candidateType"] === "relay";
    }
    if (entry["type"] === "outbound-rtp" && entry["kind"] === "audio") sent = Number(entry["packetsSent"] ?? 0);
  }
  for (const entry of entries.values()) {
    if (entry["type"] !== "remote-inbound-rtp" || entry["kind"] !== "audio") continue;
    const lost = Math.max(0, Number(entry["packetsLost"] ?? 0));
    seen.lossPercent = sent > 0 ? (100 * lost) / sent : 0;
    seen.jitterMillis = Number(entry["jitter"] ?? 0) * 1000;
  }
  return seen;
}

function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, LOOK_MS);
  });
}
