import { describe, expect, it } from "vitest";
import type { Row } from "../../mapping/versions";
import { parseCells } from "./cells";
import { TableDraft } from "./draft";
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

  it("marks cells of a paste that begin with a quote, and knows a lone CR as the end of a row", () => {
    expect(parseCells('"aperta\tz\nk')).toEqual([['"aperta', "z"], ["k"]]);
    expect(parseCells('a\rb\r\n"due ""righe""\n"\tc')).toEqual([["a"], ["b"], ['due "righe"\n', "c"]]);
  });

  it("judges each code of a paste once", () => {
    const draft = draftOf(row("A"));
    const before = draft.judged;
    draft.paste(draft.rows.slice(), 0, "source_code", Array.from({ length: 1000 }, (_, at) => [`P${at}`, "x", "anziani.rsa", "equivalent", "APPROVED"]));
    expect(draft.judged - before).toBeLessThanOrEqual(1001);
    expect([draft.rows.length, draft.faultyRows, draft.changedRows]).toEqual([1000, 0, 1000]);
    draft.undo();
    expect(state(draft)).toEqual(state(draftOf(row("A"))));
  });

  it("changes a cell of a hundred thousand rows without looking at all of them", () => {
    const draft = draftOf(...Array.from({ length: 100_000 }, (_, at) => row(`C${at}`)));
    const before = draft.judged;
    for (let at = 0; at < 1000; at += 1) draft.set(draft.rows[at]!, "comment", "x");
    expect(draft.judged - before).toBe(1000);
    expect(draft.changedRows).toBe(1000);
  });
});

const codesOf = (draft: TableDraft) => draft.rows.map((each) => each.row.source_code);
const state = (draft: TableDraft) => ({ content: structuredClone(draft.content()), changed: draft.changedRows, faulty: draft.faultyRows });

describe("undo", () => {
  it("takes back what was typed into one cell at once, and each cell by itself", () => {
    const draft = draftOf(row("A"), row("B"));
    for (const text of ["p", "pr", "prova"]) draft.set(draft.rows[0]!, "comment", text);
    draft.set(draft.rows[1]!, "comment", "altra");
    expect(draft.undo()).toEqual({ row: draft.rows[1], column: "comment", at: -1 });
    expect(draft.content().map((each) => each.comment ?? "")).toEqual(["prova", ""]);
    draft.undo();
    expect(draft.changedRows).toBe(0);
    expect(draft.canUndo).toBe(false);
    expect(draft.undo()).toBeNull();
  });

  it("puts a removed row back where it was, with its faults and without a trace of the removal", () => {
    const draft = draftOf(row("A"), row("B", { target_code: "" }), row("C"));
    const before = state(draft);
    draft.remove(draft.rows[1]!);
    expect([draft.faultyRows, draft.changedRows]).toEqual([0, 1]);
    draft.undo();
    expect(state(draft)).toEqual(before);
    expect([...draft.changedCodes()]).toEqual([]);
  });

  it("takes a whole paste back, with the rows that it made", () => {
    const draft = draftOf(row("A"), row("B"));
    const before = state(draft);
    draft.paste(draft.rows.slice(), 1, "source_code", parseCells("X\tuno\nY\tdue\nZ\ttre"));
    expect(codesOf(draft)).toEqual(["A", "X", "Y", "Z"]);
    draft.undo();
    expect(state(draft)).toEqual(before);
    draft.redo();
    expect(codesOf(draft)).toEqual(["A", "X", "Y", "Z"]);
    expect(draft.content()[3]?.source_label).toBe("tre");
  });

  it("takes together what was done together", () => {
    const draft = draftOf(row("A"));
    draft.together(() => {
      draft.set(draft.rows[0]!, "target_code", "anziani.rsd");
      draft.set(draft.rows[0]!, "status", "FLAGGED");
    });
    draft.undo();
    expect(draft.changedRows).toBe(0);
    expect(draft.canUndo).toBe(false);
  });

  it("forgets what was undone once something else is done", () => {
    const draft = draftOf(row("A"));
    draft.set(draft.rows[0]!, "comment", "uno");
    draft.undo();
    draft.set(draft.rows[0]!, "comment", "due");
    expect(draft.canRedo).toBe(false);
    expect(draft.redo()).toBeNull();
    draft.undo();
    expect(draft.content()[0]?.comment ?? "").toBe("");
  });

  it("judges codes again: two rows of one code, one of them undone", () => {
    const draft = draftOf(row("A"), row("B"));
    draft.set(draft.rows[1]!, "source_code", "A");
    expect(draft.faultyRows).toBe(2);
    draft.undo();
    expect(draft.faultyRows).toBe(0);
    draft.redo();
    expect(draft.faultyRows).toBe(2);
  });

  it("comes back to the beginning, and to the end, after any mixture of steps", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    const draft = draftOf(...Array.from({ length: 20 }, (_, at) => row(`C${at}`)));
    const begin = state(draft);
    for (let at = 0; at < 300; at += 1) {
      const each = draft.rows[random(draft.rows.length)];
      const kind = random(4);
      if (kind === 0) draft.add();
      else if (kind === 1 && each && draft.rows.length > 5) draft.remove(each);
      else if (kind === 2) draft.paste(draft.rows.slice(), random(draft.rows.length), "source_code", [[`P${random(9)}`, "x"], ["C1"]]);
      else if (each) draft.set(each, "source_code", `C${random(25)}`);
    }
    const end = state(draft);
    while (draft.canUndo) draft.undo();
    expect(state(draft)).toEqual(begin);
    while (draft.canRedo) draft.redo();
    expect(state(draft)).toEqual(end);
  });
});
