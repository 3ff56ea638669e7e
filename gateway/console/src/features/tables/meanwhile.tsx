// What others did to a table after the reader had read it: who, what, when and why, and which rows changed.
import { useLoad } from "../../api/load";
import { ApiError, type Problem } from "../../api/problem";
import { DiffView } from "../../mapping/diff";
import { stepsSince, type TableName, type TableStep, type Version } from "../../mapping/versions";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Word } from "../../words/words";
import { words } from "./words";

/** The version that was read is no longer the current one (412). */
export function isConflict(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 412;
}

const DONE: Record<string, Word> = {
  edit: words.didEdit,
  submit: words.didSubmit,
  "send-back": words.didSendBack,
  approve: words.didApprove,
  discard: words.didDiscard,
  activate: words.didActivate,
  "roll-back": words.didRollBack,
};
const SHOWN = 8; // of many steps, the last ones

function StepLine({ step }: { step: TableStep }) {
  const say = useWords();
  const language = useLanguage();
  const word = DONE[step.action] ?? words.didEdit;
  return (
    <li>
      {say(word, { who: step.actor, version: step.version, when: formatTime(step.at, language) })}
      {step.reason && <span class="soft"> {say(words.note, { reason: step.reason })}</span>}
    </li>
  );
}

interface Props {
  name: TableName;
  seen: Version; // that the reader knows
  conflict: Problem["conflict"];
  system: string;
}

export function Meanwhile({ name, seen, conflict, system }: Props) {
  const say = useWords();
  const language = useLanguage();
  const steps = useLoad((signal) => stepsSince(name, seen, signal), [name, seen.version, seen.revision]);
  const diff = conflict?.diff;
  const isSame = diff && diff.added.length + diff.removed.length + diff.changed.length === 0;
  return (
    <>
      <ul class="meanwhile">
        {(steps.data ?? []).slice(-SHOWN).map((step, number) => (
          <StepLine key={number} step={step} />
        ))}
      </ul>
      {steps.error !== undefined && conflict && (
        <p>{say(words.nowIs, { version: conflict.version, who: conflict.author, when: formatTime(conflict.edited_at, language) })}</p>
      )}
      {isSame && <p>{say(words.sameRows)}</p>}
      {diff && !isSame && (
        <>
          <p class="meanwhile-title">{say(words.conflictTheirs)}</p>
          <DiffView diff={diff} system={system} />
        </>
      )}
    </>
  );
}
