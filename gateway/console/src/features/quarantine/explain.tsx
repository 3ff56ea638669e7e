// Where each coded value of a record comes from: the code that the system sent, the shared code, the row and version of the table that
// mapped it and who approved that; for a value that waits, why.
import { useState } from "preact/hooks";
import { api, type Schemas, take } from "../../api/client";
import { codeInWords } from "../../api/problem";
import { hasIdentifier } from "../../app/identifiers";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { fieldInWords, tableInWords } from "../../records/fields";
import { LongText } from "../../records/long-text";
import { useComuni, useSources, useTitles } from "../../records/sources";
import { words as recordWords } from "../../records/words";
import { StateBadge } from "../../ui/badge";
import { Failure, Loading } from "../../ui/states";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";

type Explanation = Schemas["Explanation"];
type Value = Schemas["ExplainedValue"];

const textOf = (part: Record<string, unknown> | undefined, name: string): string => {
  const value = part?.[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
};

/** "tabella intervento, versione 3, riga 12; approvata da bruno il ..." */
function Origin({ value, source }: { value: Value; source: string }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  if (value.why) return <span>{codeInWords(value.code ?? "", language)?.title ?? value.why}</span>;
  if (!value.table) return <span class="soft">–</span>;
  const name = say(words.explainTable, { table: tableInWords(value.table, say), version: value.table_version ?? "" });
  const line = textOf(value.row, "line");
  const [reviewer, author, when] = ["reviewer", "author", "approved_at"].map((part) => textOf(value.version, part));
  const approved = reviewer && when ? say(words.explainApproved, { reviewer, when: formatTime(when, language) }) : "";
  return (
    <>
      {may("edit-tables", "approve-tables") ? (
        <a href={`${href("/tables", source, value.table)}${value.table_version ? `?version=${value.table_version}` : ""}`}>{name}</a>
      ) : (
        name
      )}
      {line && <span>, {say(words.explainRow, { line })}</span>}
      {author && <div class="soft">{say(words.explainAuthor, { author })}</div>}
      {approved && <div class="soft">{approved}</div>}
    </>
  );
}

function Values({ values, source, title }: { values: readonly Value[]; source: string; title: string }) {
  const say = useWords();
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={title}>
      <table class="grid explain-values">
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            {[recordWords.field, words.explainSent, words.explainTarget, words.explainOrigin].map((word) => (
              <th key={word.it} scope="col">
                {say(word)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {values.map((value, at) => (
            <tr key={at}>
              <th scope="row">{fieldInWords(value.field, say)}</th>
              <td>
                {value.source_code ? <LongText text={value.source_code} mono /> : <span class="soft">–</span>}
                {value.source_label && (
                  <div class="soft">
                    <LongText text={value.source_label} />
                  </div>
                )}
              </td>
              <td class="mono">{value.target ?? <span class="soft">–</span>}</td>
              <td>
                <Origin value={value} source={source} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Explained({ of }: { of: Explanation }) {
  const say = useWords();
  const language = useLanguage();
  const { nameOf } = useComuni();
  const titleOf = useTitles();
  const parts = [
    { part: of.accepted, title: words.explainAccepted },
    { part: of.waiting, title: words.explainWaiting },
  ];
  return (
    <div class="explain">
      <p role="status">
        <span class="foreign">{say(words.explainRecord, { id: of.record_id, source: titleOf(of.source), comune: nameOf(of.owner) })}</span>{" "}
        <StateBadge state={of.outcome} />
      </p>
      {parts.map(({ part, title }) => {
        if (!part) return null;
        const when = part.version ? formatTime(part.version, language) : "";
        const values = part.values ?? [];
        return (
          <section key={title.it}>
            <h3>{say(title, { when })}</h3>
            {values.length > 0 ? <Values values={values} source={of.source} title={say(title, { when })} /> : <p>{say(words.explainNoValues)}</p>}
          </section>
        );
      })}
      {(of.origin ?? []).length > 0 && (
        <section>
          <h3>{say(words.explainFrom)}</h3>
          <ul>
            {of.origin?.map((each) => (
              <li key={each.exchange} class="foreign">
                {say(words.explainTransfer, { from: each.from, id: each.record_id, when: formatTime(each.accepted_at, language) })}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

type Asked = { state: "none" | "busy" } | { state: "failed"; error: unknown } | { state: "done"; found: Explanation };

/** Asks for one record; its number goes into no address of the console. */
function useExplanation() {
  const [asked, setAsked] = useState<Asked>({ state: "none" });
  async function ask(source: string, recordId: string): Promise<void> {
    setAsked({ state: "busy" });
    try {
      const path = { source, record_id: recordId };
      setAsked({ state: "done", found: await take(api.GET("/v1/sources/{source}/records/{record_id}/explain", { params: { path } })) });
    } catch (error) {
      setAsked({ state: "failed", error });
    }
  }
  return { asked, ask };
}

function Outcome({ asked }: { asked: Asked }) {
  if (asked.state === "busy") return <Loading />;
  if (asked.state === "failed") return <Failure error={asked.error} />;
  return asked.state === "done" ? <Explained of={asked.found} /> : null;
}

/** On the page of a record. */
export function ExplainRecord({ source, recordId }: { source: string; recordId: string }) {
  const say = useWords();
  const { asked, ask } = useExplanation();
  return (
    <section class="panel">
      <h2>{say(words.explain)}</h2>
      <p>{say(words.explainText)}</p>
      {asked.state !== "done" && (
        <button type="button" class="btn btn-outline-primary" disabled={asked.state === "busy"} onClick={() => void ask(source, recordId)}>
          {say(words.explainAsk)}
        </button>
      )}
      <Outcome asked={asked} />
    </section>
  );
}

/** For records that do not wait: they are found by system and number alone. */
export function ExplainAny() {
  const say = useWords();
  const sources = useSources().data ?? [];
  const [source, setSource] = useState("");
  const [id, setId] = useState("");
  const [fault, setFault] = useState("");
  const { asked, ask } = useExplanation();
  const chosen = source || (sources[0]?.source ?? "");
  function onSubmit(event: Event): void {
    event.preventDefault();
    const wanted = id.trim();
    const found = wanted === "" ? say(words.explainMissing) : hasIdentifier(wanted) ? say(recordWords.noIdentifier) : "";
    setFault(found);
    if (found) document.getElementById("explain-id")?.focus();
    else void ask(chosen, wanted);
  }
  return (
    <section class="panel">
      <h2>{say(words.explain)}</h2>
      <p>{say(words.explainAnyText)}</p>
      <form class="filters" onSubmit={onSubmit} noValidate>
        <div class="field">
          <label for="explain-source">{say(words.explainSource)}</label>
          <select id="explain-source" class="form-control" value={chosen} onChange={(event) => setSource(event.currentTarget.value)}>
            {sources.map((each) => (
              <option key={each.source} value={each.source}>
                {each.title || each.source}
              </option>
            ))}
          </select>
        </div>
        <div class="field">
          <label for="explain-id">{say(words.explainId)}</label>
          <input
            id="explain-id"
            class="form-control"
            autocomplete="off"
            maxLength={256}
            value={id}
            aria-invalid={fault !== ""}
            aria-describedby={fault ? "explain-fault" : undefined}
            onInput={(event) => setId(event.currentTarget.value)}
          />
          {fault && (
            <p id="explain-fault" class="field-fault">
              {fault}
            </p>
          )}
        </div>
        <div class="filter-buttons">
          <button type="submit" class="btn btn-outline-primary" disabled={asked.state === "busy" || chosen === ""}>
            {say(words.explainAsk)}
          </button>
        </div>
      </form>
      <Outcome asked={asked} />
    </section>
  );
}
