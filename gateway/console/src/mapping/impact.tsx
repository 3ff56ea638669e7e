// What a version would do to waiting and stored records.
import { api, take } from "../api/client";
import { useLoad } from "../api/load";
import { useRights } from "../app/who";
import { common } from "../words/phrases";
import { stacked } from "../ui/stacked";
import { useLanguage } from "../words/language";
import { formatNumber } from "../words/format";
import { useWords, type Word } from "../words/words";
import { BrokenExample } from "./broken-example";
import { words } from "./words";
import { useNames } from "./row-summary";
import type { Impact } from "./versions";

const BY_DATE = "by date"; // as the gateway says it

const KINDS: Record<Impact["examples"][number]["kind"], Word> = {
  frees: words.kindFrees,
  changes: words.kindChanges,
  breaks: words.kindBreaks,
};

interface FigureProps {
  value: number;
  text: string;
  upTo: boolean; // the gateway rounded it up
  tone?: string;
}

function Figure({ value, text, upTo, tone }: FigureProps) {
  const language = useLanguage();
  const say = useWords();
  return (
    <div class={`figure ${value > 0 && tone ? `figure-${tone}` : ""}`}>
      <dt>{text}</dt>
      <dd>{upTo && value > 0 ? say(words.upTo, { value }) : formatNumber(value, language)}</dd>
    </div>
  );
}

export function ImpactFigures({ impact }: { impact: Impact }) {
  const say = useWords();
  return (
    <>
      <dl class="figures">
        <Figure upTo={!impact.exact} value={impact.frees} text={say(words.frees)} tone="good" />
        <Figure upTo={!impact.exact} value={impact.helps} text={say(words.helps)} />
        <Figure upTo={!impact.exact} value={impact.changes} text={say(words.changes)} tone="wait" />
        <Figure upTo={!impact.exact} value={impact.breaks} text={say(words.breaks)} tone="bad" />
        <Figure upTo={!impact.exact} value={impact.unchanged} text={say(words.unchanged)} />
      </dl>
      {!impact.exact && <p class="soft">{say(words.inexact)}</p>}
    </>
  );
}

/** A shared code by its name; several rows that hold one after the other are told apart by the date. */
function Meaning({ code, none, names }: { code: string | null | undefined; none: string; names: ReadonlyMap<string, string> }) {
  const say = useWords();
  if (code === undefined || code === null) return <>{none}</>;
  if (code === BY_DATE) return <>{say(words.byDate)}</>;
  return (
    <>
      {names.get(code)} <span class="mono soft">{code}</span>
    </>
  );
}

function Examples({ impact }: { impact: Impact }) {
  const say = useWords();
  const language = useLanguage();
  const names = useNames(impact.table);
  if (impact.examples.length === 0) return null;
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={say(words.examples)}>
      <table ref={stacked} class="grid stacked">
        <caption class="visually-hidden">{say(words.examples)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(common.code)}</th>
            <th scope="col">{say(words.before)}</th>
            <th scope="col">{say(words.after)}</th>
            <th scope="col" class="number">
              {say(words.recordsHead)}
            </th>
            <th scope="col">{say(common.state)}</th>
          </tr>
        </thead>
        <tbody>
          {impact.examples.map((example) => (
            <tr key={example.kind + example.code}>
              <th scope="row">
                <span class="mono">{example.code}</span> {example.label}
              </th>
              <td>
                <Meaning code={example.from} none={say(words.nothing)} names={names} />
              </td>
              <td>
                <Meaning code={example.to} none={say(example.kind === "breaks" ? words.nothing : words.leftOut)} names={names} />
              </td>
              <td class="number">{impact.exact ? formatNumber(example.records, language) : say(words.upTo, { value: example.records })}</td>
              <td>{say(KINDS[example.kind])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The tables that would change, by their titles for those who may read the release. */
function LastRelease({ id, tables }: { id: string; tables: readonly string[] }) {
  const say = useWords();
  const language = useLanguage();
  const mayRead = useRights()("extract") && id !== "";
  const release = useLoad(
    async (signal) => (mayRead ? await take(api.GET("/v1/releases/{id}", { params: { path: { id } }, signal })) : null),
    [id, mayRead],
  );
  const titles = new Map((release.data?.tables ?? []).map((table) => [table.id, language === "it" ? table.title_it : table.title_en]));
  return (
    <details class="impact-tables">
      <summary>{say(words.lastRelease, { n: tables.length })}</summary>
      <ul>
        {tables.map((table) => (
          <li key={table}>{titles.get(table) ?? <span class="mono">{table}</span>}</li>
        ))}
      </ul>
    </details>
  );
}

export function ImpactView({ impact }: { impact: Impact }) {
  const say = useWords();
  const tables = impact.last_release?.tables ?? [];
  return (
    <section class="impact" aria-label={say(words.impactOf, { version: impact.version })}>
      <p class="impact-title">{say(words.impactOf, { version: impact.version })}</p>
      <p class="soft">{say(words.comparedWith, { version: impact.against })}</p>
      <ImpactFigures impact={impact} />
      {tables.length > 0 && <LastRelease id={impact.last_release?.id ?? ""} tables={tables} />}
      {(impact.breaks_examples?.length ?? 0) > 0 && (
        <div class="alert alert-danger">
          <p>{say(words.brokenExamples)}</p>
          <ul>
            {impact.breaks_examples?.map((each) => (
              <BrokenExample key={`${each.file} ${each.line}`} {...each} />
            ))}
          </ul>
        </div>
      )}
      <Examples impact={impact} />
    </section>
  );
}
