import { describe, expect, it } from "vitest";
import { beginOfMonth, mostFirst } from "./comuni";

describe("what came in by Comune", () => {
  it("is asked from the first of a month, in UTC", () => {
    expect(beginOfMonth(new Date("2026-01-01T00:30:00+01:00"), 0)).toBe("2025-12-01T00:00:00.000Z");
    expect(beginOfMonth(new Date("2026-01-15T12:00:00Z"), 1)).toBe("2025-12-01T00:00:00.000Z");
  });
  it("is listed with the most first, without Comuni that sent nothing", () => {
    const items = [
      { comune: "016009", percent: 90, records: 3 },
      { comune: "016170", percent: null, records: 0 },
      { comune: "016024", percent: 99, records: 40 },
    ];
    expect(mostFirst(items).map((each) => each.comune)).toEqual(["016024", "016009"]);
  });
});
