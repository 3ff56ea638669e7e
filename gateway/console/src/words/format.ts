// Numbers, times and shares as the reader's language writes them. Times are shown in the reader's own time zone.
import type { Language } from "./language";

const locale = (language: Language) => (language === "it" ? "it-IT" : "en-GB");

export const formatNumber = (value: number, language: Language): string =>
  new Intl.NumberFormat(locale(language), { useGrouping: true }).format(value);

/** `share` from 0 to 1. */
export const formatShare = (share: number, language: Language): string =>
  new Intl.NumberFormat(locale(language), { style: "percent", maximumFractionDigits: 0 }).format(share);

export const formatTime = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { dateStyle: "medium", timeStyle: "short" }).format(new Date(instant));

export const formatDay = (instant: string, language: Language): string =>
  new Intl.DateTimeFormat(locale(language), { dateStyle: "medium" }).format(new Date(instant));

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
  return `${new Intl.NumberFormat(locale(language), { maximumFractionDigits: digits }).format(value)} ${units[unit]}`;
}
