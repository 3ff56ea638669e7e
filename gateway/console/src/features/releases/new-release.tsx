// The question before a release is ordered: which period. One order, however often the button is pressed.
import { useId, useRef, useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { href, navigate } from "../../app/router";
import { Dialog, Sending } from "../../ui/dialog";
import { Failure } from "../../ui/states";
import { common } from "../../words/phrases";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { periodInWords } from "./format";
import { words } from "./words";

const PERIOD = /^\d{4}(-Q[1-4]|-(0[1-9]|1[0-2]))?$/;

/** The period after the newest released one; without any, the last whole year. */
export function nextPeriod(released: readonly string[], today: Date): string {
  const newest = [...released].sort().at(-1);
  if (newest === undefined) return String(today.getFullYear() - 1);
  const year = Number(newest.slice(0, 4));
  const part = newest.slice(5);
  if (part === "") return String(year + 1);
  if (part.startsWith("Q")) return part === "Q4" ? `${year + 1}-Q1` : `${year}-Q${Number(part[1]) + 1}`;
  return part === "12" ? `${year + 1}-01` : `${year}-${String(Number(part) + 1).padStart(2, "0")}`;
}

/** First and last month of a period, as 2017-10 and 2017-12. */
function monthsOf(period: string): { first: string; last: string } {
  const [year = "", part = ""] = period.split("-");
  const quarter = /^Q([1-4])$/.exec(part)?.[1];
  if (!quarter) return part ? { first: period, last: period } : { first: `${year}-01`, last: `${year}-12` };
  const month = (at: number) => `${year}-${String(at).padStart(2, "0")}`;
  return { first: month(3 * Number(quarter) - 2), last: month(3 * Number(quarter)) };
}

/** The released period that begins or ends too late for this one: periods are released in their order only; null: none. */
export function laterPeriod(period: string, released: readonly string[]): string | null {
  if (released.includes(period)) return null; // a revision, if the configuration has a date for it
  const { first } = monthsOf(period);
  const later = released.filter((each) => monthsOf(each).last >= first);
  return later.sort((left, right) => monthsOf(left).last.localeCompare(monthsOf(right).last)).at(-1) ?? null;
}

/** What the release would leave out: asked before a step that cannot be repeated. */
function NotCounted() {
  const say = useWords();
  const loaded = useLoad(async (signal) => {
    const { sources } = await take(api.GET("/v1/statistics", { signal }));
    return sources.reduce((sum, each) => sum + (each.waiting ?? 0), 0);
  }, []);
  if (loaded.error !== undefined) return <Failure error={loaded.error} onRetry={loaded.reload} />;
  const n = loaded.data;
  return (
    <p class={n ? "release-warning" : "soft"} role="status">
      {n === undefined ? say(common.loading) : n === 0 ? say(words.noneWaiting) : say(words.notCounted, { n })}{" "}
      {n !== undefined && n > 0 && (
        <a href={href("/quarantine")} target="_blank" rel="noopener">
          {say(words.seeWaiting)}
        </a>
      )}
    </p>
  );
}

/** `released`: the periods that have a release. */
export function NewRelease({ suggested, released, onClose }: { suggested: string; released: readonly string[]; onClose: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const id = useId();
  const [period, setPeriod] = useState(suggested);
  const [note, setNote] = useState("");
  const [isWrong, setIsWrong] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [isOrdered, setIsOrdered] = useState(false);
  const ordered = useRef(false);
  const later = PERIOD.test(period.trim()) ? laterPeriod(period.trim(), released) : null;

  async function order(event: Event): Promise<void> {
    event.preventDefault();
    if (ordered.current) return;
    if (!PERIOD.test(period.trim()) || later) {
      setIsWrong(!later);
      document.getElementById(`${id}-period`)?.focus();
      return;
    }
    ordered.current = true;
    setIsOrdered(true);
    setError(undefined);
    try {
      const body = { period: period.trim(), ...(note.trim() ? { note: note.trim() } : {}) };
      const release = await take(api.POST("/v1/releases", { body }));
      navigate(href("/releases", release.id));
    } catch (caught) {
      setError(caught);
      ordered.current = false;
      setIsOrdered(false);
    }
  }

  return (
    <Dialog title={say(words.newRelease)} onClose={onClose} busy={isOrdered}>
      <form onSubmit={order} noValidate>
        <div class="field">
          <label for={`${id}-period`}>{say(words.period)}</label>
          <input
            id={`${id}-period`}
            class="form-control"
            value={period}
            maxLength={7}
            autocomplete="off"
            required
            aria-invalid={isWrong || later !== null}
            aria-describedby={`${id}-period-help`}
            onInput={(event) => {
              setPeriod(event.currentTarget.value);
              setIsWrong(false);
            }}
          />
          <p id={`${id}-period-help`} class={isWrong || later ? "field-fault" : "field-help"} role={later ? "alert" : undefined}>
            {later ? say(words.periodEarlier, { period: periodInWords(later, language) }) : say(isWrong ? words.periodFault : words.periodHelp)}
          </p>
        </div>
        <div class="field">
          <label for={`${id}-note`}>{say(words.note)}</label>
          <textarea
            id={`${id}-note`}
            class="form-control"
            rows={2}
            maxLength={2000}
            value={note}
            aria-describedby={`${id}-note-help`}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          <p id={`${id}-note-help`} class="field-help">
            {say(words.noteHelp)}
          </p>
        </div>
        <NotCounted />
        <p>{say(words.once)}</p>
        {error !== undefined && <Failure error={error} />}
        <Sending busy={isOrdered} />
        <div class="dialog-buttons">
          <button type="button" class="btn btn-outline-primary" disabled={isOrdered} onClick={onClose}>
            {say(common.cancel)}
          </button>
          <button type="submit" class="btn btn-primary" disabled={isOrdered}>
            {say(common.confirm)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
