import { api, type Schemas, take } from "../../api/client";
import { stacked } from "../../ui/stacked";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { actorInWords } from "../../records/actor";
import { LongText } from "../../records/long-text";
import { FilterChoice, FilterField, Filters, instantOfDay, Pager, useQuery } from "../../records/list";
import { words as recordWords } from "../../records/words";
import { Page } from "../../ui/page";
import { Said } from "../../ui/said";
import { Empty, Show } from "../../ui/states";
import { common, stateWords } from "../../words/phrases";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Say } from "../../words/words";
import { details } from "../../generated/details";
import { actionWords, detailValues, groupWords, words } from "./words";
import "./audit.scss";

type AuditList = Schemas["AuditList"];
type Entry = AuditList["items"][number];
const FILTERS = ["actor", "action", "object", "since", "until"] as const;
const TYPED = ["actor", "object"] as const;
const LIMIT = 50;

function actionInWords(action: string, say: Say): string {
  return Object.hasOwn(actionWords, action) ? say(actionWords[action as keyof typeof actionWords]) : action;
}

function detailInWords(name: string, say: Say): string {
  return Object.hasOwn(details, name) ? say(details[name as keyof typeof details]) : name;
}

/** States and instants as elsewhere in the console; all else as it was recorded. */
function DetailValue({ name, value }: { name: string; value: string }) {
  const say = useWords();
  const language = useLanguage();
  if (value === "yes" || value === "true") return <>{say(words.yes)}</>;
  if (Object.hasOwn(detailValues, value)) return <>{say(detailValues[value as keyof typeof detailValues])}</>;
  if (name === "state" && Object.hasOwn(stateWords, value)) return <>{say(stateWords[value as keyof typeof stateWords])}</>;
  if (/^\d{4}-\d\d-\d\dT/.test(value)) return <>{formatTime(value, language)}</>;
  if (name === "refused" || name === "cause") return <Said text={value} />;
  return <LongText text={value} />;
}

/** The object of an act on a table is its address. */
function ObjectText({ entry }: { entry: Entry }) {
  const [source, table, ...rest] = entry.object.split("/");
  const isTable = entry.action.startsWith("table.") && source && table && rest.length === 0;
  if (isTable) return <a href={href("/tables", source, table)}>{entry.object}</a>;
  return <LongText text={entry.object} />;
}

function Line({ entry }: { entry: Entry }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <tr>
      <td class="when">{formatTime(entry.at, language)}</td>
      <td class="foreign">{actorInWords(entry.actor, say)}</td>
      <th scope="row">
        {actionInWords(entry.action, say)}
        <span class="audit-code mono">{entry.action}</span>
      </th>
      <td class="audit-object">
        <ObjectText entry={entry} />
      </td>
      <td>{entry.reason ? <LongText text={entry.reason} /> : <span class="soft">–</span>}</td>
      <td>
        <details>
          <summary>{say(words.entry, { n: entry.seq })}</summary>
          <dl class="audit-details">
            {Object.entries(entry.details).map(([name, value]) => (
              <div key={name}>
                <dt>{detailInWords(name, say)}</dt>
                <dd>
                  <DetailValue name={name} value={value} />
                </dd>
              </div>
            ))}
            <div>
              <dt>{say(words.hash)}</dt>
              <dd class="mono">{entry.hash}</dd>
            </div>
          </dl>
        </details>
      </td>
    </tr>
  );
}

function Lines({ list }: { list: AuditList }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <>
      <div class="table-box" role="region" tabIndex={0} aria-label={say(words.title)}>
        <table ref={stacked} class="grid stacked">
          <caption class="visually-hidden">{say(words.title)}</caption>
          <thead>
            <tr>
              {[words.when, words.actor, words.action, words.object, words.reason, words.details].map((word) => (
                <th key={word.it} scope="col">
                  {say(word)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {list.items.map((entry) => (
              <Line key={entry.seq} entry={entry} />
            ))}
          </tbody>
        </table>
      </div>
      <Pager next={list.next} />
      {list.head?.at && list.head.seq !== undefined && (
        <section class="panel">
          <p>{say(words.head, { n: list.head.seq, when: formatTime(list.head.at, language) })}</p>
          <p class="mono foreign audit-hash">{list.head.hash}</p>
        </section>
      )}
    </>
  );
}

export function ContentPage() {
  const say = useWords();
  const query = useQuery([...FILTERS, "cursor"]);
  const loaded = useLoad(
    (signal) => {
      const asked = { ...query, since: instantOfDay(query.since), until: instantOfDay(query.until, 1) };
      const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
      return take(api.GET("/v1/audit", { params: { query: { ...given, limit: LIMIT } }, signal }));
    },
    [query],
  );
  const groups = Object.entries(groupWords).map(([prefix, word]) => [prefix, say(word)] as const);
  const isFiltered = FILTERS.some((name) => query[name] !== "");
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Filters names={FILTERS} typed={TYPED}>
        <FilterChoice name="action" label={say(words.action)} value={query.action} options={groups} all={say(common.all)} />
        <FilterField name="actor" label={say(words.actor)} value={query.actor} hint={say(words.actorHint)} />
        <FilterField name="object" label={say(words.object)} value={query.object} hint={say(words.objectHint)} />
        <FilterField name="since" type="date" label={say(recordWords.since)} value={query.since} />
        <FilterField name="until" type="date" label={say(recordWords.until)} value={query.until} />
      </Filters>
      <Show of={loaded}>
        {(list) =>
          list.items.length > 0 ? (
            <Lines list={list} />
          ) : (
            <>
              <Empty title={say(isFiltered ? words.emptyFilter : words.empty)} />
              <Pager next={list.next} />
            </>
          )
        }
      </Show>
    </Page>
  );
}
