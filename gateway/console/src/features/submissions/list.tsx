import { api, type Schemas, take } from "../../api/client";
import { stacked } from "../../ui/stacked";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { Pager, useQuery } from "../../records/list";
import { Page } from "../../ui/page";
import { Empty, Show } from "../../ui/states";
import { SystemName } from "../../records/system-name";
import { formatNumber, formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { SubmissionMark } from "./receipt";
import { Upload } from "./upload";
import { words } from "./words";
import "./submissions.scss";

type Submission = Schemas["Submission"];
const LIMIT = 50;
const COUNTS = ["received", "accepted", "unchanged", "quarantined", "rejected"] as const;

function Line({ each }: { each: Submission }) {
  const say = useWords();
  const language = useLanguage();
  const when = formatTime(each.received_at, language);
  return (
    <tr>
      <th scope="row" class="when">
        <a href={href("/submissions", each.id)} aria-label={`${when}, ${say(words.receipt, { id: each.id })}`}>
          {when}
        </a>
      </th>
      <td>
        <SystemName source={each.source} />
      </td>
      <td>
        <SubmissionMark state={each.state} />
      </td>
      {COUNTS.map((name) => (
        <td key={name} class={name === "rejected" && each.counts[name] > 0 ? "number count-bad" : "number"}>
          {formatNumber(each.counts[name], language)}
        </td>
      ))}
    </tr>
  );
}

function Lines({ items }: { items: Submission[] }) {
  const say = useWords();
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={say(words.list)}>
      <table ref={stacked} class="grid stacked">
        <caption class="visually-hidden">{say(words.list)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.received)}</th>
            <th scope="col">{say(words.system)}</th>
            <th scope="col">{say(words.state)}</th>
            {[words.records, words.accepted, words.unchanged, words.quarantined, words.rejected].map((word) => (
              <th key={word.it} scope="col" class="number">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((each) => (
            <Line key={each.id} each={each} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function SubmissionListPage() {
  const say = useWords();
  const { cursor } = useQuery(["cursor"]);
  const loaded = useLoad(
    (signal) => take(api.GET("/v1/submissions", { params: { query: { limit: LIMIT, ...(cursor ? { cursor } : {}) } }, signal })),
    [cursor],
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Upload onSent={loaded.reload} />
      <h2>{say(words.list)}</h2>
      <Show of={loaded}>
        {({ items, next }) => (
          <>
            {items.length > 0 ? (
              <Lines items={items} />
            ) : (
              <Empty title={say(words.empty)}>
                <p>{say(words.emptyText)}</p>
              </Empty>
            )}
            <Pager next={next} />
          </>
        )}
      </Show>
    </Page>
  );
}
