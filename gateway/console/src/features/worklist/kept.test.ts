import { beforeEach, describe, expect, it } from "vitest";
import { keep, type Kept, readKept } from "./kept";

const kept: Kept = {
  client: "anna",
  choices: [
    { source: "isola-bergamasca", table: "intervention", code: "SAD9", target: "ANZ.sad" },
    { source: "isola-bergamasca", table: "intervention", code: "XX1", target: null },
  ],
  drafts: [{ source: "isola-bergamasca", table: "intervention", codes: ["SAD9"], made: 2 }],
};

describe("choices that are kept", () => {
  beforeEach(() => sessionStorage.clear());

  it("are there after a reload, for the same client only", () => {
    keep(sessionStorage, kept);
    expect(readKept(sessionStorage, "anna")).toEqual(kept);
    expect(readKept(sessionStorage, "bruno")).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });
  it("have no code that looks like a person's identifier", () => {
    const choice = { source: "s", table: "t", code: "RSSMRA80A01F205X", target: null };
    keep(sessionStorage, { ...kept, choices: [...kept.choices, choice], drafts: [{ source: "s", table: "t", codes: [choice.code], made: 1 }] });
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("RSSMRA");
    expect(readKept(sessionStorage, "anna")?.choices).toEqual(kept.choices);
  });
  it("are gone with the last of them", () => {
    keep(sessionStorage, kept);
    keep(sessionStorage, { client: "anna", choices: [], drafts: [] });
    expect(sessionStorage.length).toBe(0);
  });
  it("are ignored if they are not ours", () => {
    for (const text of ["{", "[]", '{"client":"anna","choices":[{"source":1}],"drafts":[]}']) {
      sessionStorage.setItem("raccordo.worklist", text);
      expect(readKept(sessionStorage, "anna"), text).toBeNull();
    }
  });
});
