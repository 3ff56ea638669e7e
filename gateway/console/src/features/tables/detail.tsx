// One table: the version that is open or in force, its steps, its rows, what it changes, and its history.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { href, navigate, setQuery, usePlace } from "../../app/router";
import type { PageProps } from "../../app/feature";
import { useRights } from "../../app/who";
import { tableWord } from "../../mapping/words";
import { useNames } from "../../mapping/row-summary";
import { type Activation, type ReadTable, readTable, type TableName, type Version } from "../../mapping/versions";
import { useTitles } from "../../records/sources";
import { FilterBox, hasWords } from "../../ui/filter";
import { Back, Page } from "../../ui/page";
import { Failure, Show } from "../../ui/states";
import { useWords } from "../../words/words";
import { VersionActions } from "./actions";
import { EditView } from "./edit-view";
import { ReadGrid } from "./grid";
import { History } from "./history";
import { isConflict } from "./meanwhile";
import { Difference, type Overtaken, OvertakenNote, Replays, VersionLine } from "./parts";
import { Export, Import } from "./transfer";
import { words } from "./words";
import "./tables.scss";

type Info = Schemas["TableList"]["items"][number];
type View = "rows" | "diff" | "history";

const isOpen = (version: Version): boolean => ["DRAFT", "IN_REVIEW", "APPROVED"].includes(version.state);

async function readInfo(name: TableName, signal: AbortSignal): Promise<Info | undefined> {
  const list = await take(api.GET("/v1/tables", { signal }));
  return list.items.find((each) => each.source === name.source && each.table === name.table);
}

function Coverage({ name, turn }: { name: TableName; turn: number }) {
  const say = useWords();
  const loaded = useLoad(
    (signal) => take(api.GET("/v1/tables/{source}/{table}/coverage", { params: { path: name }, signal })),
    [name, turn],
  );
  const percent = loaded.data?.percent;
  return percent === null || percent === undefined ? null : <p class="soft">{say(words.coverage, { percent })}</p>;
}

function Views({ name, view, version }: { name: TableName; view: View; version: string }) {
  const say = useWords();
  const link = (to: View, text: string) => (
    <li>
      <a
        href={`${href("/tables", name.source, name.table)}?view=${to}${version ? `&version=${version}` : ""}`}
        aria-current={view === to ? "true" : undefined}
      >
        {text}
      </a>
    </li>
  );
  return (
    <nav class="views" aria-label={say(words.views)}>
      <ul>
        {link("rows", say(words.viewRows))}
        {link("diff", say(words.viewDiff))}
        {link("history", say(words.viewHistory))}
      </ul>
    </nav>
  );
}

interface BodyProps {
  name: TableName;
  info: Info | undefined;
  read: ReadTable;
  asked: string; // the version of the address
  turn: number;
  reload: () => void;
}

/** Gives the focus back to the button that opened the editor, once it is closed. */
function useWayBack(editing: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(editing);
  useEffect(() => {
    if (was.current && !editing) button.current?.focus();
    was.current = editing;
  }, [editing]);
  return button;
}

