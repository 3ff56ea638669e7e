// Steps: what was done to a draft, so that it can be undone and done again. What one typed into one cell without a break is one
// step. Knows nothing of a draft: a step says of each row what it was before and after.
import type { Row } from "../../mapping/versions";
import type { DraftRow } from "./draft";
import type { Column } from "./validate";

export interface Edit {
  each: DraftRow;
  at: number; // its place among the rows
  before: Row | null; // null: it was not there
  after: Row | null;
}

export interface Step {
  edits: Edit[];
  column: Column | null; // where it began
}

const MOST = 500; // older ones are forgotten

export class Steps {
  private done: Step[] = [];
  private undone: Step[] = [];
  private open: Step | null = null;

  get canUndo(): boolean {
    return this.done.length > 0;
  }
  get canRedo(): boolean {
    return this.undone.length > 0;
  }

  /** All that `act` notes is one step; within another step it is part of that. */
  together<T>(column: Column | null, act: () => T): T {
    if (this.open) return act();
    const step: Step = { edits: [], column };
    this.open = step;
    try {
      return act();
    } finally {
      this.open = null;
      if (step.edits.length > 0) this.keep(step);
    }
  }

  /** Outside of a step nothing is noted. Several edits of one row after another are one. */
  note(edit: Edit): void {
    if (!this.open) return;
    const last = this.open.edits.at(-1);
    if (last?.each === edit.each && last.after !== null && edit.before !== null) last.after = edit.after;
    else this.open.edits.push(edit);
  }

  /** The step to undo; it can be done again afterwards. */
  back(): Step | undefined {
    const step = this.done.pop();
    if (step) this.undone.push(step);
    return step;
  }

  forth(): Step | undefined {
    const step = this.undone.pop();
    if (step) this.done.push(step);
    return step;
  }

  private keep(step: Step): void {
    const [edit] = step.edits;
    const last = this.done.at(-1);
    const [known] = last?.edits ?? [];
    const isTyping = this.undone.length === 0 && step.column !== null && last?.column === step.column;
    this.undone = [];
    if (isTyping && edit && known?.each === edit.each) {
      known.after = edit.after;
      return;
    }
    this.done.push(step);
    if (this.done.length > MOST) this.done.shift();
  }
}
