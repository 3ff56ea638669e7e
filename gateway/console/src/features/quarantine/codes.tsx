// The codes that the record waits for; each can be mapped again once it is in an active table.
import { useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { type Replay, ReplayWatch } from "../../mapping/replay";
import { labelInWords, tableInWords } from "../../records/fields";
import { LongText } from "../../records/long-text";
import { Failure, useRightNames } from "../../ui/states";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { Waiting } from "./list";
import { words } from "./words";

export function WaitingCodes({ record, onReplayed }: { record: Waiting; onReplayed: () => void }) {
  const say = useWords();
  const may = useRights();
  const rightNames = useRightNames();
  const [replay, setReplay] = useState<Replay | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const language = useLanguage();
  if (record.waiting.length === 0) return null;

  async function start(table: string, code: string): Promise<void> {
    setBusy(true);
    setError(undefined);
    setReplay(null);
    try {
      setReplay(await take(api.POST("/v1/replays", { body: { source: record.source, table, code } })));
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="panel">
      <h2>{say(words.waitingCodes)}</h2>
      <p>{say(words.waitingCodesText)}</p>
      <ul class="waiting-codes">
        {record.waiting.map(({ table, code, label }) => (
          <li key={`${table} ${code}`}>
            <div>
              <strong>
                <LongText text={say(words.waitsFor, { code, table: tableInWords(table, say) })} />
              </strong>
              {label && (
                <div class="soft">
                  <LongText text={labelInWords(label, language)} />
                </div>
              )}
              <a href={`${href("/worklist")}?filter=${encodeURIComponent(code.slice(0, 100))}`}>{say(words.toTable)}</a>
            </div>
            {may("replay") && (
              <button
                type="button"
                class="btn btn-outline-primary btn-sm"
                disabled={busy}
                title={say(words.replayOf, { code: code.slice(0, 100) })}
                onClick={() => void start(table, code)}
              >
                {say(words.replay)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {!may("replay") && <p class="soft">{say(words.replayRight, { rights: rightNames(["replay"]) })}</p>}
      {replay && <ReplayWatch key={replay.id} replay={replay} onEnd={onReplayed} />}
      {error !== undefined && <Failure error={error} />}
    </section>
  );
}
