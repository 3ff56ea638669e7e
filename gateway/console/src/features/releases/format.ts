// Numbers of a cube in the reader's language: amounts in whole euro and rates with two decimals, as in the yearly report (the
// files have all decimals); a sign where it is a difference.
import { datesAs, numbersAs } from "../../words/format";
import type { Language } from "../../words/language";
import type { Cube } from "./cube";

export const isRate = (cube: Cube): boolean => cube.measure === "prevalence" || cube.measure === "incidence";

export function formatValue(value: number, cube: Cube, language: Language): string {
  return numbersAs(language, {
    minimumFractionDigits: isRate(cube) ? 2 : 0,
    maximumFractionDigits: isRate(cube) ? 2 : 0,
    useGrouping: true,
  }).format(value);
}

export function formatDifference(value: number, cube: Cube, language: Language): string {
  const text = formatValue(Math.abs(value), cube, language);
  if (!/[1-9]/.test(text)) return text;
  return (value < 0 ? "−" : "+") + text;
}

/** Below it a few persons would make a large percentage (the same limits as in the yearly report). */
function leastBase(measure: string): number {
  if (measure === "amount") return 10_000;
  return measure === "prevalence" || measure === "incidence" ? 0.5 : 20;
}

/** Growth in percent, or "–" where the earlier number is too small for one. */
export function formatGrowth(before: number, now: number, cube: Cube, language: Language): string {
  if (before < leastBase(cube.measure)) return "–";
  const growth = (now - before) / before;
  const text = numbersAs(language, {
    style: "percent",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(Math.abs(growth));
  if (!/[1-9]/.test(text)) return text;
  return (growth < 0 ? "−" : "+") + text;
}

/** "2017", "2017-Q4", "2017-12" in words. */
export function periodInWords(period: string, language: Language): string {
  const quarter = /^(\d{4})-Q(\d)$/.exec(period);
  if (quarter) return language === "it" ? `${quarter[2]}° trimestre ${quarter[1]}` : `quarter ${quarter[2]} of ${quarter[1]}`;
  const month = /^(\d{4})-(\d\d)$/.exec(period);
  if (!month) return period;
  const day = new Date(Date.UTC(Number(month[1]), Number(month[2]) - 1, 1));
  return datesAs(language, { month: "long", year: "numeric", timeZone: "UTC" }).format(day);
}
