import { describe, expect, it } from "vitest";
import { decide, rowsOf, sameRows, undecide } from "./rows";
import type { Row } from "./versions";

const row = (code: string, more: Partial<Row> = {}): Row => ({ source_code: code, status: "APPROVED", target_code: "t", relationship: "equivalent", ...more });

describe("decide", () => {
  it("adds an approved row for a code that the table lacks", () => {
    const rows = decide([row("A")], { code: "B", label: "b", target: "x" });
    expect(rows).toHaveLength(2);
    expect(rows[1]).toMatchObject({ source_code: "B", source_label: "b", target_code: "x", relationship: "equivalent", status: "APPROVED" });
  });
  it("replaces a row that does not map yet, and keeps its comment", () => {
    const rows = decide([row("B", { status: "UNCHECKED", target_code: "", comment: "c" })], { code: "B", label: "b", target: "x" });
    expect(rows).toEqual([expect.objectContaining({ target_code: "x", status: "APPROVED", comment: "c" })]);
  });
  it("marks a code as ignored without a target", () => {
    const [, ignored] = decide([row("A")], { code: "B", label: "", target: null });
    expect(ignored).toMatchObject({ source_code: "B", status: "IGNORED", target_code: "" });
    expect(ignored).not.toHaveProperty("relationship");
  });
  it("continues an expired code on the day after its end", () => {
    const rows = decide([row("A", { valid_to: "2017-12-31" })], { code: "A", label: "", target: "x" });
    expect(rows[0]).toMatchObject({ valid_to: "2017-12-31", target_code: "t" });
    expect(rows[1]).toMatchObject({ valid_from: "2018-01-01", target_code: "x" });
  });
});

describe("undecide", () => {
  const decidedOn = (rows: Row[], code: string, target: string | null) => {
    const now = decide(rows, { code, label: "", target });
    return { now, decided: new Map([[code, { before: rowsOf(rows, code), after: rowsOf(now, code) }]]) };
  };
  it("takes a decision back: a new row goes, a changed one is as before, others stay", () => {
    const rows = [row("A", { valid_to: "2017-12-31" }), row("B", { status: "UNCHECKED", target_code: "" }), row("C")];
    for (const [code, target] of [["N", "x"], ["B", "x"], ["B", null], ["A", "x"]] as const) {
      const { now, decided } = decidedOn(rows, code, target);
      expect(sameRows(now, rows)).toBe(false);
      expect(undecide([...now, row("Z")], decided)).toEqual([...rows, row("Z")]);
    }
  });
  it("knows an ignored row again, to which the gateway has added a relationship", () => {
    const { now, decided } = decidedOn([row("A")], "N", null);
    const stored = now.map((each) => (each.source_code === "N" ? { ...each, relationship: "not-related-to" as const } : each));
    expect(undecide(stored, decided)).toEqual([row("A")]);
  });
  it("leaves a code on which somebody decided otherwise since", () => {
    const { now, decided } = decidedOn([row("A")], "N", "x");
    const other = now.map((each) => (each.source_code === "N" ? { ...each, target_code: "y" } : each));
    expect(undecide(other, decided)).toEqual(other);
  });
});
