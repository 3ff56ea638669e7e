import { api, type Schemas, take } from "../../api/client";
import { stacked } from "../../ui/stacked";
import { useLoad } from "../../api/load";
import { codeInWords } from "../../api/problem";
import { href } from "../../app/router";
import { labelInWords, tableInWords } from "../../records/fields";
import { LongText } from "../../records/long-text";
import { FilterChoice, FilterField, Filters, instantOfDay, Pager, useQuery } from "../../records/list";
import { comuneCode, comuneNames, useComuni, useSources } from "../../records/sources";
import { words as recordWords } from "../../records/words";
import { Page } from "../../ui/page";
import { Empty, Show } from "../../ui/states";
import { SystemName } from "../../records/system-name";
import { common } from "../../words/phrases";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { visible } from "../../words/visible";
import { useWords } from "../../words/words";
import { ExplainAny } from "./explain";
import { words } from "./words";
import "./quarantine.scss";

export type Waiting = Schemas["QuarantineRecord"];
const FILTERS = ["source", "comune", "record_id", "table", "code", "since", "until"] as const;
const TYPED = ["record_id", "code"] as const;
const LIMIT = 50;
const CODES = 3; // shown in a line

function Why({ record }: { record: Waiting }) {
  const say = useWords();
  const language = useLanguage();
  if (record.awaits) {
    return <strong>{say(words.decide, { title: codeInWords(record.awaits, language)?.title ?? record.awaits })}</strong>;
  }
  if (record.waiting.length === 0) {
    const causes = new Set(record.issues.map((issue) => codeInWords(issue.code, language)?.title ?? issue.code));
    return <>{[...causes].join("; ")}</>;
  }
  const more = record.waiting.length - CODES;
  return (
    <>
      {record.waiting.slice(0, CODES).map((each) => (
        <div key={`${each.table} ${each.code}`}>
          <LongText text={say(words.waitsFor, { code: each.code, table: tableInWords(each.table, say) })} />
          {each.label && (
            <div class="soft">
              <LongText text={labelInWords(each.label, language)} />
            </div>
          )}
        </div>
      ))}
      {more > 0 && <div class="soft">{say(words.moreCodes, { n: more })}</div>}
    </>
  );
}

function Lines({ items }: { items: Waiting[] }) {
  const say = useWords();
  const language = useLanguage();
  const { nameOf } = useComuni();
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={say(words.title)}>
      <table ref={stacked} class="grid stacked">
        <caption class="visually-hidden">{say(words.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(recordWords.record)}</th>
            <th scope="col">{say(common.source)}</th>
            <th scope="col">{say(common.comune)}</th>
            <th scope="col">{say(words.why)}</th>
            <th scope="col">{say(words.received)}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((record) => (
            <tr key={record.id}>
              <th scope="row" class="foreign">
                <a href={href("/quarantine", record.id)}>{visible(record.record_id)}</a>
              </th>
              <td>
                <SystemName source={record.source} />
              </td>
              <td>{nameOf(record.owner)}</td>
              <td>
                <Why record={record} />
              </td>
              <td class="when">{formatTime(record.received_at, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FilterForm({ query }: { query: Record<(typeof FILTERS)[number], string> }) {
  const say = useWords();
  const sources = useSources();
  const { names, nameOf } = useComuni();
  const read = (values: Readonly<Record<string, string>>) => {
    const comune = values["comune"] ? comuneCode(values["comune"], names) : "";
    const faults: Record<string, string> = comune === null ? { comune: say(recordWords.comuneUnknown) } : {};
    return { values: { ...values, comune: comune ?? "" }, faults };
  };
  const options = (sources.data ?? []).map((each) => [each.source, each.title || each.source] as const);
  return (
    <Filters names={FILTERS} typed={TYPED} read={read}>
      <FilterChoice name="source" label={say(common.source)} value={query.source} options={options} all={say(common.all)} />
      <FilterField name="comune" label={say(common.comune)} value={nameOf(query.comune)} hint={say(words.comuneHint)} options={comuneNames(names).map((name) => [name, ""] as const)} />
      <FilterField name="code" label={say(common.code)} value={query.code} hint={say(words.codeHint)} />
      <FilterField name="record_id" label={say(words.recordId)} value={query.record_id} />
      <FilterField name="since" type="date" label={say(recordWords.since)} value={query.since} />
      <FilterField name="until" type="date" label={say(recordWords.until)} value={query.until} />
      <input type="hidden" name="table" value={query.table} />
    </Filters>
  );
}

export function WaitingListPage() {
  const say = useWords();
  const query = useQuery([...FILTERS, "cursor"]);
  const loaded = useLoad(
    (signal) => {
      const asked = { ...query, since: instantOfDay(query.since), until: instantOfDay(query.until, 1) };
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
      return take(api.GET("/v1/quarantine/records", { params: { query: { ...given, limit: LIMIT } }, signal }));
    },
    [query],
  );
  const isFiltered = FILTERS.some((name) => query[name] !== "");
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <FilterForm query={query} />
      <Show of={loaded}>
        {({ items, next }) => (
          <>
            {items.length > 0 && <Lines items={items} />}
            {items.length === 0 && next && <p>{say(words.emptyPage)}</p>}
            {items.length === 0 && !next && (
              <Empty title={say(isFiltered ? words.emptyFilter : words.empty)}>{!isFiltered && <p>{say(words.emptyText)}</p>}</Empty>
            )}
            <Pager next={next} />
          </>
        )}
      </Show>
      <ExplainAny />
    </Page>
  );
}
