// The citizenships of the shared scheme as people look for them.
import type { SchemeCode } from "../../mapping/scheme";

/** Italy, the countries by their Italian names, then the groups of countries. */
export function inOrder(citizenships: readonly SchemeCode[]): SchemeCode[] {
  const place = ({ code, parent }: SchemeCode) => (code === "IT" ? 0 : parent ? 1 : 2);
  return [...citizenships].sort((left, right) => place(left) - place(right) || left.label_it.localeCompare(right.label_it, "it"));
}
