import { useEffect, useRef, useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { ApiError } from "../../api/problem";
import type { PageProps } from "../../app/feature";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { LongText } from "../../records/long-text";
import { useComuni } from "../../records/sources";
import { words as recordWords } from "../../records/words";
import { Confirm } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Back, Page } from "../../ui/page";
import { Empty, Show, useRightNames } from "../../ui/states";
import { SystemName } from "../../records/system-name";
import { useTitles } from "../../records/sources";
import { common } from "../../words/phrases";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { visible } from "../../words/visible";
import { useWords } from "../../words/words";
import { WaitingCodes } from "./codes";
import { RecordContent } from "./content";
import { Decision, oneLine } from "./decision";
import { ExplainRecord } from "./explain";
import type { Waiting } from "./list";
import { words } from "./words";
import "./quarantine.scss";

const MINUTES = 5; // unmasked data are shown no longer

/** The record with its personal data. Held by the page alone; forgotten when it is left, hidden in the browser's history, or after
 *  some minutes. */
function useUnmasked(id: string) {
  const [record, setRecord] = useState<Waiting | null>(null);
  const asked = useRef<AbortController | null>(null);
  useEffect(() => () => asked.current?.abort(), []);
  useEffect(() => {
    if (!record) return;
    const forget = () => setRecord(null);
    const timer = setTimeout(forget, MINUTES * 60_000);
    addEventListener("pagehide", forget);
    return () => {
      clearTimeout(timer);
      removeEventListener("pagehide", forget);
    };
  }, [record]);
  return {
    record,
    ask: async (reason: string): Promise<void> => {
      const abort = (asked.current = new AbortController());
      const body = { reason: oneLine(reason) };
      const found = await take(api.POST("/v1/quarantine/records/{id}/unmask", { params: { path: { id } }, body, cache: "no-store", signal: abort.signal }));
      if (!abort.signal.aborted) setRecord(found);
    },
    forget: () => setRecord(null),
  };
}

function Facts({ record }: { record: Waiting }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const { nameOf } = useComuni();
  const name = nameOf(record.owner);
  return (
    <section class="panel">
      <dl class="pairs">
        <dt>{say(words.recordId)}</dt>
        <dd>
          <LongText text={record.record_id} />
        </dd>
        <dt>{say(common.source)}</dt>
        <dd>
          <SystemName source={record.source} />
        </dd>
        <dt>{say(common.comune)}</dt>
        <dd>{name === record.owner ? name : `${name} (${record.owner})`}</dd>
        <dt>{say(words.version)}</dt>
        <dd>{formatTime(record.version, language)}</dd>
        <dt>{say(words.received)}</dt>
        <dd>{formatTime(record.received_at, language)}</dd>
        <dt>{say(words.submission)}</dt>
        <dd class="mono">{may("submit") ? <a href={href("/submissions", record.submission)}>{record.submission}</a> : record.submission}</dd>
      </dl>
    </section>
  );
}

function Record({ masked, onChange }: { masked: Waiting; onChange: () => void }) {
  const say = useWords();
  const may = useRights();
  const rightNames = useRightNames();
  const [asking, setAsking] = useState(false);
  const [said, setSaid] = useState("");
  const unmasked = useUnmasked(masked.id);
  const record = unmasked.record ?? masked;
  if (said) {
    return (
      <div class="alert alert-success" role="status">
        <p class="foreign">{said}</p>
      </div>
    );
  }
  return (
    <>
      <Facts record={masked} />
      <Decision record={masked} onDecided={setSaid} />
      <WaitingCodes record={masked} onReplayed={onChange} />
      {unmasked.record ? (
        <div class="alert alert-warning unmasked" role="status">
          <div>
            <p class="alert-heading">{say(words.unmasked)}</p>
            <p>{say(words.unmaskedText, { n: MINUTES })}</p>
          </div>
          <button type="button" class="btn btn-primary btn-sm" onClick={unmasked.forget}>
            {say(words.mask)}
          </button>
        </div>
      ) : (
        <p>
          {may("see-bodies") ? (
            <button type="button" class="btn btn-outline-primary" onClick={() => setAsking(true)}>
              <Icon icon="password-visible" /> {say(words.unmask)}
            </button>
          ) : (
            <span class="soft">{say(words.unmaskRight, { rights: rightNames(["see-bodies"]) })}</span>
          )}
        </p>
      )}
      <RecordContent record={record} clear={unmasked.record !== null} />
      <ExplainRecord source={masked.source} recordId={masked.record_id} />
      {asking && (
        <Confirm
          title={say(words.unmask)}
          reason="required"
          onConfirm={async (reason) => {
            await unmasked.ask(reason);
            setAsking(false);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{say(words.unmaskText)}</p>
        </Confirm>
      )}
    </>
  );
}

export function WaitingRecordPage({ parameters }: PageProps) {
  const say = useWords();
  const titleOf = useTitles();
  const id = parameters["id"] ?? "";
  const loaded = useLoad(
    async (signal) => {
      try {
        return await take(api.GET("/v1/quarantine/records/{id}", { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    [id],
  );
  const record = loaded.data;
  return (
    <Page
      title={say(words.title)}
      above={<Back to={href("/quarantine")} text={say(words.back)} />}
      lead={record ? visible(`${say(recordWords.record)} ${record.record_id}, ${titleOf(record.source)}`) : undefined}
    >
      <Show of={loaded}>
        {(found) =>
          found ? (
            <Record masked={found} onChange={loaded.reload} />
          ) : (
            <Empty title={say(words.gone)}>
              <p>{say(words.goneText)}</p>
            </Empty>
          )
        }
      </Show>
    </Page>
  );
}
