// Stale data (412) while one edits: who changed the table meanwhile, what, and how to go on without losing one's own changes. Where
// both changed the same, the reader chooses row by row.
import { useId, useState } from "preact/hooks";
import type { ApiError } from "../../api/problem";
import { RowSummary } from "../../mapping/row-summary";
import { words as mappingWords } from "../../mapping/words";
import type { ReadTable, Row, TableName, Version } from "../../mapping/versions";
import { Dialog } from "../../ui/dialog";
import { stateWords } from "../../words/phrases";
import { useWords } from "../../words/words";
import type { Joined } from "./draft";
import { Meanwhile } from "./meanwhile";
import { type Clash, clashesOf, type Side } from "./merge";
import { words } from "./words";

function ClashCell({ row, system }: { row: Row | null; system: string }) {
  const say = useWords();
  if (!row) return <span class="soft">{say(words.noRow)}</span>;
  return (
    <>
      <div class="mono">{row.source_code}</div>
      <RowSummary row={row} system={system} withLabel />
    </>
  );
}

interface ClashLineProps {
  clash: Clash;
  system: string;
  side: Side;
  onChoose: (side: Side) => void;
}

function ClashLine({ clash, system, side, onChoose }: ClashLineProps) {
  const say = useWords();
  const group = useId();
  const code = (clash.base ?? clash.mine ?? clash.theirs)?.source_code ?? "";
  const choice = (value: Side) => (
    <td>
      <label class="tick">
        <input
          type="radio"
          name={group}
          checked={side === value}
          aria-label={say(value === "mine" ? words.keepMine : words.keepTheirs, { code })}
          onChange={() => onChoose(value)}
        />
        {say(value === "mine" ? words.mine : words.theirs)}
      </label>
      <ClashCell row={clash[value]} system={system} />
    </td>
  );
  return (
    <tr>
      <th scope="row" class="mono">
        {code}
      </th>
      <td>
        <ClashCell row={clash.base} system={system} />
      </td>
      {choice("mine")}
      {choice("theirs")}
    </tr>
  );
}

interface Props {
  error: ApiError;
  name: TableName;
  seen: Version; // that was edited
  current: ReadTable;
  joined: Joined;
  system: string;
  onReapply: (choices: ReadonlyMap<Clash, Side>) => void;
  onDrop: () => void;
  onClose: () => void;
}

export function Conflict({ error, name, seen, current, joined, system, onReapply, onDrop, onClose }: Props) {
  const say = useWords();
  const [choices, setChoices] = useState<ReadonlyMap<Clash, Side>>(new Map());
  const clashes = clashesOf(joined.merged);
  const { version, state } = current.version;
  return (
    <Dialog title={say(words.conflictTitle)} onClose={onClose} wide>
      <Meanwhile name={name} seen={seen} conflict={error.problem?.conflict} system={system} />
      <p>{say(words.notLost)}</p>
      {(state === "IN_REVIEW" || state === "APPROVED") && (
        <div class="alert alert-warning">
          <p>{say(words.draftAgain, { version, state: say(stateWords[state]).toLowerCase() })}</p>
        </div>
      )}
      {clashes.length > 0 && (
        <>
          <p class="meanwhile-title">{say(words.conflictBoth)}</p>
          <div class="table-box" role="region" tabIndex={0} aria-label={say(words.conflictBoth)}>
            <table class="grid clashes">
              <caption class="visually-hidden">{say(words.conflictBoth)}</caption>
              <thead>
                <tr>
                  <th scope="col">{say(mappingWords.sourceCode)}</th>
                  <th scope="col">{say(mappingWords.before)}</th>
                  <th scope="col">{say(words.mine)}</th>
                  <th scope="col">{say(words.theirs)}</th>
                </tr>
              </thead>
              <tbody>
                {clashes.map((clash, number) => (
                  <ClashLine
                    key={number}
                    clash={clash}
                    system={system}
                    side={choices.get(clash) ?? "mine"}
                    onChoose={(side) => setChoices(new Map(choices).set(clash, side))}
                  />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <div class="dialog-buttons">
        <button type="button" class="btn btn-outline-primary" onClick={onDrop}>
          {say(words.dropMine)}
        </button>
        <button type="button" class="btn btn-primary" onClick={() => onReapply(choices)}>
          {say(words.reapply)}
        </button>
      </div>
    </Dialog>
  );
}
