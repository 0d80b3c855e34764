// The connection in the desk's words. Pure.
import type { ConnectionStatus } from "@tandem/client";

/** `back`: online again after an interruption, said for a moment. */
export type Link = "connecting" | "online" | "reconnecting" | "back" | "replaced" | "outdated";

/** A session that ended is no state of the desk: it leads to the sign-in. */
export function linkAfter(before: Link, status: ConnectionStatus): Link {
  switch (status.state) {
    case "idle":
    case "connecting":
      return before;
    case "online":
      return before === "reconnecting" || before === "back" ? "back" : "online";
    case "reconnecting":
      return "reconnecting";
    case "stopped":
      return status.why === "replaced" || status.why === "outdated" ? status.why : before;
  }
}
