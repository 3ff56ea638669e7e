// One row of the editor. It is text at first; its fields are drawn once it stays in sight, a few rows a frame, so that the browser
// never stands still while somebody drags the bar through 100,000 rows.
import { useEffect, useState } from "preact/hooks";
import { relationshipWords } from "../../mapping/words";
import { FormulaMark } from "../../ui/formula-mark";
import { isFormula } from "../../words/formula";
import { common, stateWords } from "../../words/phrases";
import { useWords } from "../../words/words";
import { parseCells } from "./cells";
import type { DraftRow, TableDraft } from "./draft";
import { COLUMN_WORDS } from "./grid";
import { type Column, COLUMNS, type Fault, RELATIONSHIPS, STATUSES } from "./validate";
import { words } from "./words";

interface CellProps {
  each: DraftRow;
  at: number; // in the shown rows
  column: Column;
  faults: readonly Fault[];
  label: string; // of a shared code; "": none
  onChange: (value: string) => void;
  onMove: (by: number) => void;
  onSearch: () => void;
  onPaste: (cells: string[][]) => void;
  onFocus: () => void;
}

function Cell({ each, at, column, faults, label, onChange, onMove, onSearch, onPaste, onFocus }: CellProps) {
  const say = useWords();
  const fault = faults.find((one) => one.column === column);
  const isList = column === "relationship" || column === "status";
  const text = fault ? say(fault.word, fault.parameters) : undefined;
  const shared = {
    "data-cell": `${at}-${column}`,
    "aria-label": say(words.cell, { column: say(COLUMN_WORDS[column]), row: String(at + 1) }) + (text ? `: ${text}` : ""),
    "aria-invalid": fault !== undefined,
    title: text ?? (label || (isFormula(each.row[column] ?? "") ? say(common.formulaHelp) : undefined)),
    value: each.row[column] ?? "",
    onFocus,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.metaKey) return;
    if (event.key === "F2") {
      event.preventDefault();
      onSearch();
      return;
    }
    const steps: Record<string, number> = event.ctrlKey ? { Home: -Infinity, End: Infinity } : { ArrowDown: 1, Enter: 1, ArrowUp: -1 };
    const by = steps[event.key];
    if (by === undefined || (isList && !event.ctrlKey)) return; // in a list, arrows choose
    event.preventDefault();
    onMove(by);
  };
  if (isList) {
    const values: readonly string[] = column === "status" ? STATUSES : ["", ...RELATIONSHIPS];
    const known = values.includes(shared.value);
    const name = (value: string) => {
      if (value === "") return say(words.noRelationship);
      const word = column === "status" ? stateWords[value as "APPROVED"] : relationshipWords[value as "equivalent"];
      return word ? say(word) : value;
    };
    return (
      <select {...shared} onKeyDown={onKeyDown} onChange={(event) => onChange(event.currentTarget.value)}>
        {!known && <option value={shared.value}>{shared.value}</option>}
        {values.map((value) => (
          <option key={value} value={value}>
            {name(value)}
          </option>
        ))}
      </select>
    );
  }
  const nameId = `cell-name-${each.id}`;
  const field = (
    <input
      {...shared}
      aria-describedby={label ? nameId : undefined}
      type="text"
      autoComplete="off"
      spellcheck={false}
      class={column === "source_code" || column === "target_code" ? "mono" : undefined}
      onInput={(event) => onChange(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const pasted = event.clipboardData?.getData("text/plain") ?? "";
        if (!/[\t\n]/.test(pasted.replace(/\r?\n$/, ""))) return; // one cell: as everywhere
        event.preventDefault();
        onPaste(parseCells(pasted));
      }}
    />
  );
  if (column === "source_code" || column === "source_label" || column === "comment") {
    return (
      <span class="cell-marked">
        {field}
        <FormulaMark text={shared.value} />
      </span>
    );
  }
  if (column !== "target_code") return field;
  return (
    <span class="cell-target">
      {field}
      <span id={nameId} class="cell-name" title={label || undefined}>
        {label}
      </span>
    </span>
  );
}

const ROWS_A_FRAME = 1; // that get their fields
const FRAMES_OF_REST = 2; // a row that is gone sooner, as while the bar is dragged, never has fields
const waiting = new Map<() => void, number>(); // how to draw a row, in the order of asking; the frame in which it asked
let frame = 0; // counts while a row waits
let isAsked = false; // for the next frame

function askForFrame() {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    frame += 1;
    const due = [...waiting].filter(([, since]) => frame - since >= FRAMES_OF_REST).slice(0, ROWS_A_FRAME);
    for (const [draw] of due) {
      waiting.delete(draw);
      draw();
    }
    if (waiting.size > 0) askForFrame();
  });
}

/** Calls back in a later frame; returns how to withdraw. */
function inTurn(draw: () => void): () => void {
  waiting.set(draw, frame);
  askForFrame();
  return () => waiting.delete(draw);
}

interface RowProps {
  draft: TableDraft;
  each: DraftRow;
  names: ReadonlyMap<string, string>; // of the shared codes
  at: number; // in the shown rows
  isWanted: boolean; // its fields are needed now: one of them takes the focus
  onChange: (column: Column, value: string) => void;
  onMove: (column: Column, by: number) => void;
  onSearch: (column: Column) => void;
  onPaste: (column: Column, cells: string[][]) => void;
  onFocus: () => void;
  onRemove: () => void;
}

export function EditRow({ draft, each, names, at, isWanted, onChange, onMove, onSearch, onPaste, onFocus, onRemove }: RowProps) {
  const say = useWords();
  const [hasFields, setHasFields] = useState(isWanted);
  if (isWanted && !hasFields) setHasFields(true);
  useEffect(() => (hasFields ? undefined : inTurn(() => setHasFields(true))), [hasFields]);
  const faults = draft.faultsOf(each);
  const label = names.get(each.row.target_code ?? "") ?? "";
  const state = `${draft.isChanged(each) ? "vrow-changed" : ""} ${faults.length > 0 ? "vrow-faulty" : ""}`;
  if (!hasFields) {
    return (
      <div role="row" aria-rowindex={at + 2} class={`vrow vrow-text ${state}`}>
        {COLUMNS.map((column) => (
          <span role="cell" key={column}>
            {column !== "target_code" && <FormulaMark text={each.row[column] ?? ""} />} {each.row[column] ?? ""}
            {column === "target_code" && <span class="cell-name"> {label}</span>}
          </span>
        ))}
      </div>
    );
  }
  return (
    <div role="row" aria-rowindex={at + 2} class={`vrow ${state}`}>
      {COLUMNS.map((column) => (
        <span role="cell" key={column}>
          <Cell
            each={each}
            at={at}
            column={column}
            faults={faults}
            label={column === "target_code" ? label : ""}
            onChange={(value) => onChange(column, value)}
            onMove={(by) => onMove(column, by)}
            onSearch={() => onSearch(column)}
            onPaste={(cells) => onPaste(column, cells)}
            onFocus={onFocus}
          />
        </span>
      ))}
      <span role="cell">
        <button
          type="button"
          class="btn-link-plain"
          data-cell={`${at}-remove`}
          aria-label={say(words.removeRow, { row: String(at + 1) })}
          onClick={(event) => event.detail < 2 && onRemove() /* a double click removes one row */}
        >
          {say(words.removeShort)}
        </button>
      </span>
    </div>
  );
}
