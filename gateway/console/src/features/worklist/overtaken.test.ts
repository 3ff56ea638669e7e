import { describe, expect, it } from "vitest";
import type { Row } from "../../mapping/versions";
import { overtakenCodes, type Shown } from "./overtaken";

const row = (code: string, target: string, status: Row["status"] = "APPROVED"): Row => ({ source_code: code, target_code: target, relationship: "equivalent", status });
const nothing: Shown = { open: null, active: 1, decidedBy: () => undefined };
const none = new Map();

describe("overtakenCodes", () => {
  it("finds a code that another person decided after the page was read", () => {
    const inForce = [row("B", "y")];
    expect(overtakenCodes({ codes: ["A", "B"], now: [...inForce, row("A", "x")], inForce, shown: nothing, own: none })).toEqual(["A"]);
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "", "IGNORED")], inForce: [], shown: nothing, own: none })).toEqual(["A"]);
  });
  it("takes no notice of rows that do not decide, nor of other codes", () => {
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "x", "UNCHECKED"), row("C", "z")], inForce: [], shown: nothing, own: none })).toEqual([]);
  });
  it("lets a decision be replaced that the page showed, but not another one", () => {
    const shown: Shown = { ...nothing, decidedBy: () => row("A", "x") };
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "x")], inForce: [], shown, own: none })).toEqual([]);
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "y")], inForce: [], shown, own: none })).toEqual(["A"]);
  });
  it("knows what this page saved itself", () => {
    const own = new Map([["A", { before: [], after: [row("A", "x")] }]]);
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "x")], inForce: [], shown: nothing, own })).toEqual([]);
    expect(overtakenCodes({ codes: ["A"], now: [row("A", "y")], inForce: [], shown: nothing, own })).toEqual(["A"]);
  });
});
