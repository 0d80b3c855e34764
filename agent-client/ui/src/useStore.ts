// Reads an observable value in a component and draws again when it changes. Works with every store that has `get` and `subscribe`.
import { useLayoutEffect, useState } from "preact/hooks";

export interface Readable<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

export function useStore<T>(store: Readable<T>): T;
export function useStore<T>(store: Readable<T> | undefined): T | undefined;
export function useStore<T>(store: Readable<T> | undefined): T | undefined {
  const [, draw] = useState(0);
  useLayoutEffect(() => {
    if (!store) return undefined;
    const seen = store.get();
    const stop = store.subscribe(() => draw((n) => n + 1));
    // It changed between the first drawing and now.
    if (!Object.is(seen, store.get())) draw((n) => n + 1);
    return stop;
  }, [store]);
  return store?.get();
}
