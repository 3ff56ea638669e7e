// English sentences that the gateway composes and stores (reasons of releases, differences of examples), in Italian: the catalogue
// has the pattern of each beside its translation. The same rule as gateway/app/problem/translation.hpp.
import { sentences } from "../generated/sentences";
import { forReader } from "./reader";

interface Pattern {
  fits: RegExp;
  names: string[]; // "1", "2=": the values in the order of the English sentence
  it: string;
  size: number; // of the fixed text
}

const VALUE = /\{(\d=?)\}/g;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function patternOf({ en, it }: { en: string; it: string }): Pattern {
  const fixed = en.split(VALUE).filter((_, at) => at % 2 === 0);
  return {
    fits: new RegExp(`^${fixed.map(escaped).join("([^]*?)")}$`),
    names: [...en.matchAll(VALUE)].map((match) => match[1] ?? ""),
    it: forReader(it, "it"),
    size: fixed.join("").length,
  };
}

const patterns = sentences.map(patternOf).sort((left, right) => right.size - left.size);

/** The Italian sentence with the values of the English one; null if the catalogue has no pattern for it. */
export function inItalian(english: string): string | null {
  for (const pattern of patterns) {
    const found = pattern.fits.exec(english);
    if (!found) continue;
    const values = new Map(pattern.names.map((name, at) => [name, found[at + 1] ?? ""]));
    return pattern.it.replace(VALUE, (whole, name: string) => {
      const value = values.get(name) ?? whole;
      return name.endsWith("=") ? (inItalian(value) ?? value) : value;
    });
  }
  return null;
}
