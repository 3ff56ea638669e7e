import { describe, expect, it } from "vitest";
import { sliceOf } from "./virtual";

describe("sliceOf", () => {
  it("draws only rows near those in sight, however many there are", () => {
    const { first, end } = sliceOf(2_000_000, 600, 40, 100_000);
    expect(first).toBe(50_000 - 12);
    expect(end).toBe(50_015 + 12);
  });
  it("stays inside the list", () => {
    expect(sliceOf(0, 600, 40, 3)).toEqual({ first: 0, end: 3 });
    expect(sliceOf(9_999, 600, 40, 3)).toEqual({ first: 2, end: 3 });
    expect(sliceOf(0, 600, 40, 0)).toEqual({ first: 0, end: 0 });
  });
});
