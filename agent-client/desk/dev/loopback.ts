// The customer's end of a call inside the page: a drawn picture and a tone, over a real RTCPeerConnection.
import type { Channel } from "@tandem/client";

let peer: RTCPeerConnection | undefined;

export async function answerSdp(sdp: string, _channel: Channel): Promise<string> {
  peer ??= new RTCPeerConnection();
  const fresh = peer.getTransceivers().length === 0;
  await peer.setRemoteDescription({ type: "offer", sdp });
  if (fresh) {
    const [audio, video] = peer.getTransceivers();
    if (audio) await audio.sender.replaceTrack(tone());
    if (video) await video.sender.replaceTrack(picture());
    for (const transceiver of peer.getTransceivers()) transceiver.direction = "sendrecv";
  }
  await peer.setLocalDescription(await peer.createAnswer());
  // The desk adds no candidates later: the answer has to carry all of them.
  const here = peer;
  if (here.iceGatheringState !== "complete") await new Promise<void>((resolve) => here.addEventListener("icegatheringstatechange", () => here.iceGatheringState === "complete" && resolve()));
  return here.localDescription?.sdp ?? "";
}

function tone(): MediaStreamTrack {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  gain.gain.value = 0.1;
  oscillator.connect(gain).connect(out);
  oscillator.start();
  const [track] = out.stream.getAudioTracks();
  if (!track) throw new Error("no audio track");
  return track;
}

function picture(): MediaStreamTrack {
  const canvas = document.createElement("canvas");
  canvas.width = 1280;
  canvas.height = 720;
  const pen = canvas.getContext("2d");
  let frame = 0;
  setInterval(() => {
    if (!pen) return;
    const sky = pen.createLinearGradient(0, 0, 1280, 720);
    sky.addColorStop(0, "#8fa0ab");
    sky.addColorStop(1, "#37434d");
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 1280, 720);
    pen.fillStyle = "#7a3e48";
    pen.beginPath();
    pen.ellipse(640, 760, 290, 260, 0, 0, Math.PI * 2);
    pen.fill();
    pen.fillStyle = "#e9be9e";
    pen.beginPath();
    pen.ellipse(640 + Math.sin(frame++ / 20) * 6, 350, 135, 170, 0, 0, Math.PI * 2);
    pen.fill();
  }, 50);
  const [track] = canvas.captureStream(20).getVideoTracks();
  if (!track) throw new Error("no video track");
  return track;
}