function Body({ name, info, read, asked, turn, reload }: BodyProps) {
  const say = useWords();
  const may = useRights();
  const system = info?.code_system ?? "";
  const names = useNames(system);
  const query = new URLSearchParams(usePlace().search);
  const { version } = read;
  const wanted = query.get("view");
  const view: View =
    wanted === "rows" || wanted === "diff" || wanted === "history" ? wanted : isOpen(version) && version.state !== "DRAFT" ? "diff" : "rows";
  const [editing, setEditing] = useState(false);
  const [importing, setImporting] = useState(false);
  const [activation, setActivation] = useState<Activation | null>(null);
  const [said, setSaid] = useState("");
  const [error, setError] = useState<unknown>(undefined);
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const editButton = useWayBack(editing);
  const isCurrent = asked === "" || Number(asked) === (info?.open?.version ?? info?.active?.version);
  const here = href("/tables", name.source, name.table);

  function saved(next: Version): void {
    setEditing(false);
    setImporting(false);
    setSaid(say(words.saved, { version: next.version }));
    navigate(`${here}?view=diff`, { replace: true });
    reload();
  }
  /** A step was refused; if it was for a version that has changed since, the page shows the new one. */
  function failed(caught: unknown): void {
    setSaid("");
    setError(isConflict(caught) ? undefined : caught);
    setOvertaken(isConflict(caught) ? { error: caught, seen: version } : null);
    if (isConflict(caught)) reload();
  }
  function brought(done: Activation): void {
    setActivation(done);
    setOvertaken(null);
    setSaid("");
    navigate(here, { replace: true });
    reload();
  }
  return (
    <>
      <div class="panel version-panel">
        <VersionLine name={name} version={version} turn={turn} />
        {isCurrent && (
          <div class="version-actions">
            {may("edit-tables") && !editing && (
              <button
                ref={editButton}
                type="button"
                class={isOpen(version) ? "btn btn-outline-primary" : "btn btn-primary"}
                onClick={() => {
                  setQuery({ view: "rows" });
                  setSaid("");
                  setOvertaken(null);
                  setEditing(true);
                }}
              >
                {say(words.edit)}
              </button>
            )}
            {isOpen(version) && !editing && (
              <VersionActions
                key={`${version.version}.${version.revision}.${version.state}`}
                name={name}
                version={version}
                etag={read.etag}
                onChange={() => {
                  setSaid("");
                  setError(undefined);
                  setOvertaken(null);
                  reload();
                }}
                onActivated={brought}
                onError={failed}
              />
            )}
          </div>
        )}
        {!isOpen(version) && isCurrent && <p class="soft version-hint">{say(words.notOpen)}</p>}
        {!isCurrent && (
          <p class="version-hint">
            {say(words.otherVersion, { version: version.version })} <a href={here}>{say(words.backToCurrent)}</a>
          </p>
        )}
      </div>
      {said && (
        <div class="alert alert-success" role="status">
          <p>{said}</p>
        </div>
      )}
      {error !== undefined && <Failure error={error} />}
      {overtaken && <OvertakenNote name={name} overtaken={overtaken} system={system} />}
      <Replays name={name} activation={activation} onEnd={reload} />
      {!editing && <Views name={name} view={view} version={asked} />}
      {editing && <EditView name={name} system={system} read={read} onSaved={saved} onClose={() => { setEditing(false); reload(); }} />}
      {!editing && view === "rows" && (
        <>
          <div class="transfer">
            <Export name={name} version={version.version} rows={read.rows} />
            {may("edit-tables") && isCurrent && (
              <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setImporting(true)}>
                {say(words.importFile)}
              </button>
            )}
          </div>
          <FilteredRows read={read} names={names} />
          <Coverage name={name} turn={turn} />
        </>
      )}
      {!editing && view === "diff" && <Difference name={name} version={version} system={system} turn={turn} />}
      {!editing && view === "history" && <History name={name} turn={turn} onActivated={brought} />}
      {importing && <Import name={name} read={read} system={system} onDone={saved} onClose={() => { setImporting(false); reload(); }} />}
    </>
  );
}

function FilteredRows({ read, names }: { read: ReadTable; names: ReadonlyMap<string, string> }) {
  const say = useWords();
  const [filter, setFilter] = useState("");
  const fits = hasWords(filter);
  const rows = read.rows.filter((row) =>
    fits(`${row.source_code} ${row.source_label ?? ""} ${row.target_code ?? ""} ${names.get(row.target_code ?? "") ?? ""}`),
  );
  return (
    <>
      <FilterBox id="read-filter" label={say(words.rowFilter)} value={filter} onChange={setFilter}>
        <p class="soft" role="status">
          {say(words.shown, { shown: rows.length, total: read.rows.length })}
        </p>
      </FilterBox>
      <ReadGrid rows={rows} names={names} />
    </>
  );
}

export function TablePage({ parameters }: PageProps) {
  const say = useWords();
  const titleOf = useTitles();
  const name: TableName = { source: parameters["source"] ?? "", table: parameters["table"] ?? "" };
  const meaning = tableWord(name.table);
  const asked = new URLSearchParams(usePlace().search).get("version") ?? "";
  const [turn, setTurn] = useState(0);
  const loaded = useLoad(
    async (signal) => {
      const number = /^[0-9]{1,9}$/.test(asked) ? Number(asked) : undefined;
      const [info, read] = await Promise.all([readInfo(name, signal), readTable(name, number, signal)]);
      return { info, read };
    },
    [name, asked],
  );
  const reload = () => {
    setTurn((old) => old + 1);
    loaded.reload();
  };
  return (
    <Page
      title={name.table}
      above={<Back to={href("/tables")} text={say(words.title)} />}
      lead={loaded.data && `${meaning ? `${say(meaning)}. ` : ""}${say(words.ofSystem, { source: titleOf(name.source), system: loaded.data.info?.code_system ?? name.table })}`}
    >
      <Show of={loaded}>
        {({ info, read }) => <Body name={name} info={info} read={read} asked={asked} turn={turn} reload={reload} />}
      </Show>
    </Page>
  );
}
