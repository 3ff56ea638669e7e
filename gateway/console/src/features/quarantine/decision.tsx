// A record that awaits a decision, such as record-taken-over: accept the new one, or keep the stored one.
import { useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { codeInWords } from "../../api/problem";
import { useRights } from "../../app/who";
import { outcomesInWords } from "../../records/fields";
import { Confirm } from "../../ui/dialog";
import { useRightNames } from "../../ui/states";
import { stateWords } from "../../words/phrases";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { Waiting } from "./list";
import { words } from "./words";

/** A reason is one line in the audit. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

type Step = "accept" | "reject";

export function Decision({ record, onDecided }: { record: Waiting; onDecided: (said: string) => void }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const rightNames = useRightNames();
  const [asking, setAsking] = useState<Step | null>(null);
  if (!record.awaits) return null;
  const known = codeInWords(record.awaits, language);
  const newer = record.newer_version;

  async function decide(step: Step, reason: string): Promise<void> {
    const path = { id: record.id };
    const done = await take(api.POST(`/v1/quarantine/records/{id}/${step}`, { params: { path }, body: { reason: oneLine(reason) } }));
    setAsking(null);
    onDecided(say(words.decided, { id: done.record_id, state: say(stateWords[done.outcome]).toLowerCase() }));
  }

  return (
    <section class="panel decision">
      <h2>{say(words.decision)}</h2>
      <p>
        <strong>{known?.title ?? record.awaits}.</strong> {known && outcomesInWords(known.text, say)}
      </p>
      <p>{say(words.acceptText)}</p>
      {newer && <p class="field-fault">{say(words.newer, { when: formatTime(newer, language) })}</p>}
      {may("administer") ? (
        <div class="decision-buttons">
          <button type="button" class="btn btn-primary" disabled={newer !== undefined} onClick={() => setAsking("accept")}>
            {say(words.accept)}
          </button>
          <button type="button" class="btn btn-outline-primary" onClick={() => setAsking("reject")}>
            {say(words.reject)}
          </button>
        </div>
      ) : (
        <p class="soft">{say(words.decisionRight, { rights: rightNames(["administer"]) })}</p>
      )}
      {asking && (
        <Confirm
          title={say(asking === "accept" ? words.acceptTitle : words.rejectTitle)}
          reason="required"
          onConfirm={(reason) => decide(asking, reason)}
          onClose={() => setAsking(null)}
        >
          <p class="foreign">{say(asking === "accept" ? words.acceptAsk : words.rejectAsk, { id: record.record_id })}</p>
        </Confirm>
      )}
    </section>
  );
}
