// useLoad: a component's data, with its states. The answer to an older question never replaces that to a newer one.
import { useCallback, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Loaded<T> {
  data: T | undefined; // the last good answer, also while it is asked again
  error: unknown; // undefined: the last question was answered
  loading: boolean;
  reload: () => void;
}

/** Asks at once and whenever `inputs` change. `ask` must stop when its signal is aborted. */
export function useLoad<T>(ask: (signal: AbortSignal) => Promise<T>, inputs: readonly unknown[]): Loaded<T> {
  const [state, setState] = useState<Omit<Loaded<T>, "reload">>({ data: undefined, error: undefined, loading: true });
  const [turn, setTurn] = useState(0);
  const asking = useRef(ask);
  asking.current = ask;
  const key = JSON.stringify(inputs);
  const lastKey = useRef(key);

  // Before the browser paints: a question must not wait for a picture that shows only that it is asked.
  useLayoutEffect(() => {
    const abort = new AbortController();
    const isOther = lastKey.current !== key;
    lastKey.current = key;
    setState((old) => ({ data: isOther ? undefined : old.data, error: undefined, loading: true }));
    asking.current(abort.signal).then(
      (data) => {
        if (!abort.signal.aborted) setState({ data, error: undefined, loading: false });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setState((old) => ({ data: old.data, error, loading: false }));
      },
    );
    return () => abort.abort();
  }, [key, turn]);

  const reload = useCallback(() => setTurn((old) => old + 1), []);
  return { ...state, reload };
}
