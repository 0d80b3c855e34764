// The words of what few calls need.
import { keysTexts } from "@tandem/ui/keys";

export const moreTexts = {
  ...keysTexts,
  "call.microphone": "Microphone",
  "call.camera": "Camera",
  "call.speaker": "Speaker",
  "call.standard": "System default",
} as const;

export type MoreKey = keyof typeof moreTexts;
