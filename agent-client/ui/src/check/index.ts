// Loaded when somebody wants to check their devices, and not before: no part of the kit's own surface.
export * from "./DeviceCheck.tsx";
export type { AskNetwork, NetworkAnswer } from "./network.ts";
export * from "./texts.ts";
