// The editor of a table: fields in the grid with their faults as one types, keyboard, paste, and the search in the scheme.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { SchemeSearch } from "../../mapping/combobox";
import { useNames } from "../../mapping/row-summary";
import { FilterBox, hasWords } from "../../ui/filter";
import { useWords } from "../../words/words";
import type { DraftRow, TableDraft } from "./draft";
import { EditRow } from "./edit-row";
import { COLUMN_WORDS, GridFrame, type Spot } from "./grid";
import { words } from "./words";

function shownRows(draft: TableDraft, names: ReadonlyMap<string, string>, filter: string, onlyFaults: boolean): DraftRow[] {
  const fits = hasWords(filter);
  return draft.rows.filter((each) => {
    if (onlyFaults && draft.faultsOf(each).length === 0) return false;
    const { row } = each;
    const name = names.get(row.target_code ?? "") ?? "";
    return fits(`${row.source_code} ${row.source_label ?? ""} ${row.target_code ?? ""} ${name} ${row.comment ?? ""}`);
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
  const names = useNames(system);
  const [filter, setFilter] = useState("");
  const [onlyFaults, setOnlyFaults] = useState(false);
  const [focus, setFocus] = useState<{ row: number; column: Spot } | null>({ row: 0, column: "source_code" }); // begins in the grid
  const [current, setCurrent] = useState<DraftRow | null>(null);
  const [searching, setSearching] = useState<{ row: DraftRow; column: Spot } | null>(null); // from which cell one went to the search
  // While one types, a row stays in sight even if it no longer fits the filter.
  const size = draft.rows.length;
  const shown = useMemo(() => shownRows(draft, names, filter, onlyFaults), [draft, names, filter, onlyFaults, size]);
  const goTo = useRef<{ row: DraftRow; column: Spot; at: number } | null>(null); // once it is drawn

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
            return (
              <EditRow
                key={each.id}
                draft={draft}
                each={each}
                names={names}
                at={at}
                isWanted={focus?.row === at}
                onChange={(column, value) => change(() => draft.set(each, column, value))}
                onMove={(column, by) => {
                  const row = Math.abs(by) === 1 ? at + by : by < 0 ? 0 : shown.length - 1;
                  if (row >= 0 && row < shown.length) setFocus({ row, column });
                }}
                onSearch={(column) => {
                  setCurrent(each);
                  setSearching({ row: each, column });
                }}
                onPaste={(column, cells) => change(() => draft.paste(shown, at, column, cells))}
                onFocus={() => setCurrent(each)}
                onRemove={() =>
                  change(() => {
                    goTo.current = { row: each, column: "remove", at };
                    draft.remove(each);
                  })
                }
              />
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
            key={`${current.id} ${searching?.row === current}`}
            system={system}
            autoFocus={searching?.row === current}
            onLeave={() => {
              const row = shown.indexOf(current);
              if (row >= 0) setFocus({ row, column: searching?.column ?? "target_code" });
              setSearching(null);
            }}
            onChoose={(code) => {
              change(() =>
                draft.together(() => {
                  draft.set(current, "target_code", code.code);
                  if (!current.row.relationship) draft.set(current, "relationship", "equivalent");
                }),
              );
              const row = shown.indexOf(current);
              if (row >= 0) setFocus({ row, column: "target_code" });
              setSearching(null);
            }}
          />
        </section>
      )}
    </>
  );
}
