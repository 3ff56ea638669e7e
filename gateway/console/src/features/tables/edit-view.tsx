// Editing one table: the draft, saving, faults that the gateway finds, and conflicts with others.
import { useEffect, useState } from "preact/hooks";
import { guardLeaving } from "../../app/router";
import { schemeCodes } from "../../mapping/scheme";
import { type ReadTable, readTable, saveTable, type TableName, type Version } from "../../mapping/versions";
import { Failure } from "../../ui/states";
import { useWords } from "../../words/words";
import type { ApiError } from "../../api/problem";
import { Conflict, isConflict } from "./conflict";
import { TableDraft } from "./draft";
import { Editor } from "./editor";
import { TableFaults } from "./transfer";
import { words } from "./words";

/** Asks before unsaved changes are left, inside the console and by the browser. */
function useGuard(isDirty: boolean, question: string): void {
  useEffect(() => {
    if (!isDirty) return;
    const stay = (event: BeforeUnloadEvent) => event.preventDefault();
    guardLeaving(() => confirm(question));
    addEventListener("beforeunload", stay);
    return () => {
      guardLeaving(null);
      removeEventListener("beforeunload", stay);
    };
  }, [isDirty, question]);
}

interface Props {
  name: TableName;
  system: string;
  read: ReadTable;
  onSaved: (version: Version) => void;
  onClose: () => void;
}

export function EditView({ name, system, read, onSaved, onClose }: Props) {
  const say = useWords();
  const [draft, setDraft] = useState(() => new TableDraft(read.rows));
  const [etag, setEtag] = useState(read.etag);
  const [, redraw] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [conflict, setConflict] = useState<ApiError | null>(null);
  const [note, setNote] = useState("");
  const turn = () => redraw((old) => old + 1);
  const isDirty = draft.changedRows > 0;
  useGuard(isDirty, say(words.unsaved));

  useEffect(() => {
    let isCurrent = true;
    schemeCodes(system).then(
      (codes) => {
        if (!isCurrent) return;
        draft.setTargets(codes);
        turn();
      },
      () => undefined, // targets are then judged by the gateway alone
    );
    return () => {
      isCurrent = false;
    };
  }, [draft, system]);

  async function save(): Promise<void> {
    setBusy(true);
    setError(undefined);
    setNote("");
    try {
      const saved = await saveTable(name, draft.content(), etag);
      onSaved(saved.version);
    } catch (caught) {
      if (isConflict(caught)) setConflict(caught);
      else setError(caught);
    } finally {
      setBusy(false);
    }
  }

  async function reapply(): Promise<void> {
    setConflict(null);
    try {
      const current = await readTable(name);
      setDraft(draft.applyTo(current.rows));
      setEtag(current.etag);
      setNote(say(words.reapplied));
    } catch (caught) {
      setError(caught);
    }
  }

  const isFaulty = draft.faultyRows > 0;
  return (
    <>
      <div class="edit-buttons">
        <button type="button" class="btn btn-primary" disabled={busy || !isDirty || isFaulty} onClick={() => void save()}>
          {say(words.save)}
        </button>
        <button type="button" class="btn btn-outline-primary" disabled={busy} onClick={() => (!isDirty || confirm(say(words.unsaved))) && onClose()}>
          {say(words.stopEditing)}
        </button>
        <span class="soft" role="status">
          {note || (isFaulty ? say(words.correctFirst) : isDirty ? "" : say(words.nothingChanged))}
        </span>
      </div>
      {error !== undefined && <Failure error={error} />}
      <TableFaults error={error} />
      <Editor key={etag} draft={draft} system={system} onTurn={turn} />
      {conflict && (
        <Conflict
          error={conflict}
          draft={draft}
          system={system}
          onReapply={() => void reapply()}
          onDrop={onClose}
          onClose={() => setConflict(null)}
        />
      )}
    </>
  );
}
