// ReplayWatch: the progress of a replay, asked every second while it runs, with pause, resume and cancel.
import { useEffect, useState } from "preact/hooks";
import { api, type Schemas, take } from "../api/client";
import { useRights } from "../app/who";
import { StateBadge } from "../ui/badge";
import { Failure } from "../ui/states";
import { useWords } from "../words/words";
import { words } from "./words";

export type Replay = Schemas["Replay"];
const EVERY = 1000; // ms

export const isRunning = (replay: Replay): boolean => replay.state === "QUEUED" || replay.state === "PROCESSING";

export function ReplayWatch({ replay: first, onEnd }: { replay: Replay; onEnd?: () => void }) {
  const say = useWords();
  const may = useRights();
  const [replay, setReplay] = useState(first);
  const [error, setError] = useState<unknown>(undefined);
  const mayWatch = may("replay");

  useEffect(() => {
    if (!mayWatch || !isRunning(replay)) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      take(api.GET("/v1/replays/{id}", { params: { path: { id: replay.id } }, signal: abort.signal })).then(
        (next) => {
          if (abort.signal.aborted) return;
          setError(undefined);
          setReplay(next);
          if (!isRunning(next)) onEnd?.();
        },
        (caught: unknown) => {
          if (!abort.signal.aborted) setError(caught);
        },
      );
    }, EVERY);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [replay, mayWatch]);

  function order(step: "pause" | "resume" | "cancel"): void {
    take(api.POST(`/v1/replays/{id}/${step}`, { params: { path: { id: replay.id } } })).then(setReplay, setError);
  }

  const done = replay.total - replay.remaining;
  const title = say(replay.kind === "waiting" ? words.replayWaiting : words.replayStored);
  if (replay.total === 0 && !isRunning(replay)) {
    return replay.kind === "waiting" ? <p class="soft">{say(words.replayNothing)}</p> : null;
  }
  return (
    <div class="replay">
      <div class="replay-head">
        <strong>{title}</strong> <StateBadge state={replay.state} />
      </div>
      <progress max={Math.max(replay.total, 1)} value={done} aria-label={title} />
      <p role="status">
        {say(words.replayProgress, { done, total: replay.total })}; {say(words.replaySucceeded, { n: replay.succeeded })}
        {replay.failed > 0 && `; ${say(words.replayFailed, { n: replay.failed })}`}
      </p>
      {!mayWatch && <p class="soft">{say(words.replayNoRight)}</p>}
      {mayWatch && (
        <div class="replay-buttons">
          {isRunning(replay) && (
            <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => order("pause")}>
              {say(words.pause)}
            </button>
          )}
          {replay.state === "PAUSED" && (
            <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => order("resume")}>
              {say(words.resume)}
            </button>
          )}
          {(isRunning(replay) || replay.state === "PAUSED") && replay.kind === "waiting" && (
            <button type="button" class="btn btn-outline-danger btn-sm" onClick={() => order("cancel")}>
              {say(words.stop)}
            </button>
          )}
        </div>
      )}
      {error !== undefined && <Failure error={error} />}
    </div>
  );
}
