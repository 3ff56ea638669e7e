// What a release says of itself: rules and guarantee, coverage, who sent less, what is missing, how to verify it.
import { useLoad } from "../../api/load";
import { SystemName } from "../../records/system-name";
import { Said } from "../../ui/said";
import { formatShare } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { readTable, type Release } from "./data";
import { periodInWords } from "./format";
import { words } from "./words";

/** Sentences of a long text: the words stay those of the gateway. */
export const sentencesOf = (text: string): string[] => text.trim().split(/(?<=\.)\s+(?=\p{Lu})/u);

/** "Not covered: a; b; c." is a list with its beginning; null for a plain sentence. */
export function listIn(sentence: string): { lead: string; items: string[] } | null {
  const [first = "", ...rest] = sentence.split(/(?<=;)\s+/);
  const colon = first.indexOf(": ");
  if (rest.length < 2 || colon < 0) return null;
  return { lead: first.slice(0, colon + 1), items: [first.slice(colon + 2), ...rest] };
}

function Sentences({ text }: { text: string }) {
  return (
    <>
      {sentencesOf(text).map((each) => {
        const list = listIn(each);
        if (!list) {
          return (
            <span key={each} class="sentence">
              {each}{" "}
            </span>
          );
        }
        return (
          <div key={each} class="sentence">
            {list.lead}
            <ul>
              {list.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          </div>
        );
      })}
    </>
  );
}

/** The gateway's own words: in Italian they stand in each table, in English in the release. */
export function Guarantee({ release }: { release: Release }) {
  const say = useWords();
  const language = useLanguage();
  const smallest = [...(release.tables ?? [])].sort((left, right) => left.cells - right.cells)[0];
  const cube = useLoad(
    async () => (language === "it" && smallest ? await readTable(release.id, smallest.id) : null),
    [release.id, smallest?.id, language],
  );
  const text = (name: "rules" | "guarantee") => {
    const told = cube.data?.[name];
    return told?.isTranslated && language === "it"
      ? { text: told.text.it, lang: "it" }
      : { text: release[name] ?? "", lang: "en" };
  };
  if (language === "it" && cube.loading) return null; // not first in English
  const [guarantee, rules] = [text("guarantee"), text("rules")];
  return (
    <section class="panel">
      <h2>{say(words.guarantee)}</h2>
      <p>{say(words.guaranteeLead, { n: (release.k ?? 0) - 1 })}</p>
      <h3>{say(words.howTo)}</h3>
      <ul>
        <li>{say(words.howHidden)}</li>
        <li>{say(words.howSums)}</li>
      </ul>
      <h3>{say(words.guaranteeTitle)}</h3>
      <blockquote class="guarantee" lang={guarantee.lang}>
        <Sentences text={guarantee.text} />
      </blockquote>
      <h3>{say(words.rulesTitle)}</h3>
      <div lang={rules.lang} class="release-rules">
        <Sentences text={rules.text} />
      </div>
    </section>
  );
}

export function SourceCoverage({ release }: { release: Release }) {
  const say = useWords();
  const language = useLanguage();
  const shares = Object.entries(release.coverage ?? {});
  return (
    <section class="panel">
      <h2>{say(words.coverage)}</h2>
      <p class="soft">{say(words.coverageText)}</p>
      {shares.length === 0 ? (
        <p>{say(words.coverageNone)}</p>
      ) : (
        <dl class="pairs">
          {shares.map(([source, percent]) => (
            <>
              <dt key={source}>
                <SystemName source={source} />
              </dt>
              <dd>
                <span class="share-bar" aria-hidden="true">
                  <i style={{ width: `${percent}%` }} />
                </span>{" "}
                {formatShare(percent / 100, language)}
              </dd>
            </>
          ))}
        </dl>
      )}
    </section>
  );
}

export function Senders({ release }: { release: Release }) {
  const say = useWords();
  const language = useLanguage();
  const { senders } = release;
  if (!senders || senders.sources.length + senders.comuni.length === 0) return null;
  const fall = { stopped: say(words.stopped), halved: say(words.halved) };
  return (
    <section class="panel">
      <h2>{say(words.senders)}</h2>
      <p>{say(words.sendersText, { period: periodInWords(senders.compared_with, language) })}</p>
      <ul>
        {senders.sources.map((each) => (
          <li key={each.source}>
            <SystemName source={each.source} />: {fall[each.fall]}
          </li>
        ))}
        {senders.comuni.map((each) => (
          <li key={each.comune}>
            {each.name ?? each.comune}: {fall[each.fall]}
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Missing({ release }: { release: Release }) {
  const say = useWords();
  const { left_out: leftOut = [], hidden_totals: totals = [] } = release;
  if (leftOut.length + totals.length === 0) return null;
  return (
    <section class="panel">
      {leftOut.length > 0 && (
        <>
          <h2>{say(words.leftOut)}</h2>
          <p>{say(words.leftOutText)}</p>
          <ul>
            {leftOut.map((each) => (
              <li key={each.id}>
                <span class="mono">{each.id}</span>: <Said text={each.reason} />
              </li>
            ))}
          </ul>
        </>
      )}
      {totals.length > 0 && (
        <>
          <h2>{say(words.hiddenTotals)}</h2>
          <p>{say(words.hiddenTotalsText)}</p>
          <ul>
            {totals.map((each) => (
              <li key={each.table}>
                <span class="mono">{each.table}</span>: <span class="mono">{each.cells.join(", ")}</span>.{" "}
                {each.coarser && say(words.coarser, { by: each.coarser })}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function Evidence({ release }: { release: Release }) {
  const say = useWords();
  return (
    <section class="panel">
      <h2>{say(words.evidence)}</h2>
      <p class="soft">{say(words.evidenceText)}</p>
      <dl class="pairs">
        {release.ledger && (
          <>
            <dt>{say(words.ledgerRow, { row: release.ledger.row })}</dt>
            <dd class="mono">{release.ledger.hash}</dd>
          </>
        )}
        {release.digest && (
          <>
            <dt>{say(words.digest)}</dt>
            <dd class="mono">{release.digest}</dd>
          </>
        )}
      </dl>
    </section>
  );
}
