// Import and export of whole tables: CSV and FHIR ConceptMap.
import { useId, useState } from "preact/hooks";
import { api, takeWhole } from "../../api/client";
import { ApiError, englishOf, type Problem } from "../../api/problem";
import type { ReadTable, Row, TableName, Version } from "../../mapping/versions";
import { Dialog } from "../../ui/dialog";
import { Failure } from "../../ui/states";
import { common } from "../../words/phrases";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { isConflict, Meanwhile } from "./meanwhile";
import { fromSpreadsheet, textOf, toSpreadsheet } from "./spreadsheet";
import { words } from "./words";

function save(text: string, file: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: file });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // by then the browser has read it
}

export function Export({ name, version, rows }: { name: TableName; version: number; rows: readonly Row[] }) {
  const say = useWords();
  const at = `/v1/tables/${encodeURIComponent(name.source)}/${encodeURIComponent(name.table)}?version=${version}`;
  const file = `${name.source}-${name.table}-${version}`;
  return (
    <>
      <button type="button" class="btn btn-outline-primary btn-sm" title={say(words.exportSheetHelp)} onClick={() => save(toSpreadsheet(rows), `${file}-foglio.csv`)}>
        {say(words.exportSheet)}
      </button>
      <a class="btn btn-outline-primary btn-sm" title={say(words.exportCsvHelp)} href={`${at}&format=csv`} download={`${file}.csv`}>
        {say(words.exportCsv)}
      </a>
      <a class="btn btn-outline-primary btn-sm" href={`${at}&format=concept-map`} download={`${file}.json`}>
        {say(words.exportMap)}
      </a>
    </>
  );
}

async function send(name: TableName, etag: string, file: File): Promise<Version> {
  const isMap = /\.json$/i.test(file.name);
  const text = textOf(await file.arrayBuffer());
  const { data } = await takeWhole(
    api.PUT("/v1/tables/{source}/{table}", {
      params: { path: name, header: { "If-Match": etag } },
      headers: { "Content-Type": isMap ? "application/fhir+json" : "text/csv" },
      body: (isMap ? text : fromSpreadsheet(text)) as never,
      bodySerializer: (body: unknown) => body as string,
    }),
  );
  return data;
}

type TableFault = NonNullable<Problem["errors"]>[number];

/** The gateway's sentence in the reader's language; the answer has it in the language in which it was asked, and in English. */
function Fault({ fault }: { fault: TableFault }) {
  return useLanguage() === "it" ? <>{fault.message}</> : <>{englishOf(fault)}</>;
}

/** The faults of `bad-table`, each with its row. */
export function TableFaults({ error }: { error: unknown }) {
  const say = useWords();
  const faults = error instanceof ApiError ? (error.problem?.errors ?? []) : [];
  if (faults.length === 0) return null;
  return (
    <div class="table-box faults" role="region" tabIndex={0} aria-label={say(words.importFaults)}>
      <table class="grid">
        <caption class="visually-hidden">{say(words.importFaults)}</caption>
        <tbody>
          {faults.map((fault, number) => (
            <tr key={number}>
              <th scope="row">{fault.at?.row ? say(words.faultAt, { row: fault.at.row }) : (fault.at?.pointer ?? "")}</th>
              <td class="mono">{fault.at?.column}</td>
              <td>
                <Fault fault={fault} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ImportProps {
  name: TableName;
  read: ReadTable; // the version that the reader sees
  system: string;
  onDone: (version: Version) => void;
  onClose: () => void;
}

export function Import({ name, read, system, onDone, onClose }: ImportProps) {
  const say = useWords();
  const fieldId = useId();
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);

  const stale = isConflict(error) ? error : null;

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (!file) {
      setMissing(true);
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      onDone(await send(name, stale?.problem?.conflict?.etag ?? read.etag, file)); // over what the dialog has just shown
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog title={say(words.importTitle)} onClose={onClose} wide={error !== undefined}>
      <form onSubmit={submit} noValidate>
        <p>{say(words.importText)}</p>
        <div class="field">
          <label for={fieldId}>{say(words.importField)}</label>
          <input
            id={fieldId}
            type="file"
            class="form-control"
            accept=".csv,.json,text/csv,application/json"
            aria-invalid={missing}
            aria-describedby={missing ? `${fieldId}-fault` : undefined}
            onChange={(event) => {
              setFile(event.currentTarget.files?.[0] ?? null);
              setMissing(false);
            }}
          />
          {missing && (
            <p id={`${fieldId}-fault`} class="field-fault">
              {say(words.importMissing)}
            </p>
          )}
        </div>
        {stale && (
          <div class="alert alert-warning" role="alert">
            <p class="alert-heading">{say(words.conflictTitle)}</p>
            <p>{say(words.importOverText)}</p>
            <Meanwhile name={name} seen={read.version} conflict={stale.problem?.conflict} system={system} />
          </div>
        )}
        {error !== undefined && !stale && <Failure error={error} />}
        <TableFaults error={error} />
        <div class="dialog-buttons">
          <button type="button" class="btn btn-outline-primary" onClick={onClose}>
            {say(common.cancel)}
          </button>
          <button type="submit" class="btn btn-primary" disabled={busy}>
            {say(stale ? words.importOver : words.importButton)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
