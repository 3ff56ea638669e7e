// What a release says of itself: rules and guarantee, coverage, who sent less, what is missing, how to verify it.
import { useLoad } from "../../api/load";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { readTable, type Release } from "./data";
import { periodInWords } from "./format";
import { words } from "./words";

/** Sentences of a long text, one a line: the words stay those of the gateway. */
export const sentencesOf = (text: string): string[] => text.trim().split(/(?<=[.;])\s+(?=\p{L})/u);

function Sentences({ text }: { text: string }) {
  return (
    <>
      {sentencesOf(text).map((each) => (
        <span key={each} class="sentence">
          {each}{" "}
        </span>
      ))}
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
      <p lang={rules.lang} class="release-rules">
        <Sentences text={rules.text} />
      </p>
    </section>
  );
}

export function SourceCoverage({ release }: { release: Release }) {
  const say = useWords();
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
              <dt key={source}>{source}</dt>
              <dd>
                <span class="share-bar" aria-hidden="true">
                  <i style={{ width: `${percent}%` }} />
                </span>{" "}
                {percent} %
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
            {each.source}: {fall[each.fall]}
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
                <span class="mono">{each.id}</span>: <span lang="en">{each.reason}</span>
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
