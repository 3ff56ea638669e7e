// Editing one table: the draft, saving, faults that the gateway finds, and conflicts with others.
import { useEffect, useState } from "preact/hooks";
import { sameRows } from "../../mapping/rows";
import { guardLeaving, type Place } from "../../app/router";
import { useGuard } from "../../app/use-guard";
import { schemeCodes } from "../../mapping/scheme";
import { type ReadTable, readTable, saveTable, type TableName, type Version } from "../../mapping/versions";
import { Failure } from "../../ui/states";
import { useWords } from "../../words/words";
import type { ApiError } from "../../api/problem";
import { Conflict } from "./conflict";
import { type Joined, TableDraft } from "./draft";
import { Editor } from "./editor";
import { isConflict } from "./meanwhile";
import type { Clash, Side } from "./merge";
import { TableFaults } from "./transfer";
import { words } from "./words";

/** Another page, or another version of this table: the editor closes. */
const isLeft = (from: Place, to: Place): boolean =>
  from.path !== to.path || new URLSearchParams(from.search).get("version") !== new URLSearchParams(to.search).get("version");

interface Props {
  name: TableName;
  system: string;
  read: ReadTable;
  onSaved: (version: Version) => void;
  onClose: () => void;
}

interface Stale {
  error: ApiError;
  current: ReadTable;
  joined: Joined;
}

export function EditView({ name, system, read, onSaved, onClose }: Props) {
  const say = useWords();
  const [draft, setDraft] = useState(() => new TableDraft(read.rows));
  const [seen, setSeen] = useState(read); // that the draft began with
  const [, redraw] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [stale, setStale] = useState<Stale | null>(null);
  const [note, setNote] = useState("");
  const turn = () => redraw((old) => old + 1);
  const isDirty = draft.changedRows > 0;
  useGuard(() => draft.changedRows > 0, say(words.unsaved), isLeft);

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
      const saved = await saveTable(name, draft.content(), seen.etag);
      guardLeaving(null);
      onSaved(saved.version);
    } catch (caught) {
      try {
        if (!isConflict(caught)) throw caught;
        const current = await readTable(name);
        if (sameRows(current.rows, draft.content())) {
          // The save arrived before, only its answer did not.
          guardLeaving(null);
          onSaved(current.version);
          return;
        }
        setStale({ error: caught, current, joined: draft.joinWith(current.rows) });
      } catch (other) {
        setError(other);
      }
    } finally {
      setBusy(false);
    }
  }

  function reapply({ current, joined }: Stale, choices: ReadonlyMap<Clash, Side>): void {
    setStale(null);
    setDraft(draft.applyTo(joined, choices));
    setSeen(current);
    setNote(say(words.reapplied));
  }

  const isFaulty = draft.faultyRows > 0;
  return (
    <>
      <div class="edit-buttons">
        <button type="button" class="btn btn-primary" disabled={!isDirty || isFaulty} aria-disabled={busy} onClick={() => !busy && void save()}>
          {say(words.save)}
        </button>
        <button type="button" class="btn btn-outline-primary" disabled={busy} onClick={() => (!isDirty || confirm(say(words.unsaved))) && onClose()}>
          {say(words.stopEditing)}
        </button>
        <span class="soft" role="status">
          {busy ? say(words.saving) : note || (isFaulty ? say(words.correctFirst) : isDirty ? "" : say(words.nothingChanged))}
        </span>
      </div>
      {error !== undefined && <Failure error={error} />}
      <TableFaults error={error} />
      <fieldset class="editor-lock" disabled={busy} aria-busy={busy}>
        <Editor key={seen.etag} draft={draft} system={system} onTurn={turn} />
      </fieldset>
      {stale && (
        <Conflict
          {...stale}
          name={name}
          seen={seen.version}
          system={system}
          onReapply={(choices) => reapply(stale, choices)}
          onDrop={onClose}
          onClose={() => setStale(null)}
        />
      )}
    </>
  );
}
