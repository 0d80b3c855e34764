// People and their conversations for the scenes.
import type { Channel, ConversationEvent, Handoff, Signal, TimelineEntry } from "@tandem/client";
import { AGENT, type FakeConversation, type FakeServer } from "./server.ts";

export const MINUTE = 60_000;

/** Events with how long ago each happened, in seconds. */
export function entriesOf(now: number, events: readonly (readonly [number, ConversationEvent])[]): TimelineEntry[] {
  return events.map(([ago, event], i) => ({ version: i + 1, at: new Date(now - ago * 1000).toISOString(), event }));
}

const SIGNALS: Signal[] = [
  { name: "time_pressure", value: 0.7, evidence: "I have a work call at eight" },
  { name: "failed_answers", value: 2, evidence: "2 in a row" },
  { name: "rephrased", value: 2, evidence: "it just dropped again" },
];
const DROPS = { url: "https://harbor.example/help/drops-at-busy-times", title: "Drops at busy times", heading: "Choose a channel", quote: "If the connection drops at busy times, set the 5 GHz channel to 36, 40 or 44." };

export function elena(now: number): TimelineEntry[] {
  return entriesOf(now, [
    [900, { type: "started", site: "harbor", customer: "cu-elena", locale: "en", page: { url: "https://harbor.example/status", title: "Service status" } }],
    [885, { type: "page_visited", page: { url: "https://harbor.example/leaving", title: "Leaving Harbor" } }],
    [835, { type: "page_visited", page: { url: "https://harbor.example/help/hub-lights", title: "Hub 3 lights explained" } }],
    [720, { type: "customer_said", text: "My internet drops every evening since the new Hub came. I have restarted it twice." }],
    [719, { type: "assistant_said", inReplyTo: 4, band: "answer", text: "Evening drops on a Hub 3 usually come from a crowded Wi-Fi channel. Set Channel to 36, 40 or 44 in the Harbor app, then save.", citations: [DROPS], confidence: 0.81 }],
    [705, { type: "page_visited", page: { url: "https://harbor.example/help/drops-at-busy-times", title: "Drops at busy times" } }],
    [600, { type: "customer_said", text: "Set it to 36 and it just dropped again. I have a work call at eight." }],
    [599, { type: "answer_judged", answer: 5, helpful: false }],
    [599, { type: "escalation_decided", turn: 7, outcome: "escalate", trigger: "emotion_urgency", rule: "time_pressure", policyVersion: "2026-11-1", signals: SIGNALS }],
    [598, { type: "channels_offered", trigger: "emotion_urgency", options: [{ channel: "text", waitSeconds: 110 }, { channel: "video", waitSeconds: 180 }] }],
    [590, { type: "channel_chosen", channel: "text" }],
    [590, { type: "details_asked", fields: ["contact", "question"], question: "when" }],
    [575, { type: "details_given", details: { name: "Elena Moritz", email: "elena.moritz@posteo.example", answer: "Light blinks amber" } }],
    [574, { type: "queued", queue: "support", channel: "text", giveUpAt: new Date(now + 10 * MINUTE).toISOString() }],
    [480, { type: "agent_rung", offer: "o-elena", agent: AGENT.id, name: AGENT.name, expiresAt: new Date(now - 460_000).toISOString() }],
    [466, { type: "agent_joined", agent: AGENT.id, name: AGENT.name }],
    [420, { type: "agent_said", agent: AGENT.id, name: AGENT.name, text: "Hi Elena. I can see the line itself is steady, so it is the Hub’s radio. I’m moving it to channel 44 from here." }],
    [400, { type: "agent_said", agent: AGENT.id, name: AGENT.name, text: "It will pause for about a minute. Is the work call on the laptop upstairs?" }],
    [390, { type: "messages_seen", by: "customer", delivered: 18, read: 18 }],
    [200, { type: "customer_said", text: "Yes, upstairs, one floor above the Hub" }],
    [30, { type: "customer_said", text: "It’s back now, thank you" }],
    [28, { type: "messages_seen", by: "agent", delivered: 21, read: 21 }],
  ]);
}

export const elenaHandoff: Handoff = {
  problem: "My internet drops every evening since the new Hub came. I have restarted it twice.",
  goal: "I need it steady for a work call at eight",
  details: { name: "Elena Moritz", email: "elena.moritz@posteo.example", answer: "Light blinks amber" },
  pages: [{ url: DROPS.url, title: DROPS.title }],
  context: [{ key: "plan", value: "Fibre 500" }],
  tried: [{ question: "My internet drops every evening since the new Hub came. I have restarted it twice.", band: "answer", citation: DROPS, helped: false, turn: 4 }],
  trigger: "emotion_urgency",
  why: SIGNALS,
  turns: 3,
  language: "en",
  problemTurn: 4,
  goalTurn: 7,
  mood: { name: "time_pressure", value: 0.7, evidence: "I have a work call at eight" },
  open: { text: "Set it to 36 and it just dropped again. I have a work call at eight.", turn: 7 },
};

export const danielHandoff: Handoff = {
  problem: "New Hub shows a red light and has no connection. Restarted, cable checked.",
  goal: "I need it working before the shop opens at nine",
  details: { name: "Daniel Mensah", phone: "+44 131 496 0000", answer: "Since this morning" },
  pages: [{ url: "https://harbor.example/help/hub-lights", title: "Hub 3 lights explained" }],
  context: [{ key: "plan", value: "Fibre 500" }],
  tried: [{ question: "Hub has a red light", band: "answer", citation: { ...DROPS, title: "Hub 3 lights explained" }, helped: false, turn: 2 }],
  trigger: "ai_uncertain",
  why: [
    { name: "anger", value: 0.8, evidence: "this is ridiculous" },
    { name: "failed_answers", value: 2, evidence: "2 in a row" },
  ],
  turns: 5,
  language: "en",
};

export function person(server: FakeServer, id: string, name: string, where: FakeConversation["where"], channel: Channel, sinceSeconds: number, preview: string, entries: TimelineEntry[] = [], phase = where === "mine" ? "with_agent" : "waiting"): void {
  const since = server.at(sinceSeconds * 1000);
  server.conversations.set(id, { id, where, item: { conversation: id, name, preview, phase, channel, since, lastAt: since }, entries });
}

export function chat(now: number, customer: string, name: string, said: readonly (readonly [number, string])[], joinedAgo: number): TimelineEntry[] {
  return entriesOf(now, [
    [joinedAgo + 120, { type: "started", site: "harbor", customer, locale: "en" }],
    [joinedAgo + 110, { type: "details_given", details: { name } }],
    [joinedAgo + 60, { type: "queued", queue: "support", channel: "text", giveUpAt: new Date(now).toISOString() }],
    [joinedAgo, { type: "agent_joined", agent: AGENT.id, name: AGENT.name }],
    ...said.map(([ago, text]) => [ago, { type: "customer_said", text }] as const),
  ]);
}
