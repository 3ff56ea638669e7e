// What came in by Comune: contents that are new or changed, which the gateway counts by month (the same numbers as coverage).
import { useState } from "preact/hooks";
import { stacked } from "../../ui/stacked";
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { useComuni, useTitles } from "../../records/sources";
import { Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";

const FEW = 15; // lines before all are asked for

/** The first instant of this month or an earlier one, in UTC, by which the gateway counts. */
export function beginOfMonth(now: Date, earlier: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - earlier, 1)).toISOString();
}

type Share = Schemas["CoverageShare"];
export const mostFirst = (items: readonly Share[]): Share[] =>
  items.filter((each) => (each.records ?? 0) > 0).sort((left, right) => (right.records ?? 0) - (left.records ?? 0));

export function ByComune() {
  const say = useWords();
  const language = useLanguage();
  const { nameOf } = useComuni();
  const titleOf = useTitles();
  const [earlier, setEarlier] = useState(0);
  const [isWhole, setIsWhole] = useState(false);
  const loaded = useLoad(
    async (signal) => {
      const query = { by: "comune" as const, since: beginOfMonth(new Date(), earlier) };
      return mostFirst((await take(api.GET("/v1/coverage", { params: { query }, signal }))).items);
    },
    [earlier],
  );
  const button = (value: number, text: string) => (
    <button type="button" class="switch" aria-pressed={earlier === value} onClick={() => setEarlier(value)}>
      {text}
    </button>
  );
  return (
    <section class="panel">
      <div class="panel-head">
        <h2>{say(words.arrivedByComune)}</h2>
        <div class="switches" role="group" aria-label={say(words.period)}>
          {button(0, say(words.thisMonth))}
          {button(1, say(words.lastMonthToo))}
        </div>
      </div>
      <p class="soft">{say(words.arrivedByComuneText)}</p>
      <Show of={loaded}>
        {(items) =>
          items.length === 0 ? (
            <p>{say(words.arrivedNone)}</p>
          ) : (
            <>
              <div class="table-box" role="region" tabIndex={0} aria-label={say(words.arrivedByComune)}>
                <table ref={stacked} class="grid stacked arrived">
                  <caption class="visually-hidden">{say(words.arrivedByComune)}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{say(common.comune)}</th>
                      <th scope="col">{say(common.source)}</th>
                      <th scope="col" class="number">
                        {say(words.records)}
                      </th>
                    </tr>
                  </thead>
                  <tbody>
                    {(isWhole ? items : items.slice(0, FEW)).map((each) => (
                      <tr key={`${each.comune ?? ""} ${each.source ?? ""}`}>
                        <th scope="row">{nameOf(each.comune ?? "")}</th>
                        <td>{titleOf(each.source ?? "")}</td>
                        <td class="number">{formatNumber(each.records ?? 0, language)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              {items.length > FEW && (
                <button type="button" class="btn btn-outline-primary btn-sm" aria-expanded={isWhole} onClick={() => setIsWhole(!isWhole)}>
                  {isWhole ? say(words.showFew, { n: FEW }) : say(words.showAll, { n: items.length })}
                </button>
              )}
            </>
          )
        }
      </Show>
    </section>
  );
}
