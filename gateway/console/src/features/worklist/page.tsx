import { useState } from "preact/hooks";
import { useLoad } from "../../api/load";
import { useStore } from "../../app/store";
import { useRights, useWho } from "../../app/who";
import { SchemeSearch } from "../../mapping/combobox";
import { Dialog } from "../../ui/dialog";
import { FilterBox, hasWords, usePageFilter } from "../../ui/filter";
import { Page } from "../../ui/page";
import { Empty, Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { useWords } from "../../words/words";
import { ChoiceBar } from "./bar";
import { choices, choose, keyOf, type WorkRow } from "./choices";
import { nameOf, readWork, systemOf, type Work } from "./data";
import { restoreChoices } from "./restore";
import { WorkRowView } from "./row";
import { words } from "./words";
import "./worklist.scss";

const AT_ONCE = 100; // rows that are drawn before one asks for more

/** Several codes at once: all ignored, or all mapped to one shared code. */
function SelectedBar({ work, rows, onDone }: { work: Work; rows: WorkRow[]; onDone: () => void }) {
  const say = useWords();
  const [asking, setAsking] = useState(false);
  const first = rows[0];
  if (!first) return null;
  const system = systemOf(work, first);
  const oneTable = rows.every((row) => systemOf(work, row) === system);
  return (
    <div class="selected-bar">
      <strong>{say(words.selected, { n: rows.length })}</strong>
      <button type="button" class="btn btn-outline-primary btn-sm" disabled={!oneTable} onClick={() => setAsking(true)}>
        {say(words.mapSelected)}
      </button>
      <button
        type="button"
        class="btn btn-outline-primary btn-sm"
        onClick={() => {
          for (const row of rows) choose(row, null);
          onDone();
        }}
      >
        {say(words.ignoreSelected)}
      </button>
      {!oneTable && <span class="soft">{say(words.oneTable)}</span>}
      {asking && (
        <Dialog title={say(words.mapSelected)} onClose={() => setAsking(false)}>
          <SchemeSearch
            system={system}
            autoFocus
            onChoose={(code) => {
              void nameOf(system, code.code).then(({ label, area }) => {
                for (const row of rows) choose(row, { code: code.code, label: area ? `${label} · ${area}` : label });
                setAsking(false);
                onDone();
              });
            }}
          />
          <div class="dialog-buttons">
            <button type="button" class="btn btn-outline-primary" onClick={() => setAsking(false)}>
              {say(common.cancel)}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}

function FallenFields({ work }: { work: Work }) {
  const say = useWords();
  if (work.fields.length === 0) return null;
  return (
    <section class="alert alert-warning">
      <h2 class="alert-heading">{say(words.fields)}</h2>
      <p>{say(words.fieldsText)}</p>
      <ul>
        {work.fields.map((each) => (
          <li key={each.source + each.field}>
            {each.source}: <span class="mono">{each.field}</span> ({say(words.waiting, { n: each.records }).split(" ").slice(0, 2).join(" ")})
          </li>
        ))}
      </ul>
    </section>
  );
}

function WorkTable({ work }: { work: Work }) {
  const say = useWords();
  const chosen = useStore(choices);
  const filter = usePageFilter();
  const fits = hasWords(filter);
  const [opened, setOpened] = useState("");
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [most, setMost] = useState(AT_ONCE);

  const rows = work.rows.filter((row) => fits(`${row.code} ${row.label ?? ""} ${row.source} ${row.table}`));
  const select = (key: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(key);
    else next.delete(key);
    setSelected(next);
  };
  return (
    <>
      <FilterBox id="worklist-filter" label={say(words.filter)} value={filter}>
        <p class="soft" role="status">
          {say(words.count, { n: rows.length })}
        </p>
      </FilterBox>
      <SelectedBar work={work} rows={rows.filter((row) => selected.has(keyOf(row)))} onDone={() => setSelected(new Set())} />
      {rows.length === 0 && <Empty title={say(words.emptyFilter)} />}
      {rows.length > 0 && (
        <div role="table" aria-label={say(words.title)} class="work">
          <div role="row" class="work-head">
            <span role="columnheader">{say(words.code)}</span>
            <span role="columnheader">{say(words.held)}</span>
            <span role="columnheader">{say(words.proposal)}</span>
            <span role="columnheader">{say(common.actions)}</span>
          </div>
          {rows.slice(0, most).map((row) => {
            const key = keyOf(row);
            return (
              <WorkRowView
                key={key}
                row={row}
                system={systemOf(work, row)}
                choice={chosen.get(key)}
                pending={work.pending.get(key)}
                open={opened === key}
                selected={selected.has(key)}
                onOpen={(open) => setOpened(open ? key : "")}
                onSelect={(on) => select(key, on)}
              />
            );
          })}
        </div>
      )}
      {rows.length > most && (
        <p>
          <button type="button" class="btn btn-outline-primary" onClick={() => setMost(most + AT_ONCE)}>
            {say(common.more)}
          </button>
        </p>
      )}
    </>
  );
}

export function ContentPage() {
  const say = useWords();
  const may = useRights();
  const maySeeTables = may("edit-tables", "approve-tables");
  const mayEdit = may("edit-tables");
  const { client } = useWho();
  const loaded = useLoad(async (signal) => {
    const work = await readWork(maySeeTables, signal);
    if (mayEdit) await restoreChoices(client, work);
    return work;
  }, []);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Show of={loaded}>
        {(work) => (
          <>
            <FallenFields work={work} />
            {work.rows.length === 0 ? (
              <Empty done title={say(words.empty)}>
                <p>{say(words.emptyText)}</p>
              </Empty>
            ) : (
              <WorkTable work={work} />
            )}
            {mayEdit && <ChoiceBar work={work} onSubmitted={loaded.reload} />}
          </>
        )}
      </Show>
    </Page>
  );
}
