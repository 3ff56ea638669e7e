import { describe, expect, it } from "vitest";
import type { Row } from "../../mapping/versions";
import { TableDraft } from "./draft";
import { type Clash, clashesOf, type Side } from "./merge";

const row = (code: string, more: Partial<Row> = {}): Row => ({ source_code: code, source_label: `label of ${code}`, status: "UNCHECKED", ...more });
const notes = (rows: readonly Row[]) => rows.map((each) => `${each.source_code}|${each.comment ?? ""}`);

function join(draft: TableDraft, theirs: Row[], side: Side = "mine") {
  const joined = draft.joinWith(theirs);
  const clashes = clashesOf(joined.merged);
  const merged = draft.applyTo(joined, new Map<Clash, Side>(clashes.map((each) => [each, side])));
  return { merged, clashes, rows: merged.content() };
}

describe("two persons' changes", () => {
  it("keeps theirs in cells that I did not touch, and adds my new rows", () => {
    const base = [row("A"), row("B"), row("C")];
    const draft = new TableDraft(base);
    draft.set(draft.rows[0]!, "comment", "mine");
    draft.remove(draft.rows[1]!);
    draft.set(draft.add(), "source_code", "N");
    const { rows, clashes } = join(draft, [row("A", { source_label: "theirs" }), row("B"), row("C", { comment: "kept" }), row("Z")]);
    expect(notes(rows)).toEqual(["A|mine", "C|kept", "Z|", "N|"]);
    expect(rows[0]?.source_label).toBe("theirs");
    expect(clashes).toEqual([]);
  });

  it("finds the right one of several rows with one code", () => {
    const base = ["uno", "due", "tre"].map((comment) => row("DUP", { comment }));
    const draft = new TableDraft(base);
    draft.set(draft.rows[2]!, "comment", "tre, mio");
    expect(notes(join(draft, [...base, row("Z")]).rows)).toEqual(["DUP|uno", "DUP|due", "DUP|tre, mio", "Z|"]);
    expect(notes(join(draft, base.slice(1)).rows)).toEqual(["DUP|due", "DUP|tre, mio"]);
    const other = new TableDraft(base);
    other.remove(other.rows[1]!);
    expect(notes(join(other, base).rows)).toEqual(["DUP|uno", "DUP|tre"]);
  });

  it("asks row by row where both changed the same cell, and keeps the other cells of both", () => {
    const draft = new TableDraft([row("A"), row("B")]);
    draft.set(draft.rows[0]!, "comment", "mine");
    draft.set(draft.rows[0]!, "valid_to", "2017-12-31");
    draft.set(draft.rows[1]!, "comment", "mine");
    const theirs = [row("A", { comment: "theirs", source_label: "new" }), row("B")];
    const mine = join(draft, theirs);
    expect(mine.clashes.map((each) => each.base?.source_code)).toEqual(["A"]);
    expect(mine.rows[0]).toMatchObject({ comment: "mine", valid_to: "2017-12-31", source_label: "new" });
    const other = join(draft, theirs, "theirs");
    expect(other.rows[0]).toMatchObject({ comment: "theirs", valid_to: "2017-12-31", source_label: "new" });
    expect(other.rows[1]).toMatchObject({ comment: "mine" });
  });

  it("puts a row that they removed and I changed where it was, or leaves it out", () => {
    const draft = new TableDraft([row("A"), row("B"), row("C")]);
    draft.set(draft.rows[1]!, "comment", "mine");
    const kept = join(draft, [row("A"), row("C")]);
    expect(notes(kept.rows)).toEqual(["A|", "B|mine", "C|"]);
    expect(kept.clashes).toEqual([{ base: row("B"), mine: row("B", { comment: "mine" }), theirs: null }]);
    expect(notes(join(draft, [row("A"), row("C")], "theirs").rows)).toEqual(["A|", "C|"]);
  });

  it("asks about a row that I removed and they changed, and about one that both added", () => {
    const draft = new TableDraft([row("A"), row("B")]);
    draft.remove(draft.rows[0]!);
    draft.set(draft.add(), "source_code", "N");
    draft.set(draft.rows[1]!, "comment", "mine");
    const theirs = [row("A", { comment: "theirs" }), row("B"), row("N", { comment: "theirs" })];
    expect(notes(join(draft, theirs).rows)).toEqual(["B|", "N|mine"]);
    expect(notes(join(draft, theirs, "theirs").rows)).toEqual(["A|theirs", "B|", "N|theirs"]);
  });

  it("loses nothing when codes are exchanged or take each other's place", () => {
    const draft = new TableDraft([row("C0", { comment: "0" }), row("C1", { comment: "1" }), row("C2", { comment: "2" })]);
    draft.set(draft.rows[0]!, "source_code", "C1");
    draft.set(draft.rows[1]!, "source_code", "C0");
    expect(notes(join(draft, [row("C0", { comment: "0" }), row("C1", { comment: "1" }), row("C2", { comment: "theirs" })]).rows)).toEqual([
      "C1|0", "C0|1", "C2|theirs",
    ]); // prettier-ignore
  });

  it("is taken back by one step", () => {
    const draft = new TableDraft([row("A"), row("B")]);
    draft.set(draft.rows[0]!, "comment", "mine");
    draft.remove(draft.rows[1]!);
    draft.add();
    const theirs = [row("A", { valid_to: "2017-12-31" }), row("B"), row("Z")];
    const { merged } = join(draft, theirs);
    const after = structuredClone(merged.content());
    merged.undo();
    expect(merged.content()).toEqual(theirs);
    expect([merged.changedRows, merged.canUndo]).toEqual([0, false]);
    merged.redo();
    expect(merged.content()).toEqual(after);
  });

  it("holds both in any mixture of changes to different rows", () => {
    let seed = 11;
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      return Math.floor((seed / 2147483648) * below);
    };
    for (let round = 0; round < 500; round += 1) {
      const base = Array.from({ length: 8 }, (_, at) => row(`C${random(4)}`, { comment: `${at}` }));
      const draft = new TableDraft(base);
      const theirs: Row[] = [];
      const expected: string[] = [];
      const rows = draft.rows.slice();
      base.forEach((each, at) => {
        const kind = random(5);
        if (kind === 0) draft.remove(rows[at]!);
        if (kind === 1) draft.set(rows[at]!, "source_label", `mine ${at}`);
        if (kind === 2) draft.set(rows[at]!, "source_code", `N${at}`);
        if (kind !== 3) theirs.push(each); // 3: they remove it
        if (kind === 1) expected.push(`${each.source_code}|mine ${at}|${at}`);
        else if (kind === 2) expected.push(`N${at}|${each.source_label}|${at}`);
        else if (kind === 4) expected.push(`${each.source_code}|${each.source_label}|${at}`);
      });
      const { rows: found } = join(draft, theirs);
      expect(found.map((each) => `${each.source_code}|${each.source_label}|${each.comment}`)).toEqual(expected);
    }
  });
});
