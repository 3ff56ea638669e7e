// The filter above a list: a box for words, what stands beside it, and which lines have all the words.
import type { ComponentChildren } from "preact";
import { setQuery, usePlace } from "../app/router";

/** Whether a line's text has every word of the filter, in any order and letter case. */
export function hasWords(filter: string): (text: string) => boolean {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  return (text) => {
    const plain = text.toLowerCase();
    return words.every((word) => plain.includes(word));
  };
}

/** The filter of a page: it is in the address (`?filter=`), so that a reload and a copied address keep it. */
export const usePageFilter = (): string => new URLSearchParams(usePlace().search).get("filter") ?? "";

interface Props {
  id: string;
  label: string;
  value: string;
  onChange?: (value: string) => void; // absent: the value is that of the page
  children?: ComponentChildren;
}

const keepInAddress = (filter: string): void => setQuery({ filter });

export function FilterBox({ id, label, value, onChange = keepInAddress, children }: Props) {
  return (
    <div class="filters">
      <div class="field">
        <label for={id}>{label}</label>
        <input id={id} type="search" class="form-control" value={value} onInput={(event) => onChange(event.currentTarget.value)} />
      </div>
      {children}
    </div>
  );
}
