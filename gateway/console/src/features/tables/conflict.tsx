// Stale data (412): who changed the table meanwhile, what, and how to go on without losing one's own changes.
import { ApiError } from "../../api/problem";
import { DiffView } from "../../mapping/diff";
import type { Diff } from "../../mapping/versions";
import { Dialog } from "../../ui/dialog";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { TableDraft } from "./draft";
import { words } from "./words";

export function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 412;
}

function codesOf(diff: Diff): Set<string> {
  return new Set([...diff.added, ...diff.removed, ...diff.changed].map((row) => row.source_code));
}

interface Props {
  error: ApiError;
  draft: TableDraft;
  system: string;
  onReapply: () => void;
  onDrop: () => void;
  onClose: () => void;
}

export function Conflict({ error, draft, system, onReapply, onDrop, onClose }: Props) {
  const say = useWords();
  const language = useLanguage();
  const conflict = error.problem?.conflict;
  const diff = conflict?.diff;
  const mine = draft.changedCodes();
  const both = diff ? [...codesOf(diff)].filter((code) => mine.has(code)) : [];
  return (
    <Dialog title={say(words.conflictTitle)} onClose={onClose} wide>
      {conflict && (
        <p>
          {say(words.conflictText, {
            author: conflict.author,
            version: conflict.version,
            when: formatTime(conflict.edited_at, language),
          })}
        </p>
      )}
      {diff && (
        <>
          <h3>{say(words.conflictTheirs)}</h3>
          <DiffView diff={diff} system={system} />
        </>
      )}
      {both.length > 0 && (
        <div class="alert alert-warning">
          <p>{say(words.conflictBoth, { codes: both.join(", ") })}</p>
        </div>
      )}
      <div class="dialog-buttons">
        <button type="button" class="btn btn-outline-primary" onClick={onDrop}>
          {say(words.dropMine)}
        </button>
        <button type="button" class="btn btn-primary" onClick={onReapply}>
          {say(words.reapply)}
        </button>
      </div>
    </Dialog>
  );
}
