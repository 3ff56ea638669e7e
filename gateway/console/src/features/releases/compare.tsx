// Comparison of two releases, cell by cell. `?with=ID` names the other release; on the page of a release `?cells=TABLE` names the
// table. Only cells that both releases show have a difference.
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useLoad } from "../../api/load";
import { setQuery, usePlace } from "../../app/router";
import { Dialog } from "../../ui/dialog";
import { Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { areComparable, type Cell, categoryOf, type Change, changes, type Cube } from "./cube";
import { readReleases, readTable, type Release } from "./data";
import { formatDifference, formatGrowth, formatValue, periodInWords } from "./format";
import { HiddenMark } from "./hidden";
import { tableWords } from "./table-words";

const FIRST_ROWS = 100;

/** The finished releases beside this one; undefined until they are known. */
export function useOthers(id: string): Release[] | undefined {
  const loaded = useLoad(readReleases, [id]);
  return loaded.data?.filter((each) => each.state === "DONE" && each.id !== id);
}

/** The one that the address names. */
export function useChosen(others: Release[] | undefined): Release | undefined {
  const chosen = new URLSearchParams(usePlace().search).get("with");
  return others?.find((each) => each.id === chosen);
}

interface Props {
  release: Release;
  others: Release[] | undefined;
}

export function CompareButton({ release, others }: Props) {
  const say = useWords();
  const language = useLanguage();
  const [isAsking, setIsAsking] = useState(false);
  const [chosen, setChosen] = useState("");
  // The nearest earlier one of another period is what most readers want.
  const usual = others?.find((each) => each.period < release.period) ?? others?.[0];
  const name = (each: Release) =>
    periodInWords(each.period, language) + (each.revision ? ` (${each.revision})` : "") + (each.note ? ` – ${each.note}` : "");
  return (
    <>
      <button type="button" class="btn btn-outline-primary" onClick={() => setIsAsking(true)}>
        {say(tableWords.compare)}
      </button>
      {isAsking && (
        <Dialog title={say(tableWords.compare)} onClose={() => setIsAsking(false)}>
          {usual ? (
            <form
              onSubmit={(event) => {
                event.preventDefault();
                setIsAsking(false);
                setQuery({ with: chosen || usual.id });
              }}
            >
              <div class="field">
                <label for="compare-with">{say(tableWords.compareWith)}</label>
                <select
                  id="compare-with"
                  class="form-choice"
                  value={chosen || usual.id}
                  onChange={(event) => setChosen(event.currentTarget.value)}
                >
                  {others?.map((each) => (
                    <option key={each.id} value={each.id}>
                      {name(each)}
                    </option>
                  ))}
                </select>
              </div>
              <div class="dialog-buttons">
                <button type="button" class="btn btn-outline-primary" onClick={() => setIsAsking(false)}>
                  {say(common.cancel)}
                </button>
                <button type="submit" class="btn btn-primary">
                  {say(common.confirm)}
                </button>
              </div>
            </form>
          ) : (
            <>
              <p>{say(tableWords.compareNone)}</p>
              <div class="dialog-buttons">
                <button type="button" class="btn btn-primary" onClick={() => setIsAsking(false)}>
                  {say(common.close)}
                </button>
              </div>
            </>
          )}
        </Dialog>
      )}
    </>
  );
}

function CellText({ cell, cube }: { cell: Cell; cube: Cube }) {
  const language = useLanguage();
  return typeof cell === "number" ? <>{formatValue(cell, cube, language)}</> : <HiddenMark />;
}

function ChangeLine({ change, cube }: { change: Change; cube: Cube }) {
  const say = useWords();
  const language = useLanguage();
  const { before, now } = change;
  const areShown = typeof before === "number" && typeof now === "number";
  return (
    <tr>
      {cube.dimensions.map((dimension, at) => {
        const name = categoryOf(dimension, change.place[dimension.id] ?? "")?.label[language];
        return at === 0 ? (
          <th key={dimension.id} scope="row">
            {name}
          </th>
        ) : (
          <td key={dimension.id}>{name}</td>
        );
      })}
      <td class="number">
        <CellText cell={before} cube={cube} />
      </td>
      <td class="number">
        <CellText cell={now} cube={cube} />
      </td>
      <td class="number">{areShown ? formatDifference(now - before, cube, language) : <span class="soft">{say(tableWords.noDifference)}</span>}</td>
      <td class="number">{areShown ? formatGrowth(before, now, cube, language) : ""}</td>
    </tr>
  );
}

function Changes({ now, before }: { now: Cube; before: Cube }) {
  const say = useWords();
  const language = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  const [limit, setLimit] = useState(FIRST_ROWS);
  if (!areComparable(now, before)) return <p>{say(tableWords.compareOther)}</p>;
  const every = changes(now, before);
  const isHidden = (change: Change) => change.before === "hidden" || change.now === "hidden";
  const hidden = every.filter(isHidden).length;
  const same = every.filter((each) => !isHidden(each) && each.before === each.now).length;
  // A cell that is hidden in both releases says nothing new.
  const shown = showsAll ? every : every.filter((each) => each.before !== each.now);
  return (
    <>
      <p role="status">{say(tableWords.compareSummary, { changed: every.length - hidden - same, same, hidden })}</p>
      <div class="filters">
        <div class="field">
          <label for="changes-shown">{say(tableWords.compareShow)}</label>
          <select
            id="changes-shown"
            class="form-choice"
            value={showsAll ? "all" : "changed"}
            onChange={(event) => setShowsAll(event.currentTarget.value === "all")}
          >
            <option value="changed">{say(tableWords.compareChanged)}</option>
            <option value="all">{say(tableWords.compareAll)}</option>
          </select>
        </div>
      </div>
      {shown.length === 0 ? (
        <p>{say(tableWords.unchanged)}</p>
      ) : (
        <div class="table-box" role="region" tabIndex={0} aria-label={say(tableWords.compareTitle, { period: periodInWords(before.period, language) })}>
          <table class="grid">
            <caption class="visually-hidden">{say(tableWords.compareTitle, { period: periodInWords(before.period, language) })}</caption>
            <thead>
              <tr>
                {now.dimensions.map((dimension) => (
                  <th key={dimension.id} scope="col">
                    {dimension.label[language]}
                  </th>
                ))}
                {[periodInWords(before.period, language), periodInWords(now.period, language), say(tableWords.difference), say(tableWords.growth)].map(
                  (text, at) => (
                    <th key={at} scope="col" class="number">
                      {text}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, limit).map((change) => (
                <ChangeLine key={Object.values(change.place).join("/")} change={change} cube={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length > limit && (
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setLimit(limit + 10 * FIRST_ROWS)}>
          {say(tableWords.moreChanges, { n: Math.min(shown.length - limit, 10 * FIRST_ROWS) })}
        </button>
      )}
      <p class="soft">{say(tableWords.growthText)}</p>
    </>
  );
}

/** The comparison that the address asks for; nothing if it asks for none. `choice`: how the table is chosen, if it can be. */
export function TableComparison({ release, others, table, choice }: Props & { table: string; choice?: ComponentChildren }) {
  const say = useWords();
  const language = useLanguage();
  const other = useChosen(others);
  const hasTable = other?.tables?.some((each) => each.id === table) ?? false;
  const loaded = useLoad(
    async () => (other && hasTable ? await Promise.all([readTable(release.id, table), readTable(other.id, table)]) : null),
    [release.id, other?.id, table, hasTable],
  );
  if (!other) return null;
  const period = periodInWords(other.period, language);
  return (
    <section class="panel comparison">
      <div class="panel-head">
        <h2>{say(tableWords.compareTitle, { period })}</h2>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setQuery({ with: "", cells: "" })}>
          {say(tableWords.compareEnd)}
        </button>
      </div>
      {choice}
      {hasTable ? (
        <Show of={loaded}>{(cubes) => cubes && <Changes now={cubes[0]} before={cubes[1]} />}</Show>
      ) : (
        <p>{say(tableWords.compareMissing, { period })}</p>
      )}
    </section>
  );
}

export function ReleaseComparison({ release, others }: Props) {
  const say = useWords();
  const language = useLanguage();
  const tables = release.tables ?? [];
  const asked = new URLSearchParams(usePlace().search).get("cells") ?? "";
  const table = tables.find((each) => each.id === asked) ?? tables[0];
  if (!table) return null;
  const choice = (
    <div class="field">
      <label for="compare-table">{say(tableWords.compareTable)}</label>
      <select
        id="compare-table"
        class="form-choice"
        value={table.id}
        onChange={(event) => setQuery({ cells: event.currentTarget.value })}
      >
        {tables.map((each) => (
          <option key={each.id} value={each.id}>
            {language === "it" ? each.title_it : each.title_en}
          </option>
        ))}
      </select>
    </div>
  );
  return <TableComparison key={table.id} release={release} others={others} table={table.id} choice={choice} />;
}
