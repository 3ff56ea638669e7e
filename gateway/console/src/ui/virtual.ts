// Which rows of a long list are drawn: those in sight and a few around them. All rows have one height.
import { useLayoutEffect, useState } from "preact/hooks";
import type { RefObject } from "preact";

export interface Slice {
  first: number;
  end: number; // one past the last
}

const AROUND = 6;
export const STEP = 4; // rows by which the slice moves

export function sliceOf(top: number, height: number, rowHeight: number, count: number): Slice {
  const start = Math.floor(top / rowHeight) - AROUND;
  const first = Math.max(0, start - (start % STEP));
  const last = Math.ceil((top + height) / rowHeight) + AROUND;
  const end = Math.min(count, Math.ceil(last / STEP) * STEP);
  return { first: Math.min(first, Math.max(0, count - 1)), end };
}

export function useSlice(box: RefObject<HTMLElement>, rowHeight: number, count: number): Slice {
  const [slice, setSlice] = useState<Slice>(() => sliceOf(0, 600, rowHeight, count));
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    // Scrolling within the rows that are drawn draws nothing.
    const look = () => {
      const next = sliceOf(element.scrollTop, element.clientHeight, rowHeight, count);
      setSlice((old) => (old.first === next.first && old.end === next.end ? old : next));
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, [rowHeight, count]);
  return { first: Math.min(slice.first, Math.max(0, count - 1)), end: Math.min(slice.end, count) };
}
