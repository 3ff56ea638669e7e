// The editor of a table: fields in the grid with their faults as one types, keyboard, paste, and the search in the scheme.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { SchemeSearch } from "../../mapping/combobox";
import { relationshipWords } from "../../mapping/words";
import { FilterBox, hasWords } from "../../ui/filter";
import { stateWords } from "../../words/phrases";
import { useWords } from "../../words/words";
import { type DraftRow, parseCells, type TableDraft } from "./draft";
import { COLUMN_WORDS, GridFrame } from "./grid";
import { type Column, COLUMNS, type Fault, RELATIONSHIPS, STATUSES } from "./validate";
import { words } from "./words";

interface CellProps {
  each: DraftRow;
  at: number; // in the shown rows
  column: Column;
  faults: readonly Fault[];
  onChange: (value: string) => void;
  onMove: (by: number) => void;
  onPaste: (cells: string[][]) => void;
  onFocus: () => void;
}

function Cell({ each, at, column, faults, onChange, onMove, onPaste, onFocus }: CellProps) {
  const say = useWords();
  const fault = faults.find((one) => one.column === column);
  const text = fault ? say(fault.word, fault.parameters) : undefined;
  const shared = {
    "data-cell": `${at}-${column}`,
    "aria-label": say(words.cell, { column: say(COLUMN_WORDS[column]), row: String(at + 1) }) + (text ? `: ${text}` : ""),
    "aria-invalid": fault !== undefined,
    title: text,
    value: each.row[column] ?? "",
    onFocus,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const by = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(by);
  };
  if (column === "relationship" || column === "status") {
    const values: readonly string[] = column === "status" ? STATUSES : ["", ...RELATIONSHIPS];
    const known = values.includes(shared.value);
    const name = (value: string) => {
      if (value === "") return say(words.noRelationship);
      const word = column === "status" ? stateWords[value as "APPROVED"] : relationshipWords[value as "equivalent"];
      return word ? say(word) : value;
    };
    return (
      <select {...shared} onChange={(event) => onChange(event.currentTarget.value)}>
        {!known && <option value={shared.value}>{shared.value}</option>}
        {values.map((value) => (
          <option key={value} value={value}>
            {name(value)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      {...shared}
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
}

function shownRows(draft: TableDraft, filter: string, onlyFaults: boolean): DraftRow[] {
  const fits = hasWords(filter);
  return draft.rows.filter((each) => {
    if (onlyFaults && draft.faultsOf(each).length === 0) return false;
    const { row } = each;
    return fits(`${row.source_code} ${row.source_label ?? ""} ${row.target_code ?? ""} ${row.comment ?? ""}`);
  });
}

function Tools({ draft, onAdd, onWalk }: { draft: TableDraft; onAdd: () => void; onWalk: (step: "undo" | "redo") => void }) {
  const say = useWords();
  const button = (label: string, isOff: boolean, onClick: () => void) => (
    <button type="button" class="btn btn-outline-primary btn-sm" disabled={isOff} onClick={onClick}>
      {label}
    </button>
  );
  return (
    <>
      {button(say(words.addRow), false, onAdd)}
      {button(say(words.undo), !draft.canUndo, () => onWalk("undo"))}
      {button(say(words.redo), !draft.canRedo, () => onWalk("redo"))}
    </>
  );
}

export function Editor({ draft, system, onTurn }: { draft: TableDraft; system: string; onTurn: () => void }) {
  const say = useWords();
  const [filter, setFilter] = useState("");
  const [onlyFaults, setOnlyFaults] = useState(false);
  const [focus, setFocus] = useState<{ row: number; column: Column } | null>(null);
  const [current, setCurrent] = useState<DraftRow | null>(null);
  // While one types, a row stays in sight even if it no longer fits the filter.
  const size = draft.rows.length;
  const shown = useMemo(() => shownRows(draft, filter, onlyFaults), [draft, filter, onlyFaults, size]);
  const goTo = useRef<{ row: DraftRow; column: Column; at: number } | null>(null); // once it is drawn

  const change = (act: () => void) => {
    act();
    onTurn();
  };
  useEffect(() => {
    const target = goTo.current;
    if (!target) return;
    goTo.current = null;
    const found = shown.indexOf(target.row);
    const row = found >= 0 ? found : Math.min(target.at, shown.length - 1); // a row that is gone: the one in its place
    if (row >= 0) setFocus({ row, column: target.column });
  });
  const walk = (step: "undo" | "redo") =>
    change(() => {
      goTo.current = draft[step]();
    });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault(); // the browser would undo in one field only
    walk(key === "y" || event.shiftKey ? "redo" : "undo");
  };

  return (
    <>
      <FilterBox id="row-filter" label={say(words.rowFilter)} value={filter} onChange={setFilter}>
        <label class="tick">
          <input type="checkbox" checked={onlyFaults} onChange={(event) => setOnlyFaults(event.currentTarget.checked)} />
          {say(words.onlyFaults)}
        </label>
        <Tools
          draft={draft}
          onAdd={() => {
            setFilter("");
            setOnlyFaults(false);
            change(() => {
              goTo.current = { row: draft.add(), column: "source_code", at: -1 };
            });
          }}
          onWalk={walk}
        />
      </FilterBox>
      <p class="soft editor-count" role="status">
        {say(words.shown, { shown: shown.length, total: size })}; {say(words.changedRows, { n: draft.changedRows })};{" "}
        <span class={draft.faultyRows > 0 ? "field-fault" : ""}>{say(words.faultyRows, { n: draft.faultyRows })}</span>
      </p>
      <div onKeyDown={onKeyDown}>
        <GridFrame count={shown.length} editing focus={focus} onFocused={() => setFocus(null)}>
          {(at) => {
            const each = shown[at];
            if (!each) return null;
            const faults = draft.faultsOf(each);
            return (
              <div
                role="row"
                key={each.id}
                aria-rowindex={at + 2}
                class={`vrow ${draft.isChanged(each) ? "vrow-changed" : ""} ${faults.length > 0 ? "vrow-faulty" : ""}`}
              >
                {COLUMNS.map((column) => (
                  <span role="cell" key={column}>
                    <Cell
                      each={each}
                      at={at}
                      column={column}
                      faults={faults}
                      onChange={(value) => change(() => draft.set(each, column, value))}
                      onMove={(by) => {
                        const row = at + by;
                        if (row >= 0 && row < shown.length) setFocus({ row, column });
                      }}
                      onPaste={(cells) => change(() => draft.paste(shown, at, column, cells))}
                      onFocus={() => setCurrent(each)}
                    />
                  </span>
                ))}
                <span role="cell">
                  <button
                    type="button"
                    class="btn-link-plain"
                    aria-label={say(words.removeRow, { row: String(at + 1) })}
                    onClick={(event) => event.detail < 2 && change(() => draft.remove(each)) /* a double click removes one row */}
                  >
                    {say(words.removeShort)}
                  </button>
                </span>
              </div>
            );
          }}
        </GridFrame>
      </div>
      <p class="field-help">{say(words.keysHelp)}</p>
      {current && draft.rows.includes(current) && (
        <section class="panel row-panel" aria-label={say(words.forRow, { row: String(shown.indexOf(current) + 1), code: current.row.source_code })}>
          <h2>{say(words.forRow, { row: String(shown.indexOf(current) + 1), code: current.row.source_code })}</h2>
          {draft.faultsOf(current).map((fault, number) => (
            <p key={number} class="field-fault">
              {say(COLUMN_WORDS[fault.column])}: {say(fault.word, fault.parameters)}
            </p>
          ))}
          <SchemeSearch
            key={current.id}
            system={system}
            onChoose={(code) => {
              change(() =>
                draft.together(() => {
                  draft.set(current, "target_code", code.code);
                  if (!current.row.relationship) draft.set(current, "relationship", "equivalent");
                }),
              );
              const row = shown.indexOf(current);
              if (row >= 0) setFocus({ row, column: "target_code" });
            }}
          />
        </section>
      )}
    </>
  );
}
