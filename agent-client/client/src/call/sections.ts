// What a connection carries, in the order of its m-lines: sound, a camera's picture, a screen's. All three are there from the start,
// so that camera and screen come and go without a new negotiation.

/** A screen is read more than watched: sharp before smooth, and before the camera when the network has not room for both. */
const SCREEN: RTCRtpEncodingParameters[] = [{ priority: "high", networkPriority: "high", maxFramerate: 15 }];

export interface Sections {
  readonly audio: RTCRtpTransceiver;
  readonly video: RTCRtpTransceiver;
  readonly screen: RTCRtpTransceiver;
}

export function addSections(pc: RTCPeerConnection): Sections {
  const direction = "sendrecv";
  return { audio: pc.addTransceiver("audio", { direction }), video: pc.addTransceiver("video", { direction }), screen: pc.addTransceiver("video", { direction, sendEncodings: SCREEN }) };
}

/** What the bridge is told of a connection. It learns our addresses from our checks (ICE-lite), so they are left out: a machine may have hundreds. */
export function offerOf(pc: RTCPeerConnection): string {
  return (pc.localDescription?.sdp ?? "").replace(/^a=(candidate:.*|end-of-candidates)\r?\n/gm, "");
}
