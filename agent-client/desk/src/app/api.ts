// The HTTP side of the desk: session and history. Trouble of the network or the server is a value, never an exception.
import { createPolicyApi, type PolicyApi } from "./policy.ts";
import { createHoursApi, type HoursApi } from "./hours.ts";
import { createKnowledgeApi, type KnowledgeApi } from "./knowledge.ts";
import type { NetworkAnswer } from "@tandem/ui/check";
import type { Channel, Disposition, Handoff, TimelineEntry, Trigger } from "@tandem/client";

export interface Agent {
  id: string;
  name: string;
  site: string;
  /** Which calls the site records. */
  recording?: "off" | "agent" | "always";
  /** May see what goes on at the site, be in the calls of others, and decide what the assistant knows. */
  supervisor?: boolean;
}

/** What one side sent of one kind for a while, placed on the recording's time. */
export interface RecordedFile {
  file: string;
  role: string;
  kind: "audio" | "video" | "screen";
  fromMillis: number;
  millis: number;
}

export interface Recording {
  call: string;
  millis: number;
  /** Else something is still being written. */
  complete: boolean;
  files: RecordedFile[];
  startedAt?: string;
}

export interface Summary {
  conversation: string;
  customer: string;
  name: string;
  /** The newest message, shortened. */
  preview: string;
  /** What it was about, in one line; empty while nobody has said. */
  problem: string;
  phase: string;
  channel: Channel;
  startedAt: string;
  endedAt?: string;
  /** When the message was left that waits for an answer. */
  messageAt?: string;
  agent?: string;
  disposition?: Disposition;
  rating?: number;
  trigger?: Trigger;
  version: number;
}

/** A part that did not happen is left out. */
export interface Durations {
  totalSeconds: number;
  waitSeconds?: number;
  talkSeconds?: number;
  wrapUpSeconds?: number;
  callSeconds: number;
}

export interface Whole {
  summary: Summary;
  durations: Durations;
  entries: TimelineEntry[];
  /** Absent when no person was sought. */
  handoff?: Handoff;
}

/** `status` 0: no answer at all. */
export type Answer<T> = { ok: true; value: T } | { ok: false; status: number };

/** One request; everything of the desk goes this way. */
export type Call = <T>(method: string, path: string, body?: unknown) => Promise<Answer<T>>;

export interface Api {
  session(): Promise<Answer<Agent>>;
  signIn(login: string, password: string): Promise<Answer<Agent>>;
  signOut(): Promise<Answer<undefined>>;
  /** Newest first; of everybody, or of one customer. */
  conversations(limit: number, how?: { before?: string | undefined; customer?: string }): Promise<Answer<Summary[]>>;
  /** Those with a message that waits for an answer, the oldest message first. */
  messages(): Promise<Answer<{ items: Summary[]; total: number }>>;
  conversation(id: string): Promise<Answer<Whole>>;
  recordings(id: string): Promise<Answer<Recording[]>>;
  /** Of supervisors only. */
  deleteRecording(id: string, call: string): Promise<Answer<undefined>>;
  /** Where a player finds a file. */
  recordedFile(id: string, call: string, file: string): string;
  /** Throws without an answer, as the check wants it. */
  checkNetwork(sdp: string): Promise<NetworkAnswer>;
  /** What the person who came was told. */
  handoff(id: string): Promise<Answer<Handoff>>;
  /** Of supervisors only. */
  knowledge: KnowledgeApi;
  /** Of supervisors only. */
  policy: PolicyApi;
  /** Of supervisors only. */
  hours: HoursApi;
}

export function createApi(base: string, request: typeof fetch = (...args) => fetch(...args)): Api {
  async function call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    try {
      const response = await request(`${base}${path}`, {
        method,
        credentials: "same-origin",
        headers: body === undefined ? {} : { "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (!response.ok) return { ok: false, status: response.status };
      const text = await response.text();
      return { ok: true, value: (text === "" ? undefined : JSON.parse(text)) as T };
    } catch {
      return { ok: false, status: 0 };
    }
  }
  return {
    session: () => call<Agent>("GET", "/api/v1/session"),
    signIn: (login, password) => call<Agent>("POST", "/api/v1/session", { login, password }),
    signOut: () => call<undefined>("DELETE", "/api/v1/session"),
    async conversations(limit, { before, customer } = {}) {
      const query = new URLSearchParams({ limit: String(limit), ...(before === undefined ? {} : { before }), ...(customer === undefined ? {} : { customer }) });
      const answer = await call<{ items: Summary[] }>("GET", `/api/v1/conversations?${query}`);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    messages: () => call<{ items: Summary[]; total: number }>("GET", "/api/v1/messages"),
    conversation: (id) => call<Whole>("GET", `/api/v1/conversations/${encodeURIComponent(id)}`),
    async recordings(id) {
      const answer = await call<{ items: Recording[] }>("GET", `/api/v1/conversations/${encodeURIComponent(id)}/recordings`);
      return answer.ok ? { ok: true, value: answer.value.items } : answer;
    },
    deleteRecording: (id, recorded) => call<undefined>("DELETE", `/api/v1/conversations/${encodeURIComponent(id)}/recordings/${encodeURIComponent(recorded)}`),
    recordedFile: (id, recorded, file) => `${base}/api/v1/conversations/${encodeURIComponent(id)}/recordings/${encodeURIComponent(recorded)}/${encodeURIComponent(file)}`,
    knowledge: createKnowledgeApi(call, base),
    policy: createPolicyApi(call, base, request),
    hours: createHoursApi(call),
    async checkNetwork(sdp) {
      const me = await call<Agent>("GET", "/api/v1/session");
      const answer = me.ok ? await call<NetworkAnswer>("POST", `/api/v1/sites/${encodeURIComponent(me.value.site)}/network-checks`, { sdp }) : me;
      if (!answer.ok) throw new Error(`the check of the network answered ${answer.status}`);
      return answer.value;
    },
    handoff: (id) => call<Handoff>("GET", `/api/v1/conversations/${encodeURIComponent(id)}/handoff`),
  };
}
