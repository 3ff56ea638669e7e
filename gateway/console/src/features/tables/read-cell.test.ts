import { describe, expect, it } from "vitest";
import { TableDraft } from "./draft";
import { readCell } from "./read-cell";
import { faultsOf } from "./validate";

describe("readCell", () => {
  it("knows the names that the console shows, and the codes, in any case", () => {
    for (const name of ["Approvata", "approved", "APPROVED", " Approvata "]) expect(readCell("status", name)).toBe("APPROVED");
    expect(readCell("relationship", "stesso significato")).toBe("equivalent");
    expect(readCell("relationship", "Più preciso della voce")).toBe("source-is-narrower-than-target");
    expect(readCell("status", "boh")).toBe("boh");
    expect(readCell("comment", "Approvata")).toBe("Approvata");
  });
  it("reads days as they are written in Italy, and no day that does not exist", () => {
    for (const day of ["31/12/2017", "31.12.2017", "31-12-2017"]) expect(readCell("valid_to", day)).toBe("2017-12-31");
    expect(readCell("valid_from", "1/3/2017")).toBe("2017-03-01");
    for (const other of ["31/02/2017", "12/31/2017", "31/12/17", "2017-12-31"]) expect(readCell("valid_from", other)).toBe(other);
  });
  it("is used for what is pasted", () => {
    const draft = new TableDraft([]);
    const cells = ["ZZ", "Etichetta", "M", "stesso significato", "Approvata", "31/12/2017", "01.01.2018", "nota"];
    draft.paste([], 0, "source_code", [cells]);
    const row = draft.rows[0]?.row;
    expect(row).toMatchObject({ relationship: "equivalent", status: "APPROVED", valid_from: "2017-12-31", valid_to: "2018-01-01" });
    expect(row && faultsOf(row, new Map())).toEqual([]);
  });
});

describe("faults", () => {
  it("list the names that the console shows", () => {
    const [status] = faultsOf({ source_code: "A", status: "boh" as "APPROVED" }, new Map());
    expect(status?.word.it).toContain("Approvata");
    expect(status?.word.it).not.toContain("APPROVED");
  });
  it("are gone once a day is typed as in Italy", () => {
    const draft = new TableDraft([{ source_code: "A", status: "UNCHECKED" }]);
    const row = draft.rows[0];
    if (!row) throw new Error("no row");
    for (const typed of ["3", "31/12/20", "31/12/2017"]) draft.set(row, "valid_to", typed);
    expect(row.row.valid_to).toBe("2017-12-31");
  });
});
