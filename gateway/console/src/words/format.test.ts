import { expect, test } from "vitest";
import { datesAs, formatBytes, formatDay, formatNumber, formatShare, numbersAs } from "./format";

test("numbers and days are written as the language writes them", () => {
  expect(formatNumber(1234567, "it")).toBe("1.234.567");
  expect(formatNumber(1234567, "en")).toBe("1,234,567");
  expect(formatShare(0.25, "it")).toBe("25%");
  expect(formatBytes(1536, "it")).toBe("1,5 KiB");
  expect(formatDay("2026-11-30T12:00:00Z", "it")).toBe("30 nov 2026");
  expect(formatDay("2026-11-30T12:00:00Z", "en")).toBe("30 Nov 2026");
});

test("a formatter is made once for each language and set of options", () => {
  const percent = { style: "percent" } as const;
  expect(numbersAs("it", { ...percent })).toBe(numbersAs("it", { ...percent }));
  expect(numbersAs("it", percent)).not.toBe(numbersAs("en", percent));
  expect(numbersAs("it", percent)).not.toBe(numbersAs("it", {}));
  expect(datesAs("en", { dateStyle: "medium" })).toBe(datesAs("en", { dateStyle: "medium" }));
});
