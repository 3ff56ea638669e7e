// useWatch: asks again while something is running and the page is in sight; each time a little later, up to ten seconds.
import { useEffect, useRef } from "preact/hooks";

const FIRST = 1000; // ms
const LAST = 10_000;

export function useWatch(isRunning: boolean, again: () => void, turn: unknown): void {
  const wait = useRef(FIRST);
  useEffect(() => {
    if (!isRunning) {
      wait.current = FIRST;
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      if (document.visibilityState !== "visible") return;
      timer = setTimeout(() => {
        wait.current = Math.min(LAST, wait.current * 1.5);
        again();
      }, wait.current);
    };
    const onSight = () => {
      clearTimeout(timer);
      ask();
    };
    ask();
    document.addEventListener("visibilitychange", onSight);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onSight);
    };
  }, [isRunning, turn]);
}
