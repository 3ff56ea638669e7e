// TableDraft: the rows that are being edited, with their faults. Changing one cell costs the same for ten rows and for a hundred
// thousand: only the row and those with the same code are judged again. Mutable; the grid redraws when `turn` grows.
import type { Row } from "../../mapping/versions";
import { chosenRow, type Clash, isSame, merge, type Merged, type Side } from "./merge";
import { type Column, COLUMNS, decides, type Fault, faultsOf, overlap } from "./validate";
import { type Step, Steps } from "./steps";
import { words } from "./words";

export interface DraftRow {
  id: number;
  row: Row;
  original: Row | null; // null: a new row
}

function put(row: Row, column: Column, value: string): void {
  if (column === "relationship" && value === "") delete row.relationship;
  else row[column] = value as never;
}

/** What two persons made of one table, until it is known which of them counts where both changed the same. */
export interface Joined {
  merged: readonly Merged[];
  theirs: readonly Row[];
}

export class TableDraft {
  turn = 0;
  judged = 0; // how many rows were judged so far: the cost of what was done
  readonly rows: DraftRow[];
  private removed: Row[] = [];
  private nextId: number;
  private readonly byCode = new Map<string, Set<DraftRow>>();
  private readonly faults = new Map<number, Fault[]>();
  private readonly changed = new Set<number>();
  private targets: ReadonlyMap<string, unknown> = new Map();
  private readonly steps = new Steps();
  private later: Set<string> | null = null; // codes to judge, while many rows change

  /** `base`: the rows as they were read. */
  constructor(private readonly base: readonly Row[]) {
    this.rows = base.map((row, id) => ({ id, row, original: row }));
    this.nextId = base.length;
    for (const each of this.rows) this.note(each);
    this.judgeAll();
  }

  setTargets(targets: ReadonlyMap<string, unknown>): void {
    this.targets = targets;
    this.judgeAll();
    this.turn += 1;
  }

  faultsOf(row: DraftRow): readonly Fault[] {
    return this.faults.get(row.id) ?? [];
  }
  get faultyRows(): number {
    return this.faults.size;
  }
  get changedRows(): number {
    return this.changed.size + this.removed.length;
  }
  isChanged(row: DraftRow): boolean {
    return this.changed.has(row.id);
  }

  get canUndo(): boolean {
    return this.steps.canUndo;
  }
  get canRedo(): boolean {
    return this.steps.canRedo;
  }

  /** What `act` does is undone at once. */
  together(act: () => void): void {
    this.steps.together(null, act);
  }

  /** Takes the last step back; where it was. */
  undo(): { row: DraftRow; column: Column; at: number } | null {
    return this.walk(this.steps.back(), "before");
  }
  redo(): { row: DraftRow; column: Column; at: number } | null {
    return this.walk(this.steps.forth(), "after");
  }

  set(row: DraftRow, column: Column, value: string): void {
    this.steps.together(column, () => this.change(row, column, value));
    this.turn += 1;
  }

  /** A new row at the end. */
  add(): DraftRow {
    const made = this.steps.together(null, () => this.append());
    this.turn += 1;
    return made;
  }

  remove(row: DraftRow): void {
    const at = this.rows.indexOf(row);
    if (at < 0) return;
    this.steps.together(null, () => this.takeOut(row, at));
    this.turn += 1;
  }

  /** Writes cells from `column` of `shown[at]` on, to the right and down; below the last shown row, new rows are made. */
  paste(shown: readonly DraftRow[], at: number, column: Column, cells: readonly (readonly string[])[]): void {
    const first = COLUMNS.indexOf(column);
    this.steps.together(null, () =>
      this.judgedLater(() =>
        cells.forEach((line, number) => {
          const each = shown[at + number] ?? this.append();
          const row: Row = { ...each.row };
          line.forEach((value, offset) => {
            const name = COLUMNS[first + offset];
            if (name) put(row, name, value.trim());
          });
          this.changeTo(each, row);
        }),
      ),
    );
    this.turn += 1;
  }

  content(): Row[] {
    return this.rows.map((each) => each.row);
  }

  /** This person's changes beside those that somebody else made to the same rows. */
  joinWith(theirs: readonly Row[]): Joined {
    const places = new Map(this.base.map((row, at) => [row, at]));
    const mine = this.rows.map((each) => ({ base: each.original ? (places.get(each.original) ?? null) : null, row: each.row }));
    return { merged: merge(this.base, mine, theirs), theirs };
  }

  /** A draft of their rows with this person's changes, which one step takes back. */
  applyTo({ merged, theirs }: Joined, choices: ReadonlyMap<Clash, Side> = new Map()): TableDraft {
    const draft = new TableDraft(theirs);
    draft.setTargets(this.targets);
    draft.steps.together(null, () => draft.judgedLater(() => draft.take(merged, choices)));
    draft.turn = this.turn + 1;
    return draft;
  }

