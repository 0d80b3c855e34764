// The protocol client's public surface.
export * from "./protocol/messages.ts";
export * from "./store.ts";
export * from "./connection.ts";
export * from "./conversation.ts";
export * from "./thread.ts";
export * from "./client.ts";
export * from "./ids.ts";
export { type Keep } from "./outbox.ts";
export * from "./call/keys.ts";
export * from "./call/call.ts";
export * from "./call/devices.ts";
export * from "./call/problems.ts";
export { type Grade } from "./call/quality.ts";
