// The rows of a table: a list of which only the rows in sight are drawn, so that 100,000 rows stay fluid. Reading and editing
// use the same frame; an edited cell is a field.
import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { StateBadge } from "../../ui/badge";
import { FormulaMark } from "../../ui/formula-mark";
import { STEP, useSlice } from "../../ui/virtual";
import { formatDay } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Word } from "../../words/words";
import { relationshipWords, words as mappingWords } from "../../mapping/words";
import type { Row } from "../../mapping/versions";
import { furtherText } from "../../mapping/columns";
import { type Column, COLUMNS } from "./validate";
import { words } from "./words";

/** A column, or the button that removes the row. */
export type Spot = Column | "remove";

const ROW_HEIGHT = 44; // px, as in tables.scss

export const COLUMN_WORDS: Record<Column, Word> = {
  source_code: mappingWords.sourceCode,
  source_label: mappingWords.sourceLabel,
  target_code: mappingWords.targetCode,
  relationship: mappingWords.relationship,
  status: mappingWords.status,
  valid_from: mappingWords.validFrom,
  valid_to: mappingWords.validTo,
  comment: mappingWords.comment,
};

interface FrameProps {
  count: number;
  editing: boolean;
  focus: { row: number; column: Spot } | null; // a cell that must come into sight and take the focus
  onFocused: () => void;
  children: (at: number) => ComponentChildren;
}

export function GridFrame({ count, editing, focus, onFocused, children }: FrameProps) {
  const say = useWords();
  const box = useRef<HTMLDivElement>(null);
  const { first, end } = useSlice(box, ROW_HEIGHT, count);

  // Before the browser paints, so that what is typed next goes to the new cell.
  useLayoutEffect(() => {
    const element = box.current;
    if (!focus || !element) return;
    const top = focus.row * ROW_HEIGHT;
    const head = ROW_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT + head > element.scrollTop + element.clientHeight) {
      element.scrollTop = top + ROW_HEIGHT + head - element.clientHeight;
    }
    const cell = element.querySelector<HTMLElement>(`[data-cell="${focus.row}-${focus.column}"]`);
    if (!cell) return; // drawn in the next round, after the scrolling
    cell.focus();
    onFocused();
  });

  // In blocks, of which one comes and one goes: of single rows Preact would take out and put back those that stay.
  const blocks: ComponentChildren[] = [];
  for (let start = first - (first % STEP); start < end; start += STEP) {
    const lines: ComponentChildren[] = [];
    for (let at = Math.max(start, first); at < Math.min(start + STEP, end); at += 1) lines.push(children(at));
    blocks.push(
      <div role="presentation" key={start}>
        {lines}
      </div>,
    );
  }
  return (
    <div class="vlist" ref={box} tabIndex={editing ? undefined : 0} role="region" aria-label={say(words.gridName)}>
      <div role="table" aria-label={say(words.gridName)} aria-rowcount={count + 1} class={editing ? "vtable vtable-editing" : "vtable"}>
        <div role="row" class="vrow vhead" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <span role="columnheader" key={column}>
              {say(COLUMN_WORDS[column])}
            </span>
          ))}
          {editing && <span role="columnheader">{say(words.removeShort)}</span>}
        </div>
        <div role="rowgroup" class="vbody" style={{ height: `${count * ROW_HEIGHT}px` }}>
          <div role="presentation" style={{ transform: `translateY(${first * ROW_HEIGHT}px)` }}>
            {blocks}
          </div>
        </div>
      </div>
    </div>
  );
}

/** Rows to read. */
export function ReadGrid({ rows, names }: { rows: readonly Row[]; names: ReadonlyMap<string, string> }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <GridFrame count={rows.length} editing={false} focus={null} onFocused={() => undefined}>
      {(at) => {
        const row = rows[at];
        if (!row) return null;
        const target = row.target_code ?? "";
        return (
          <div role="row" class="vrow" key={at} aria-rowindex={at + 2}>
            <span role="cell" class="mono">
              <FormulaMark text={row.source_code} /> {row.source_code}
            </span>
            <span role="cell" title={row.source_label}>
              <FormulaMark text={row.source_label ?? ""} /> {row.source_label}
            </span>
            <span role="cell" title={`${names.get(target) ?? ""} ${target}`.trim()}>
              {names.get(target) ?? ""} <span class="mono soft">{target}</span>
            </span>
            <span role="cell">{row.relationship ? say(relationshipWords[row.relationship]) : ""}</span>
            <span role="cell">
              <StateBadge state={row.status} />
            </span>
            <span role="cell">{row.valid_from && formatDay(row.valid_from, language)}</span>
            <span role="cell">{row.valid_to && formatDay(row.valid_to, language)}</span>
            <span role="cell" title={[furtherText(row), row.comment].filter(Boolean).join(" · ")}>
              {furtherText(row) !== "" && <span class="mono soft">{furtherText(row)} </span>}
              <FormulaMark text={row.comment ?? ""} /> {row.comment}
            </span>
          </div>
        );
      }}
    </GridFrame>
  );
}
