// Which rows of a long list are drawn: those in sight and a few around them. All rows have one height.
import { useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

export interface Slice {
  first: number;
  end: number; // one past the last
}

const AROUND = 12;

export function sliceOf(top: number, height: number, rowHeight: number, count: number): Slice {
  const first = Math.max(0, Math.floor(top / rowHeight) - AROUND);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + AROUND);
  return { first: Math.min(first, Math.max(0, count - 1)), end };
}

export function useSlice(box: RefObject<HTMLElement>, rowHeight: number, count: number): Slice {
  const [view, setView] = useState({ top: 0, height: 600 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  return sliceOf(view.top, view.height, rowHeight, count);
}
