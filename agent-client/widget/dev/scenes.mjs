// The states of the mockups as conversations: what the server would have said. Each is one site key of the fake server.

const START = Date.parse("2026-11-23T19:40:00Z");

/** Entries from events, a minute apart. */
export function entries(events, from = START) {
  return events.map((event, i) => ({ version: i + 1, at: new Date(from + i * 60_000).toISOString(), event }));
}

const started = { type: "started", site: "harbor", customer: "cu-1", locale: "en", page: { url: "https://harbor.example/", title: "Home" } };
const asks = { type: "customer_said", text: "My internet drops every evening since the new Hub came. I have restarted it twice." };
const citation = {
  url: "https://harbor.example/help/drops-at-busy-times/",
  title: "Drops at busy times",
  heading: "Choose a channel",
  quote: "If the connection drops at busy times, set the 5 GHz channel to 36, 40 or 44. The Hub restarts its radio in about a minute.",
};
const answers = {
  type: "assistant_said",
  inReplyTo: 2,
  band: "answer",
  text: "Evening drops on a Hub 3 usually come from a crowded Wi-Fi channel. Choosing a fixed one takes a minute:\n1. Open the Harbor app, then Wi-Fi.\n2. Set Channel to 36, 40 or 44.\n3. Save. The Wi-Fi pauses for a minute.",
  citations: [citation],
  confidence: 0.9,
};
const again = { type: "customer_said", text: "Set it to 36 and it just dropped again. I have a work call at eight." };
const offered = { type: "channels_offered", trigger: "ai_uncertain", options: [{ channel: "text", waitSeconds: 120 }, { channel: "voice", waitSeconds: 240 }, { channel: "video", waitSeconds: 420 }] };
const chosen = { type: "channel_chosen", channel: "text" };
const details = { type: "details_asked", fields: ["name", "contact", "question"], question: "tried" };
const given = { type: "details_given", details: { name: "Elena Moritz", email: "elena@example.com", answer: "Restart, channel 36" } };
const queued = { type: "queued", queue: "support", channel: "text", giveUpAt: "2026-11-23T20:00:00Z" };
const joined = { type: "agent_joined", agent: "a-1", name: "Maya Okafor" };
const maya = (text) => ({ type: "agent_said", agent: "a-1", name: "Maya Okafor", text });
const elena = (text) => ({ type: "customer_said", text });

const withPerson = [started, asks, { ...answers, text: "Evening drops on a Hub 3 usually come from a crowded Wi-Fi channel. Choosing a fixed one takes a minute.", citations: [] }, again, offered, chosen, details, given, queued, joined, maya("Hi Elena. I can see the line itself is steady, so it is the Hub’s radio. I’m moving it to channel 44 from here."), maya("It will pause for about a minute. Is the work call on the laptop upstairs?")];
const talked = [...withPerson, elena("Yes, upstairs, one floor above the Hub"), elena("It’s back now")];
const voice = [...talked, { type: "messages_seen", by: "agent", delivered: 14, read: 14 }, { type: "call_started", call: "call-1", channel: "voice" }, maya("Here is the guide for the mesh disc we talked about: https://harbor.example/help/mesh/"), elena("Got it, thank you"), { type: "messages_seen", by: "agent", delivered: 18, read: 16 }];
const joinCall = { type: "join_call", call: "call-1", bridge: "b-1", channel: "voice", iceServers: [] };
const ended = [...talked, { type: "conversation_ended", reason: "agent_ended", wrapUpEndsAt: "2026-11-23T20:20:00Z" }];

/** `events` are the log, `after` is said once the browser has caught up, `line` is what the line does. */
export const scenes = {
  fresh: { events: undefined },
  answer: { events: [started, asks, answers] },
  suggest: { events: [started, asks, { ...answers, band: "suggest", text: "" }] },
  none: { events: [started, elena("Do you sell surfboards?"), { type: "assistant_said", inReplyTo: 2, band: "none", text: "", citations: [], confidence: 0.1 }] },
  typing: { events: [started, asks] },
  offer: { events: [started, again, offered] },
  form: { events: [started, asks, answers, again, offered, chosen, details] },
  queue: { events: [started, asks, answers, again, offered, chosen, details, given, queued], after: [{ type: "queue_place", place: 2, waitSeconds: 120 }] },
  nobody: { events: [started, asks, answers, again, { type: "nobody_available", trigger: "explicit_request" }] },
  human: { events: [...talked, { type: "messages_seen", by: "agent", delivered: 14, read: 14 }], after: [{ type: "typing", by: "agent", typing: true }] },
  consent: { events: [...withPerson, { type: "media_proposed", by: "agent", channel: "voice", expiresAt: "2026-11-23T20:30:00Z" }] },
  asked: { events: [...withPerson, { type: "media_proposed", by: "customer", channel: "voice", expiresAt: "2026-11-23T20:30:00Z" }] },
  voice: { events: voice, after: [joinCall] },
  video: { events: [...voice, { type: "media_changed", call: "call-1", channel: "video" }], after: [{ ...joinCall, channel: "video" }, { type: "peer_sending", call: "call-1", by: "agent", microphone: true, camera: true }] },
  elsewhere: { events: voice, after: [{ type: "call_elsewhere", call: "call-1" }] },
  rating: { events: ended },
  rated: { events: [...ended, { type: "rated", score: 5, helped: ["solved"] }, { type: "closed" }] },
  left: { events: [started, asks, answers, { type: "message_left", text: "The Hub has dropped three times tonight even on channel 36.", email: "elena@example.com" }, { type: "conversation_ended", reason: "message_left" }, { type: "closed" }] },
  refused: { events: withPerson, refuse: "invalid_value" },
};
