// What came in, by system and by day. For administrators.
import { useState } from "preact/hooks";
import { stacked } from "../../ui/stacked";
import type { Schemas } from "../../api/client";
import { useTitles } from "../../records/sources";
import { common } from "../../words/phrases";
import { formatDay, formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";

type Statistics = Schemas["Statistics"];
type Counts = Schemas["Counts"];

const OUTCOMES = ["accepted", "unchanged", "quarantined", "rejected"] as const;

export function BySource({ statistics }: { statistics: Statistics }) {
  const say = useWords();
  const language = useLanguage();
  const [long, setLong] = useState(true);
  const titleOf = useTitles();
  const number = (value: number | undefined) => formatNumber(value ?? 0, language);
  const button = (value: boolean, text: string) => (
    <button type="button" class="switch" aria-pressed={long === value} onClick={() => setLong(value)}>
      {text}
    </button>
  );
  return (
    <section class="panel">
      <div class="panel-head">
        <h2>{say(words.bySource)}</h2>
        <div class="switches" role="group" aria-label={say(words.period)}>
          {button(false, say(words.last24))}
          {button(true, say(words.last30))}
        </div>
      </div>
      <div class="table-box" role="region" tabIndex={0} aria-label={say(words.bySource)}>
        <table ref={stacked} class="grid stacked">
          <caption class="visually-hidden">{say(words.bySource)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(common.source)}</th>
              {[words.submissions, words.received, words.accepted, words.unchanged, words.quarantined, words.rejected, words.waitingNow, words.storedNow].map(
                (word) => (
                  <th scope="col" class="number" key={word.en}>
                    {say(word)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {statistics.sources.map((source) => {
              const traffic = long ? source.last_30_days : source.last_24_hours;
              const counts: Partial<Counts> = traffic?.counts ?? {};
              return (
                <tr key={source.source}>
                  <th scope="row">{titleOf(source.source ?? "")}</th>
                  <td class="number">{number(traffic?.submissions)}</td>
                  <td class="number">{number(counts.received)}</td>
                  {OUTCOMES.map((outcome) => (
                    <td class="number" key={outcome}>
                      {number(counts[outcome])}
                    </td>
                  ))}
                  <td class="number">{number(source.waiting)}</td>
                  <td class="number">{number(source.accepted)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface Day {
  day: string;
  counts: Record<(typeof OUTCOMES)[number] | "received", number>;
}

function byDay(statistics: Statistics): Day[] {
  const days = new Map<string, Day>();
  for (const each of statistics.days ?? []) {
    const day = days.get(each.day) ?? { day: each.day, counts: { received: 0, accepted: 0, unchanged: 0, quarantined: 0, rejected: 0 } };
    day.counts.received += each.counts.received;
    for (const outcome of OUTCOMES) day.counts[outcome] += each.counts[outcome];
    days.set(each.day, day);
  }
  return [...days.values()].sort((left, right) => right.day.localeCompare(left.day));
}

/** One bar a day, as long as what was received; its parts are the outcomes. The numbers stand beside it. */
export function ByDay({ statistics }: { statistics: Statistics }) {
  const say = useWords();
  const language = useLanguage();
  const days = byDay(statistics);
  const most = Math.max(1, ...days.map((day) => day.counts.received));
  const names = { accepted: words.accepted, unchanged: words.unchanged, quarantined: words.quarantined, rejected: words.rejected };
  return (
    <section class="panel">
      <h2>{say(words.byDay)}</h2>
      <p class="soft">{days.length === 0 ? say(words.noTraffic) : say(words.byDayText)}</p>
      {days.length > 0 && (
        <>
          <p class="legend" aria-hidden="true">
            {OUTCOMES.map((outcome) => (
              <span key={outcome}>
                <i class={`bar-${outcome}`} /> {say(names[outcome])}
              </span>
            ))}
          </p>
          <table class="days">
            <caption class="visually-hidden">{say(words.byDay)}</caption>
            <thead class="visually-hidden">
              <tr>
                <th scope="col">{say(words.day)}</th>
                <th scope="col">{say(words.received)}</th>
              </tr>
            </thead>
            <tbody>
              {days.map((day) => (
                <tr key={day.day}>
                  <th scope="row">{formatDay(day.day, language)}</th>
                  <td>
                    <div class="bar" style={{ width: `${(100 * day.counts.received) / most}%` }} aria-hidden="true">
                      {OUTCOMES.filter((outcome) => day.counts[outcome] > 0).map((outcome) => (
                        <i key={outcome} class={`bar-${outcome}`} style={{ flexGrow: day.counts[outcome] }} />
                      ))}
                    </div>
                    <span class="bar-text">
                      {OUTCOMES.filter((outcome) => day.counts[outcome] > 0)
                        .map((outcome) => `${say(names[outcome])}: ${formatNumber(day.counts[outcome], language)}`)
                        .join(", ")}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
