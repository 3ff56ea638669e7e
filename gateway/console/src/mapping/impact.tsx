// What a version would do to waiting and stored records.
import { common } from "../words/phrases";
import { Said } from "../ui/said";
import { useLanguage } from "../words/language";
import { formatNumber } from "../words/format";
import { useWords, type Word } from "../words/words";
import { words } from "./words";
import { useNames } from "./row-summary";
import type { Impact } from "./versions";

const BY_DATE = "by date"; // as the gateway says it

const KINDS: Record<Impact["examples"][number]["kind"], Word> = {
  frees: words.kindFrees,
  changes: words.kindChanges,
  breaks: words.kindBreaks,
};

function Figure({ value, text, tone }: { value: number; text: string; tone?: string }) {
  const language = useLanguage();
  return (
    <div class={`figure ${value > 0 && tone ? `figure-${tone}` : ""}`}>
      <dt>{text}</dt>
      <dd>{formatNumber(value, language)}</dd>
    </div>
  );
}

export function ImpactFigures({ impact }: { impact: Impact }) {
  const say = useWords();
  return (
    <>
      <dl class="figures">
        <Figure value={impact.frees} text={say(words.frees)} tone="good" />
        <Figure value={impact.helps} text={say(words.helps)} />
        <Figure value={impact.changes} text={say(words.changes)} tone="wait" />
        <Figure value={impact.breaks} text={say(words.breaks)} tone="bad" />
        <Figure value={impact.unchanged} text={say(words.unchanged)} />
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
  const names = useNames(impact.table);
  if (impact.examples.length === 0) return null;
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={say(words.examples)}>
      <table class="grid">
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
              <td class="number">{example.records}</td>
              <td>{say(KINDS[example.kind])}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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
      {tables.length > 0 && <p>{say(words.lastRelease, { tables: tables.join(", ") })}</p>}
      {(impact.breaks_examples?.length ?? 0) > 0 && (
        <div class="alert alert-danger">
          <p>{say(words.brokenExamples)}</p>
          <ul>
            {impact.breaks_examples?.map((each) => (
              <li key={each.file + each.line}>
                <span class="mono">
                  {each.file}:{each.line}
                </span>{" "}
                <Said text={each.message} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <Examples impact={impact} />
    </section>
  );
}
