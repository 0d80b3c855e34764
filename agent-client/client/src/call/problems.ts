// What can go wrong with microphone, camera and call, as values that a catalogue has words for. Text goes on in every case.

export type MediaKind = "microphone" | "camera" | "screen";

export type MediaProblemCode =
  /** The person or the browser said no. */
  | "denied"
  /** The question was closed without an answer. */
  | "dismissed"
  /** There is none. */
  | "absent"
  /** Another program has it. */
  | "busy"
  /** The page may not ask: not https, or an iframe without `allow`. */
  | "forbidden"
  | "unknown";

export interface MediaProblem {
  readonly kind: MediaKind;
  readonly code: MediaProblemCode;
}

export function mediaProblem(kind: MediaKind, error: unknown): MediaProblem {
  return { kind, code: codeOf(error) };
}

function codeOf(error: unknown): MediaProblemCode {
  const name = typeof error === "object" && error !== null && "name" in error ? String(error.name) : "";
  const words = typeof error === "object" && error !== null && "message" in error ? String(error.message) : "";
  switch (name) {
    case "NotAllowedError":
      return /dismissed/i.test(words) ? "dismissed" : /policy|permissions? policy/i.test(words) ? "forbidden" : "denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "absent";
    case "NotReadableError":
    case "AbortError":
      return "busy";
    case "SecurityError":
    case "TypeError":
      return "forbidden";
    default:
      return "unknown";
  }
}

/** Why a call is not there although it should be. */
export type CallProblemCode = "refused" | "unreachable" | "unsupported";
