import { useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { ApiError } from "../../api/problem";
import type { PageProps } from "../../app/feature";
import { href } from "../../app/router";
import { Back, Page } from "../../ui/page";
import { Empty, Failure, Show } from "../../ui/states";
import { SystemName } from "../../records/system-name";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Background, isInBackground } from "./background";
import { ReceiptView, SubmissionMark } from "./receipt";
import type { Receipt } from "./send";
import { words } from "./words";
import "./submissions.scss";

const PAGE = 1000;
const MOST = 20_000; // issues that one page shows

/** Issues beyond those of the receipt, page by page. */
function useMoreIssues(receipt: Receipt) {
  const [issues, setIssues] = useState<Receipt["issues"] | null>(null);
  const [dropped, setDropped] = useState(0);
  const [isPart, setIsPart] = useState(false); // there are more than are fetched at once
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  async function load(): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const all: Receipt["issues"] = [];
      let cursor: string | undefined;
      do {
        const path = { id: receipt.id ?? "" };
        const query = { limit: PAGE, ...(cursor ? { cursor } : {}) };
        const page = await take(api.GET("/v1/submissions/{id}/issues", { params: { path, query } }));
        all.push(...page.items);
        setDropped(page.dropped ?? 0);
        cursor = page.next ?? undefined;
      } while (cursor && all.length < MOST);
      setIssues(all);
      setIsPart(cursor !== undefined);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }
  return { issues, dropped, isPart, busy, error, load };
}

function Done({ receipt }: { receipt: Receipt }) {
  const say = useWords();
  const language = useLanguage();
  const more = useMoreIssues(receipt);
  const versions = Object.entries(receipt.mapping_versions);
  const shown = more.issues ? { ...receipt, issues_truncated: more.isPart || more.dropped > 0 } : receipt;
  return (
    <>
      <section class="panel">
        <dl class="pairs">
          <dt>{say(words.state)}</dt>
          <dd>
            <SubmissionMark state={receipt.state} />
          </dd>
          <dt>{say(words.system)}</dt>
          <dd>
            <SystemName source={receipt.source} />
          </dd>
          <dt>{say(words.received)}</dt>
          <dd>{formatTime(receipt.received_at, language)}</dd>
          {versions.length > 0 && (
            <>
              <dt>{say(words.versions)}</dt>
              <dd>
                <details>
                  <summary>{say(words.tables, { n: versions.length })}</summary>
                  {versions.map(([table, version]) => say(words.version, { table, version })).join("; ")}
                </details>
              </dd>
            </>
          )}
        </dl>
      </section>
      <ReceiptView receipt={shown} issues={more.issues ?? receipt.issues} level={2}>
        {receipt.issues_truncated && !more.issues && (
          <button type="button" class="btn btn-outline-primary" disabled={more.busy} onClick={() => void more.load()}>
            {say(words.moreIssues)}
          </button>
        )}
        {more.dropped > 0 && <p class="soft">{say(words.dropped, { n: more.dropped })}</p>}
        {more.error !== undefined && <Failure error={more.error} />}
      </ReceiptView>
    </>
  );
}

export function SubmissionPage({ parameters }: PageProps) {
  const say = useWords();
  const id = parameters["id"] ?? "";
  const loaded = useLoad(
    async (signal) => {
      try {
        return await take(api.GET("/v1/submissions/{id}", { params: { path: { id } }, signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return null;
        throw error;
      }
    },
    [id],
  );
  return (
    <Page title={say(words.title)} above={<Back to={href("/submissions")} text={say(words.back)} />} lead={say(words.receipt, { id })}>
      <Show of={loaded}>
        {(receipt) => {
          if (!receipt) {
            return (
              <Empty title={say(words.gone)}>
                <p>{say(words.goneText)}</p>
              </Empty>
            );
          }
          if (isInBackground(receipt.state)) return <Background id={id} onDone={loaded.reload} />;
          return <Done receipt={receipt} />;
        }}
      </Show>
    </Page>
  );
}
