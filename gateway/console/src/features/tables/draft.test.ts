import { describe, expect, it } from "vitest";
import type { Row } from "../../mapping/versions";
import { parseCells, TableDraft } from "./draft";
import { words } from "./words";

const row = (code: string, more: Partial<Row> = {}): Row => ({
  source_code: code,
  source_label: `label of ${code}`,
  target_code: "anziani.rsa",
  relationship: "equivalent",
  status: "APPROVED",
  ...more,
});
const targets = new Map([["anziani.rsa", 1], ["anziani.rsd", 1]]);
const draftOf = (...rows: Row[]): TableDraft => {
  const draft = new TableDraft(rows);
  draft.setTargets(targets);
  return draft;
};
const wordsOf = (draft: TableDraft, at: number) => {
  const each = draft.rows[at];
  return each ? draft.faultsOf(each).map((fault) => fault.word) : [];
};

describe("TableDraft", () => {
  it("finds no fault in correct rows, also one after the other in time", () => {
    const draft = draftOf(row("A", { valid_to: "2017-12-31" }), row("A", { valid_from: "2018-01-01" }), row("B"));
    expect(draft.faultyRows).toBe(0);
    expect(draft.changedRows).toBe(0);
  });

  it("marks both rows that decide one code on the same days, and frees both when one ends", () => {
    const draft = draftOf(row("A"), row("A", { valid_from: "2018-01-01" }));
    expect(wordsOf(draft, 0)).toEqual([words.faultOverlap]);
    expect(wordsOf(draft, 1)).toEqual([words.faultOverlap]);
    draft.set(draft.rows[0]!, "valid_to", "2017-12-31");
    expect(draft.faultyRows).toBe(0);
    expect(draft.changedRows).toBe(1);
  });

  it("finds missing codes, unknown targets and impossible dates", () => {
    const draft = draftOf(row(""), row("B", { target_code: "anziani.nulla" }), row("C", { valid_from: "2017-02-30" }), row("D", { target_code: "" }));
    expect(wordsOf(draft, 0)).toEqual([words.faultCode]);
    expect(wordsOf(draft, 1)).toEqual([words.faultTargetUnknown]);
    expect(wordsOf(draft, 2)).toEqual([words.faultDate]);
    expect(wordsOf(draft, 3)).toEqual([words.faultTargetMissing]);
  });

  it("asks no target of rows that do not map", () => {
    expect(draftOf(row("A", { status: "UNCHECKED", target_code: "" }), row("B", { status: "IGNORED", target_code: "" })).faultyRows).toBe(0);
  });

  it("counts a row that is changed and changed back as unchanged", () => {
    const draft = draftOf(row("A"));
    draft.set(draft.rows[0]!, "comment", "x");
    expect(draft.changedRows).toBe(1);
    draft.set(draft.rows[0]!, "comment", "");
    expect(draft.changedRows).toBe(0);
  });

  it("pastes cells of a spreadsheet over rows and beyond the last one", () => {
    const draft = draftOf(row("A"), row("B"));
    draft.paste(draft.rows.slice(), 1, "source_label", parseCells('uno\tanziani.rsd\ndue\tanziani.rsa\r\n"tre\nrighe"\tanziani.rsa\n'));
    expect(draft.rows.map((each) => each.row.source_label)).toEqual(["label of A", "uno", "due", "tre\nrighe"]);
    expect(draft.rows[1]?.row.target_code).toBe("anziani.rsd");
    expect(wordsOf(draft, 2)).toEqual([words.faultCode]);
  });

  it("applies a person's changes to the rows of another", () => {
    const draft = draftOf(row("A"), row("B"), row("C"));
    draft.set(draft.rows[0]!, "target_code", "anziani.rsd");
    draft.remove(draft.rows[1]!);
    draft.set(draft.add(), "source_code", "N");
    const merged = draft.applyTo([row("A", { comment: "theirs" }), row("B"), row("C", { comment: "kept" }), row("Z")]);
    const found = merged.content().map((each) => [each.source_code, each.target_code, each.comment ?? ""]);
    expect(found).toEqual([["A", "anziani.rsd", ""], ["C", "anziani.rsa", "kept"], ["Z", "anziani.rsa", ""], ["N", "", ""]]);
    expect([...draft.changedCodes()].sort()).toEqual(["A", "B", "N"]);
  });

  it("changes a cell of a hundred thousand rows without looking at all of them", () => {
    const draft = draftOf(...Array.from({ length: 100_000 }, (_, at) => row(`C${at}`)));
    const before = draft.judged;
    for (let at = 0; at < 1000; at += 1) draft.set(draft.rows[at]!, "comment", "x");
    expect(draft.judged - before).toBe(1000);
    expect(draft.changedRows).toBe(1000);
  });
});
