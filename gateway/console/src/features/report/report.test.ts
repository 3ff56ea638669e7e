import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Draft, faultsOf, fieldOfIssue, newDraft, reportOf } from "./document";
import { clearDraft, keepDraft, LIFE, readDraft, watchDraft } from "./draft-store";
import { OwnIds, settleDraft } from "./own-id";

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
    expect(faultsOf(newDraft("r", now), "", now)).toEqual(["consent"]); // nothing else is asked yet
    expect(faultsOf({ ...newDraft("r", now), consent: "no" }, "", now)).toEqual(["comune", "needs", "referred", "bodyName", "bodyCode"]);
    expect(faultsOf(full, "STP0300000000001", now)).toEqual([]);
    expect(faultsOf(full, "STP03", now)).toEqual(["identifier"]);
    expect(faultsOf({ ...full, consent: "no" }, "", now)).toEqual([]);
    expect(faultsOf({ ...full, idType: "none", date: "2026-12-01", birthYear: "85", members: "0" }, "", now)).toEqual(["birthYear", "members", "date"]);
    expect(faultsOf({ ...full, bodyName: "Mensa RSSMRA80A01F205X" }, "STP0300000000001", now)).toEqual(["bodyName"]);
    expect(faultsOf({ ...full, bodyCode: "RSSMRA80A01F205X" }, "STP0300000000001", now)).toEqual(["bodyCode"]);
    expect(faultsOf({ ...full, bodyRunts: "RSSMRA80A01F205X" }, "STP0300000000001", now)).toEqual(["bodyCode"]);
    expect(faultsOf({ ...full, bodyCode: "123", bodyRunts: "7" }, "STP0300000000001", now)).toEqual(["bodyCode"]);
  });
});

describe("the draft", () => {
  beforeEach(() => sessionStorage.clear());
  it("comes back within 30 minutes, and is then gone", () => {
    keepDraft(sessionStorage, { begun: now.getTime(), draft: full });
    expect(readDraft(sessionStorage, now.getTime() + LIFE - 1)?.draft).toEqual(full);
    expect(readDraft(sessionStorage, now.getTime() + LIFE)).toBeNull();
    keepDraft(sessionStorage, { begun: now.getTime(), draft: { ...full, bodyName: "Rossi RSSMRA80A01F205X", bodyRunts: "RSSMRA80A01F205X" } });
    expect(JSON.stringify({ ...sessionStorage })).not.toContain("RSSMRA"); // typed into the wrong field
    clearDraft(sessionStorage);
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

describe("the time of the draft", () => {
  beforeEach(() => vi.useFakeTimers({ now }));
  afterEach(() => vi.useRealTimers());
  it("ends by itself, though no form is open", () => {
    keepDraft(sessionStorage, { begun: now.getTime(), draft: full });
    vi.advanceTimersByTime(LIFE - 1);
    expect(sessionStorage.length).toBe(1);
    vi.advanceTimersByTime(1);
    expect(sessionStorage.length).toBe(0);
  });
  it("ends on a page that was opened later, and on one that slept", () => {
    keepDraft(sessionStorage, { begun: now.getTime() - LIFE + 1000, draft: full });
    const kept = sessionStorage.getItem("raccordo.report") ?? "";
    watchDraft(sessionStorage);
    vi.advanceTimersByTime(1000);
    expect(sessionStorage.length).toBe(0);
    sessionStorage.setItem("raccordo.report", kept);
    document.dispatchEvent(new Event("visibilitychange"));
    expect(sessionStorage.length).toBe(0);
  });
});

/** Locks of one browser, as several of its pages see them. */
function browserLocks() {
  const held = new Set<string>();
  const request = async (name: string, _: unknown, use: (lock: { name: string } | null) => unknown) => {
    if (held.has(name)) return use(null);
    held.add(name);
    try {
      return await use({ name });
    } finally {
      held.delete(name);
    }
  };
  return { request } as unknown as Pick<LockManager, "request">;
}

describe("the id of a report", () => {
  const keptId = () => readDraft(sessionStorage, Date.now())?.draft.id;
  beforeEach(() => {
    sessionStorage.clear();
    keepDraft(sessionStorage, { begun: Date.now(), draft: full });
  });
  it("is not that of the tab it was copied from", async () => {
    const locks = browserLocks();
    const first = new OwnIds(locks);
    await settleDraft(sessionStorage, first);
    expect(keptId()).toBe("r-1");
    await settleDraft(sessionStorage, new OwnIds(locks));
    const copied = keptId();
    expect(copied).not.toBe("r-1");
    expect(await first.ownOrFresh("r-1")).toBe("r-1");
    expect(await first.ownOrFresh(copied ?? "")).not.toBe(copied);
  });
  it("is the same after a reload and for another try", async () => {
    const locks = browserLocks();
    const before = new OwnIds(locks);
    await settleDraft(sessionStorage, before);
    before.release();
    await Promise.resolve();
    const after = new OwnIds(locks);
    await settleDraft(sessionStorage, after);
    expect(keptId()).toBe("r-1");
    const id = after.fresh();
    expect(await after.ownOrFresh(id)).toBe(id);
  });
  it("is never taken over where the browser cannot tell", async () => {
    const ids = new OwnIds(undefined);
    await settleDraft(sessionStorage, ids);
    expect(keptId()).not.toBe("r-1");
    const id = ids.fresh();
    expect(await ids.ownOrFresh(id)).toBe(id);
  });
});

describe("what is wrong with a report", () => {
  it("is found before sending where the check character of a codice fiscale shows it", () => {
    const draft: Draft = { ...newDraft("id", new Date("2026-11-30T10:00:00Z")), consent: "yes", idType: "fiscal_code" };
    const isFault = (code: string) => faultsOf(draft, code, new Date("2026-11-30T10:00:00Z")).includes("identifier");
    expect(isFault("RSSMRA80A01F205X")).toBe(false);
    expect(isFault("rss mra 80a01 f205 x")).toBe(false);
    expect(isFault("RSSMRA80A01F205Y")).toBe(true);
  });

  it("is said beside the field that it is about", () => {
    expect(fieldOfIssue({ code: "not-your-body", field: "managed_by" })).toBe("bodyCode");
    expect(fieldOfIssue({ code: "bad-fiscal-code", field: "person.id" })).toBe("identifier");
    expect(fieldOfIssue({ code: "date-in-future", field: "access.date" })).toBe("date");
    expect(fieldOfIssue({ code: "not-your-comune" })).toBe("comune");
    expect(fieldOfIssue({ code: "stale-version" })).toBeNull();
  });
});