  /** The codes of changed, new and removed rows. */
  changedCodes(): Set<string> {
    const codes = new Set(this.removed.map((row) => row.source_code));
    for (const each of this.rows) if (this.changed.has(each.id)) codes.add(each.original?.source_code ?? each.row.source_code);
    return codes;
  }

  private take(merged: readonly Merged[], choices: ReadonlyMap<Clash, Side>): void {
    const theirs = this.rows.slice();
    let at = 0;
    for (const each of merged) {
      const row = chosenRow(each, choices);
      const there = each.at === null ? undefined : theirs[each.at];
      if (there && row === null) this.takeOut(there, at);
      else if (there && row && !isSame(row, there.row)) {
        this.changeTo(there, row);
      } else if (!there && row) this.insert(row, at);
      if (row) at += 1;
    }
  }

  private append(): DraftRow {
    const row: Row = { source_code: "", source_label: "", target_code: "", relationship: "equivalent", status: "UNCHECKED" };
    return this.insert(row, this.rows.length);
  }

  private insert(row: Row, at: number): DraftRow {
    const made: DraftRow = { id: this.nextId, row, original: null };
    this.nextId += 1;
    this.rows.splice(at, 0, made);
    this.note(made);
    this.changed.add(made.id);
    this.judgeCode(row.source_code);
    this.steps.note({ each: made, at, before: null, after: row });
    return made;
  }

  private change(each: DraftRow, column: Column, value: string): void {
    const row: Row = { ...each.row };
    put(row, column, value);
    this.changeTo(each, row);
  }

  private changeTo(each: DraftRow, row: Row): void {
    this.steps.note({ each, at: -1, before: each.row, after: row });
    this.replace(each, row);
  }

  private replace(each: DraftRow, row: Row): void {
    const before = each.row.source_code;
    if (before !== row.source_code) this.forget(each);
    each.row = row;
    if (before !== row.source_code) this.note(each);
    this.mark(each);
    this.judgeCode(row.source_code);
    if (before !== row.source_code) this.judgeCode(before);
  }

  private mark(each: DraftRow): void {
    if (each.original && isSame(each.row, each.original)) this.changed.delete(each.id);
    else this.changed.add(each.id);
  }

  private takeOut(each: DraftRow, at: number): void {
    this.steps.note({ each, at, before: each.row, after: null });
    this.rows.splice(at, 1);
    if (each.original) this.removed.push(each.original);
    this.forget(each);
    this.changed.delete(each.id);
    this.faults.delete(each.id);
    this.judgeCode(each.row.source_code);
  }

  private putBack(each: DraftRow, at: number, row: Row): void {
    this.rows.splice(at, 0, each);
    const removed = each.original ? this.removed.indexOf(each.original) : -1;
    if (removed >= 0) this.removed.splice(removed, 1);
    each.row = row;
    this.note(each);
    this.mark(each);
    this.judgeCode(row.source_code);
  }

  private walk(step: Step | undefined, to: "before" | "after"): { row: DraftRow; column: Column; at: number } | null {
    if (!step) return null;
    const edits = to === "before" ? step.edits.slice().reverse() : step.edits;
    this.judgedLater(() => {
      for (const edit of edits) {
        const row = edit[to];
        if (row === null) this.takeOut(edit.each, this.rows.lastIndexOf(edit.each));
        else if (edit[to === "before" ? "after" : "before"] === null) this.putBack(edit.each, edit.at, row);
        else this.replace(edit.each, row);
      }
    });
    this.turn += 1;
    const [first] = step.edits;
    return first ? { row: first.each, column: step.column ?? "source_code", at: first.at } : null;
  }

  private note(each: DraftRow): void {
    const same = this.byCode.get(each.row.source_code);
    if (same) same.add(each);
    else this.byCode.set(each.row.source_code, new Set([each]));
  }

  private forget(each: DraftRow): void {
    const same = this.byCode.get(each.row.source_code);
    same?.delete(each);
    if (same?.size === 0) this.byCode.delete(each.row.source_code);
  }

  private judge(each: DraftRow): void {
    this.judged += 1;
    const found = faultsOf(each.row, this.targets);
    if (decides(each.row)) {
      for (const other of this.byCode.get(each.row.source_code) ?? []) {
        if (other === each || !overlap(each.row, other.row)) continue;
        found.push({ column: "source_code", word: words.faultOverlap });
        break;
      }
    }
    if (found.length > 0) this.faults.set(each.id, found);
    else this.faults.delete(each.id);
  }

  /** Rows that `act` changes are judged at its end, each code once. */
  private judgedLater(act: () => void): void {
    const codes = new Set<string>();
    this.later = codes;
    try {
      act();
    } finally {
      this.later = null;
      for (const code of codes) this.judgeCode(code);
    }
  }

  private judgeCode(code: string): void {
    if (this.later) {
      this.later.add(code);
      return;
    }
    for (const each of this.byCode.get(code) ?? []) this.judge(each);
  }

  private judgeAll(): void {
    for (const each of this.rows) this.judge(each);
  }
}
