import { beforeEach, describe, expect, it } from "vitest";
import { type Draft, faultsOf, newDraft, reportOf } from "./document";
import { clearDraft, keepDraft, LIFE, readDraft } from "./draft-store";

const now = new Date("2026-11-29T10:00:00Z");
const full: Draft = {
  ...newDraft("r-1", now, { bodyName: "Mensa di quartiere", bodyCode: "95000000000" }),
  consent: "yes",
  comune: "016024",
  idType: "stp",
  needs: ["meals", "loneliness"],
  referred: "comune",
  birthYear: "1950",
  members: "2",
};

describe("the report", () => {
  it("has the keys of a report", () => {
    expect(reportOf(full, " stp0300000000001 ", now)).toEqual({
      id: "r-1",
      sent_at: "2026-11-29T10:00:00Z",
      comune: "016024",
      body: { name: "Mensa di quartiere", fiscal_code: "95000000000" },
      consent: true,
      person: { stp: "STP0300000000001", birth_year: 1950 },
      household: { members: 2 },
      needs: ["meals", "loneliness"],
      referred_to: "comune",
      date: "2026-11-29",
    });
  });
  it("never has an identifier without consent", () => {
    const text = JSON.stringify(reportOf({ ...full, consent: "no" }, "STP0300000000001", now));
    expect(text).not.toContain("STP03");
    expect(JSON.parse(text)).toMatchObject({ consent: false, person: { birth_year: 1950 } });
  });
  it("names the fields to complete in their order", () => {
    expect(faultsOf(newDraft("r", now), "", now)).toEqual(["consent", "comune", "needs", "referred", "bodyName", "bodyCode"]);
    expect(faultsOf(full, "STP0300000000001", now)).toEqual([]);
    expect(faultsOf(full, "STP03", now)).toEqual(["identifier"]);
    expect(faultsOf({ ...full, consent: "no" }, "", now)).toEqual([]);
    expect(faultsOf({ ...full, idType: "none", date: "2026-12-01", birthYear: "85", members: "0" }, "", now)).toEqual(["birthYear", "members", "date"]);
    expect(faultsOf({ ...full, bodyCode: "123", bodyRunts: "7" }, "STP0300000000001", now)).toEqual(["bodyCode"]);
  });
});

describe("the draft", () => {
  beforeEach(() => sessionStorage.clear());
  it("comes back within 30 minutes, and is then gone", () => {
    keepDraft(sessionStorage, { begun: now.getTime(), draft: full });
    expect(readDraft(sessionStorage, now.getTime() + LIFE - 1)?.draft).toEqual(full);
    expect(readDraft(sessionStorage, now.getTime() + LIFE)).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });
  it("is cleared, and what is not a draft is dropped", () => {
    keepDraft(sessionStorage, { begun: now.getTime(), draft: full });
    clearDraft(sessionStorage);
    expect(readDraft(sessionStorage, now.getTime())).toBeNull();
    sessionStorage.setItem("raccordo.report", "{");
    expect(readDraft(sessionStorage, now.getTime())).toBeNull();
    expect(sessionStorage.length).toBe(0);
  });
});
