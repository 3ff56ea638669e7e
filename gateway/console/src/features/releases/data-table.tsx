// The table of a cube: rows as a tree, the other dimension across. Hidden cells are buttons; Tab reaches the first one, arrows,
// Home and End move between them.
import { useRef, useState } from "preact/hooks";
import { formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { type Category, type Cube, type Dimension, type Place, withoutEmpty } from "./cube";
import { formatValue } from "./format";
import { HiddenDialog, HiddenMark } from "./hidden";
import { tableWords } from "./table-words";

const MANY_ROWS = 60;

/** Moves the focus between hidden cells; the one that has it is the one that Tab comes back to. */
function onArrow(event: KeyboardEvent): void {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const table = event.currentTarget;
  if (!(table instanceof HTMLElement)) return;
  const cells = [...table.querySelectorAll<HTMLElement>(".hidden-cell")];
  const at = cells.findIndex((each) => each === document.activeElement);
  if (at < 0) return;
  const next = event.key === "Home" ? cells[0] : event.key === "End" ? cells.at(-1) : step ? cells[at + step] : undefined;
  if (step || next) event.preventDefault();
  if (!next) return;
  for (const each of cells) each.tabIndex = each === next ? 0 : -1;
  next.focus();
}

/** Levels that are shown at first: all, or of a long table those above its lowest level. */
function firstDepth(categories: readonly Category[]): number {
  const deepest = Math.max(...categories.map((each) => each.depth));
  return categories.length > MANY_ROWS ? deepest - 1 : deepest;
}

interface Props {
  cube: Cube;
  rows: Dimension;
  columns: Dimension | null;
  place: Place; // of the dimensions that are neither
}

export function DataTable({ cube, rows, columns, place }: Props) {
  const say = useWords();
  const language = useLanguage();
  const [where, setWhere] = useState<string | null>(null);
  const down = withoutEmpty(cube, rows);
  const across = columns ? withoutEmpty(cube, columns) : null;
  const shallow = firstDepth(down);
  const canFold = shallow < Math.max(...down.map((each) => each.depth));
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const byCode = new Map(down.map((each) => [each.code, each]));
  const isOpen = (row: Category) => row.depth < shallow || open.has(row.code);
  const isSeen = (row: Category): boolean => {
    const parent = row.parent === null ? undefined : byCode.get(row.parent);
    return !parent || (isOpen(parent) && isSeen(parent));
  };
  const seen = down.filter(isSeen);
  const isFirst = useRef(true);
  isFirst.current = true;

  const toggle = (code: string) => {
    const next = new Set(open);
    if (!next.delete(code)) next.add(code);
    setOpen(next);
  };
  const hiddenCell = (name: string) => {
    const tabIndex = isFirst.current ? 0 : -1;
    isFirst.current = false;
    return (
      <button
        type="button"
        class="hidden-cell"
        tabIndex={tabIndex}
        title={name}
        aria-label={name}
        onClick={() => setWhere(name.replace(/: .*$/, ""))}
      >
        <HiddenMark />
      </button>
    );
  };
  const cell = (row: Category, column: Category | null) => {
    const value = cube.cell({ ...place, [rows.id]: row.code, ...(columns && column ? { [columns.id]: column.code } : {}) });
    if (typeof value === "number") return formatValue(value, cube, language);
    if (value === "absent") return <span class="soft">–</span>;
    const columnName = column?.label[language] ?? cube.unit[language];
    return hiddenCell(say(tableWords.hiddenCell, { row: row.label[language], column: columnName }));
  };

  return (
    <>
      {canFold && (
        <p class="fold-buttons">
          <button
            type="button"
            class="btn btn-outline-primary btn-sm"
            onClick={() => setOpen(open.size > 0 ? new Set() : new Set(down.map((each) => each.code)))}
          >
            {say(open.size > 0 ? tableWords.foldAll : tableWords.unfoldAll)} ({formatNumber(open.size > 0 ? down.filter((each) => each.depth <= shallow).length : down.length, language)})
          </button>
        </p>
      )}
      <div class="table-box data-box" role="region" tabIndex={0} aria-label={cube.title[language]}>
        <table class="grid data-table" onKeyDown={onArrow}>
          <caption class="visually-hidden">{cube.title[language]}</caption>
          <thead>
            <tr>
              <th scope="col">{rows.label[language]}</th>
              {(across ?? [null]).map((column) => (
                <th key={column?.code ?? ""} scope="col" class={column?.depth === 0 ? "number total" : "number"}>
                  {column?.label[language] ?? cube.unit[language]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seen.map((row) => (
              <tr key={row.code} class={row.depth < 2 ? `row-level-${row.depth}` : ""}>
                <th scope="row" class={`row-depth-${Math.min(row.depth, 4)}`}>
                  {canFold && row.children.length > 0 && row.depth >= shallow ? (
                    <button
                      type="button"
                      class="fold"
                      aria-expanded={isOpen(row)}
                      onClick={() => toggle(row.code)}
                    >
                      <span aria-hidden="true">{isOpen(row) ? "▾" : "▸"}</span> {row.label[language]}
                    </button>
                  ) : (
                    row.label[language]
                  )}
                  {row.depth > 0 && <span class="visually-hidden"> ({say(tableWords.level, { n: row.depth })})</span>}
                </th>
                {(across ?? [null]).map((column) => (
                  <td key={column?.code ?? ""} class={column?.depth === 0 ? "number total" : "number"}>
                    {cell(row, column)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {where !== null && <HiddenDialog cube={cube} where={where} onClose={() => setWhere(null)} />}
    </>
  );
}
