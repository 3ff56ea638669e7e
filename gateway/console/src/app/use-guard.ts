// useGuard: asks before what is unsaved is lost: by a link, by the button back, by closing the page.
import { useLayoutEffect, useRef } from "preact/hooks";
import { guardLeaving, type Place } from "./router";

/**
 * `isUnsaved` is asked at the moment of leaving, so what was typed a moment before, and is not yet drawn, is not lost either.
 * `leaves`: which ways lose it; if left out, those to another path. It must be the same function each time.
 */
export function useGuard(isUnsaved: () => boolean, question: string, leaves?: (from: Place, to: Place) => boolean): void {
  const now = useRef(isUnsaved);
  now.current = isUnsaved;
  useLayoutEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (now.current()) event.preventDefault();
    };
    guardLeaving(() => !now.current() || confirm(question), leaves);
    addEventListener("beforeunload", stay);
    return () => {
      guardLeaving(null);
      removeEventListener("beforeunload", stay);
    };
  }, [question, leaves]);
}
