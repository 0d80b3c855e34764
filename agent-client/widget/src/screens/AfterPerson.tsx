// How was it? What it shows is a file of its own.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Conversation } from "@tandem/client";
import type * as Chunk from "../rating/main.tsx";
import { useApp } from "../hooks.ts";

export type RatingChunk = typeof Chunk;

export function AfterPerson({ conversation, chunk }: { conversation: Conversation; chunk: RatingChunk }) {
  const app = useApp();
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current ? chunk.open(place.current, app, conversation) : undefined), [chunk, conversation.id]);
  return <div style="display:contents" ref={place} />;
}
