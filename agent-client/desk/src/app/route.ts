// Where the agent is, kept in the address's hash: a reload, a bookmark and Back lead to the same view.
import { useEffect, useState } from "preact/hooks";

export type Route = { view: "inbox"; conversation?: string } | { view: "history"; conversation?: string };

export function parseRoute(hash: string): Route {
  const [view, id] = hash.replace(/^#\/?/u, "").split("/");
  const conversation = id && /^[\w-]{1,64}$/u.test(id) ? { conversation: id } : {};
  return { view: view === "history" ? "history" : "inbox", ...conversation };
}

export function hashOf(route: Route): string {
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
