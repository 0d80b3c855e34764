// Where the agent is, kept in the address's hash: a reload, a bookmark and Back lead to the same view.
import { useEffect, useState } from "preact/hooks";

export type Route = { view: "inbox" | "live" | "messages" | "history"; conversation?: string } | KnowledgeRoute | PolicyRoute;

/** Of the page that is open: its address. */
export interface KnowledgeRoute {
  view: "knowledge";
  page?: string;
  conversation?: undefined;
}

/** Of the version that is open: its number, or that of a new one. */
export interface PolicyRoute {
  view: "policy";
  version?: string;
  conversation?: undefined;
}

export function parseRoute(hash: string): Route {
  const [view, id] = hash.replace(/^#\/?/u, "").split("/");
  if (view === "knowledge") return { view, ...(id ? { page: decoded(id) } : {}) };
  if (view === "policy") return { view, ...(id && /^(\d+|new(:\d+)?)$/u.test(id) ? { version: id } : {}) };
  const conversation = id && /^[\w-]{1,64}$/u.test(id) ? { conversation: id } : {};
  return { view: view === "history" || view === "live" || view === "messages" ? view : "inbox", ...conversation };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export function hashOf(route: Route): string {
  if (route.view === "knowledge") return `#/knowledge${route.page === undefined ? "" : `/${encodeURIComponent(route.page)}`}`;
  if (route.view === "policy") return `#/policy${route.version === undefined ? "" : `/${route.version}`}`;
  return `#/${route.view}${route.conversation ? `/${route.conversation}` : ""}`;
}

export function go(route: Route): void {
  location.hash = hashOf(route);
}

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  return route;
}
