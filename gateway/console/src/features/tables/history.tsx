// All versions of a table: who did what and when, comparison, and the way back to an earlier version.
import { useState } from "preact/hooks";
import { stacked } from "../../ui/stacked";
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import type { Activation, TableName } from "../../mapping/versions";
import { actorInWords } from "../../records/actor";
import { StateBadge } from "../../ui/badge";
import { Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Word } from "../../words/words";
import { IntoForce } from "./actions";
import { words } from "./words";

type Version = Schemas["TableVersion"];

const STEPS: Record<string, Word> = {
  edit: words.stepEdit,
  submit: words.stepSubmit,
  "send-back": words.stepBack,
  approve: words.stepApprove,
  discard: words.stepDiscard,
  activate: words.stepActivate,
  "roll-back": words.stepRollBack,
};

function VersionLine({ name, version, onRollBack }: { name: TableName; version: Version; onRollBack: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const here = `${href("/tables", name.source, name.table)}?version=${version.version}`;
  const stepName = (action: string) => {
    const word = STEPS[action];
    return word ? say(word) : action;
  };
  return (
    <tr>
      <th scope="row">
        {version.version} <StateBadge state={version.state} />
      </th>
      <td>{actorInWords(version.author, say)}</td>
      <td>{version.reviewer ? actorInWords(version.reviewer, say) : <span class="soft">–</span>}</td>
      <td>
        <ol class="steps">
          {(version.steps ?? []).map((step, number) => (
            <li key={number}>
              {formatTime(step.at, language)}: {stepName(step.action)}, {actorInWords(step.actor, say)}
              {step.reason && <span class="soft"> – {step.reason}</span>}
            </li>
          ))}
        </ol>
      </td>
      <td class="history-actions">
        <a href={`${here}&view=rows`}>{say(words.look)}</a>
        {version.state !== "ACTIVE" && <a href={`${here}&view=diff`}>{say(words.compare)}</a>}
        {version.state === "RETIRED" && version.activated_at && may("approve-tables") && (
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={onRollBack}>
            {say(words.rollBack)}
          </button>
        )}
      </td>
    </tr>
  );
}

export function History({ name, turn, onActivated }: { name: TableName; turn: number; onActivated: (done: Activation) => void }) {
  const say = useWords();
  const [rollBack, setRollBack] = useState<number | null>(null);
  const loaded = useLoad(
    (signal) => take(api.GET("/v1/tables/{source}/{table}/versions", { params: { path: name }, signal })),
    [name, turn],
  );
  return (
    <Show of={loaded}>
      {(list) => (
        <>
          <div class="table-box" role="region" tabIndex={0} aria-label={say(words.viewHistory)}>
            <table ref={stacked} class="grid stacked">
              <caption class="visually-hidden">{say(words.viewHistory)}</caption>
              <thead>
                <tr>
                  <th scope="col">{say(common.version)}</th>
                  <th scope="col">{say(words.author)}</th>
                  <th scope="col">{say(words.reviewer)}</th>
                  <th scope="col">{say(words.steps)}</th>
                  <th scope="col">{say(common.actions)}</th>
                </tr>
              </thead>
              <tbody>
                {list.items.map((version) => (
                  <VersionLine key={version.version} name={name} version={version} onRollBack={() => setRollBack(version.version)} />
                ))}
              </tbody>
            </table>
          </div>
          {rollBack !== null && (
            <IntoForce
              name={name}
              kind="rollback"
              version={rollBack}
              onClose={() => setRollBack(null)}
              onDone={(activation) => {
                setRollBack(null);
                onActivated(activation);
              }}
            />
          )}
        </>
      )}
    </Show>
  );
}
