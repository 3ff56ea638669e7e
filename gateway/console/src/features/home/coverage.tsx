// Coverage: which share of the received codes mapped, by system and by Comune; of many Comuni those that need work first.
import { useState } from "preact/hooks";
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { schemeCodes } from "../../mapping/scheme";
import { useTitles } from "../../records/sources";
import { Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";

type Share = Schemas["CoverageShare"];

const FEW = 15; // lines of a table before all are asked for

/** The lowest share first, then the most records; shares of too few codes last. */
function byNeed(left: Share, right: Share): number {
  const percent = (share: Share) => share.percent ?? 101;
  return percent(left) - percent(right) || (right.records ?? 0) - (left.records ?? 0);
}

function Meter({ share }: { share: Share }) {
  const say = useWords();
  if (share.percent === null) return <span class="soft">{say(words.tooFew)}</span>;
  return (
    <span class="meter">
      <i style={{ width: `${share.percent}%` }} aria-hidden="true" />
      <span>{say(words.percent, { percent: share.percent })}</span>
    </span>
  );
}

function Shares({ title, shares, nameOf }: { title: string; shares: Share[]; nameOf: (share: Share) => string }) {
  const say = useWords();
  const language = useLanguage();
  const [isWhole, setIsWhole] = useState(false);
  const counted = shares.some((share) => share.records !== undefined);
  const shown = isWhole ? shares : shares.slice(0, FEW);
  return (
    <div>
      <h3>{title}</h3>
      <div class="table-box" role="region" tabIndex={0} aria-label={title}>
        <table class="grid shares">
          <caption class="visually-hidden">{title}</caption>
          <thead class="visually-hidden">
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">{say(words.coverage)}</th>
              {counted && <th scope="col">{say(words.records)}</th>}
            </tr>
          </thead>
          <tbody>
            {shown.map((share) => (
              <tr key={(share.source ?? "") + (share.comune ?? "")}>
                <th scope="row">{nameOf(share)}</th>
                <td>
                  <Meter share={share} />
                </td>
                {counted && <td class="number">{share.records === undefined ? "" : `${formatNumber(share.records, language)} ${say(words.records).toLowerCase()}`}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shares.length > FEW && (
        <button type="button" class="btn btn-outline-primary btn-sm" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? say(words.showFew, { n: FEW }) : say(words.showAll, { n: shares.length })}
        </button>
      )}
    </div>
  );
}

export function Coverage() {
  const say = useWords();
  const titleOf = useTitles();
  const loaded = useLoad(async (signal) => {
    const [systems, comuni, territory] = await Promise.all([
      take(api.GET("/v1/coverage", { params: { query: { by: "source" } }, signal })),
      take(api.GET("/v1/coverage", { params: { query: { by: "comune" } }, signal })),
      schemeCodes("territory").catch(() => new Map<string, { label_it: string }>()),
    ]);
    return { systems: systems.items, comuni: [...comuni.items].sort(byNeed), territory };
  }, []);
  return (
    <section class="panel">
      <h2>{say(words.coverage)}</h2>
      <p class="soft">{say(words.coverageText)}</p>
      <Show of={loaded}>
        {({ systems, comuni, territory }) =>
          systems.length === 0 ? (
            <p>{say(words.noCoverage)}</p>
          ) : (
            <div class="coverage">
              <Shares title={say(words.bySystem)} shares={systems} nameOf={(share) => (share.source ? titleOf(share.source) : say(common.all))} />
              <Shares
                title={say(words.byComune)}
                shares={comuni}
                nameOf={(share) => `${territory.get(share.comune ?? "")?.label_it ?? share.comune ?? ""} – ${titleOf(share.source ?? "")}`}
              />
            </div>
          )
        }
      </Show>
    </section>
  );
}
