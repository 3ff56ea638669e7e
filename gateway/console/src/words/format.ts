// Numbers, times and shares as the reader's language writes them. Times are shown in the reader's own time zone.
import type { Language } from "./language";

const locale = (language: Language) => (language === "it" ? "it-IT" : "en-GB");

// One formatter for each language and set of options: to make one takes the browser longer than to write a thousand numbers.
const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

function kept<F>(all: Map<string, F>, language: Language, options: object, make: () => F): F {
  const key = language + JSON.stringify(options);
  let found = all.get(key);
  if (!found) {
    found = make();
    all.set(key, found);
  }
  return found;
}

export const numbersAs = (language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
  kept(numbers, language, options, () => new Intl.NumberFormat(locale(language), options));

/** In the reader's time zone unless `options` names one. */
export const datesAs = (language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  kept(dates, language, options, () => new Intl.DateTimeFormat(locale(language), options));

export const formatNumber = (value: number, language: Language): string =>
  numbersAs(language, { useGrouping: true }).format(value);

/** `share` from 0 to 1. */
export const formatShare = (share: number, language: Language): string =>
  numbersAs(language, { style: "percent", maximumFractionDigits: 0 }).format(share);

export const formatTime = (instant: string, language: Language): string =>
  datesAs(language, { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));

export const formatDay = (instant: string, language: Language): string =>
  datesAs(language, { dateStyle: "medium" }).format(new Date(instant));

/** 1,536 bytes: "1.5 KiB". */
export function formatBytes(bytes: number, language: Language): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < 10 && unit > 0 ? 1 : 0;
  return `${numbersAs(language, { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}
