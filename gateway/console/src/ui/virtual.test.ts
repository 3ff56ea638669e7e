import { describe, expect, it } from "vitest";
import { sliceOf } from "./virtual";

describe("sliceOf", () => {
  it("draws only rows near those in sight, however many there are", () => {
    const { first, end } = sliceOf(2_000_000, 600, 40, 100_000);
    expect(first).toBe(50_000 - 8);
    expect(end).toBe(50_015 + 9);
  });
  it("does not move with every row that is scrolled, and always holds what is in sight", () => {
    const slices = new Set<number>();
    for (let top = 0; top < 8_000; top += 10) {
      const { first, end } = sliceOf(top, 600, 40, 100_000);
      slices.add(first);
      expect(first * 40).toBeLessThanOrEqual(top);
      expect(end * 40).toBeGreaterThanOrEqual(top + 600);
    }
    expect(slices.size).toBeLessThan(60);
  });
  it("stays inside the list", () => {
    expect(sliceOf(0, 600, 40, 3)).toEqual({ first: 0, end: 3 });
    expect(sliceOf(9_999, 600, 40, 3)).toEqual({ first: 2, end: 3 });
    expect(sliceOf(0, 600, 40, 0)).toEqual({ first: 0, end: 0 });
  });
});
