// The filter above a list: a box for words, what stands beside it, and which lines have all the words.
import type { ComponentChildren } from "preact";
import { setTyped, usePlace } from "../app/router";

/** Whether a line's text has every word of the filter, in any order and letter case. */
export function hasWords(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => {
    const plain = text.toLowerCase();
    return words.every((word) => plain.includes(word));
  };
}

/** The filter of a page: a link may bring it (`?filter=`); what the reader types is never in the address. */
export function usePageFilter(): string {
  const { search, typed } = usePlace();
  return typed["filter"] ?? new URLSearchParams(search).get("filter") ?? "";
}

interface Props {
  id: string;
  label: string;
  value: string;
  onChange?: (value: string) => void; // absent: the value is that of the page
  children?: ComponentChildren;
}

const keepInPlace = (filter: string): void => setTyped({ filter });

export function FilterBox({ id, label, value, onChange = keepInPlace, children }: Props) {
  return (
    <div class="filters">
      <div class="field">
        <label for={id}>{label}</label>
        <input id={id} type="search" class="form-control" autocomplete="off" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      </div>
      {children}
    </div>
  );
}
