// From a frame to a message. A type this client does not know is skipped: a newer server may say more than we understand.
import type { ServerMessage } from "./protocol/messages.ts";

const KNOWN: Readonly<Record<ServerMessage["type"], true>> = {
  welcome: true,
  pong: true,
  accepted: true,
  rejected: true,
  entry: true,
  caught_up: true,
  typing: true,
  assistant_drafting: true,
  queue_place: true,
  prepare_call: true,
  forgo_call: true,
  join_call: true,
  move_call: true,
  ice_servers: true,
  call_elsewhere: true,
  sdp_answer: true,
  call_problem: true,
  peer_sending: true,
  peer_quality: true,
  peer_pressed: true,
  desk: true,
  offer_ringing: true,
  offer_closed: true,
  live: true,
};

export function decode(frame: unknown): ServerMessage | undefined {
  if (typeof frame !== "string") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return undefined;
  }
  // The server is ours and its records are tested against these types: the type name is what can differ between releases.
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string" && Object.hasOwn(KNOWN, value.type) ? (value as ServerMessage) : undefined;
}
