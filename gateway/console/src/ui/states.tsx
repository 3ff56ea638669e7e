// What a page shows instead of its content: loading, nothing there, an error, a missing right.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, errorInWords } from "../api/problem";
import type { Loaded } from "../api/load";
import { type Right, useWho } from "../app/who";
import { common, rightWords } from "../words/phrases";
import { useLanguage } from "../words/language";
import { useWords } from "../words/words";
import { Icon } from "./icon";
import { Said } from "./said";

export function Loading() {
  const say = useWords();
  return (
    <div class="state state-loading" role="status">
      <span class="spinner" aria-hidden="true" />
      {say(common.loading)}
    </div>
  );
}

/** Nothing there to see. `done`: because everything is done, which is good. */
export function Empty({ title, done = false, children }: { title: string; done?: boolean; children?: ComponentChildren }) {
  return (
    <div class="state state-empty">
      {done ? <Icon icon="check-circle" size="lg" /> : <Icon icon="inbox" size="lg" />}
      <p class="state-title">{title}</p>
      {children}
    </div>
  );
}

/** Counts down to when another attempt can succeed: minutes, and seconds in the last two of them. */
function Wait({ seconds }: { seconds: number }) {
  const say = useWords();
  const [until] = useState(() => Date.now() + seconds * 1000);
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left <= 0) return;
    const timer = setTimeout(() => setLeft(Math.ceil((until - Date.now()) / 1000)), 1000);
    return () => clearTimeout(timer);
  }, [left, until]);
  if (left <= 0) return <p role="status">{say(common.waitOver)}</p>;
  return <p>{left <= 120 ? say(common.waitSeconds, { n: left }) : say(common.waitMinutes, { n: Math.ceil(left / 60) })}</p>;
}

/** The sentence of the catalogue, the number of the request, and the gateway's own words on request. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const language = useLanguage();
  const say = useWords();
  const { title, text } = errorInWords(error, language);
  const names = useRightNames();
  const problem = error instanceof ApiError ? error.problem : null;
  const requestId = error instanceof ApiError ? error.requestId : "";
  return (
    <div class="alert alert-danger" role="alert">
      <p class="alert-heading">{title}</p>
      <p>{text}</p>
      {error instanceof ApiError && error.retryAfter > 0 && <Wait key={error.requestId} seconds={error.retryAfter} />}
      {problem?.missing_rights && <p>{say(common.noRightHere, { rights: names(problem.missing_rights) })}</p>}
      {problem?.detail && (
        <details open={language === "en"}>
          <summary>{say(common.technicalDetail)}</summary>
          <p>
            <Said text={problem.technical ?? problem.detail} />
          </p>
        </details>
      )}
      {requestId && <p class="request-id">{say(common.requestId, { id: requestId })}</p>}
      {onRetry && (
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={onRetry}>
          {say(common.retry)}
        </button>
      )}
    </div>
  );
}

export function useRightNames(): (rights: readonly Right[]) => string {
  const say = useWords();
  return (rights) => rights.map((right) => say(rightWords[right])).join(` ${say(common.or)} `);
}

export function NoRight({ rights }: { rights: readonly Right[] }) {
  const say = useWords();
  const names = useRightNames();
  const { client } = useWho();
  return (
    <div class="state state-no-right">
      <Icon icon="locked" size="lg" />
      <p class="state-title">{say(common.noRightTitle)}</p>
      <p>{say(common.noRightText, { rights: names(rights), client })}</p>
      <p>{say(common.noRightAsk, { client })}</p>
    </div>
  );
}

/** The states of one question: <Show of={loaded}>{(data) => ...}</Show>. Old data stay visible below an error. */
export function Show<T>({ of, children }: { of: Loaded<T>; children: (data: T) => ComponentChildren }) {
  return (
    <>
      {of.error !== undefined && <Failure error={of.error} onRetry={of.reload} />}
      {of.data === undefined && of.loading && <Loading />}
      {of.data !== undefined && children(of.data)}
    </>
  );
}
