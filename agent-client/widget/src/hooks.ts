// What several components need: the app, the clock, the conversation.
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { View } from "@tandem/client";
import { useStore } from "@tandem/ui";
import type { App } from "./app.ts";

export const AppContext = createContext<App | undefined>(undefined);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("no app around this component");
  return app;
}

/** The conversation that is shown, drawn again with each event. */
export function useView(): View | undefined {
  const { client } = useApp();
  const id = useStore(client.current);
  return useStore(id === undefined ? undefined : client.view(id));
}

/** Time by the server's clock, every `every` ms. */
export function useNow(every = 1000): number {
  const { client } = useApp();
  const [now, setNow] = useState(() => client.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(client.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
