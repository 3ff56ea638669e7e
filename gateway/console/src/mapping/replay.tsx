// ReplayWatch: the progress of a replay, asked every second while it runs, with pause, resume and cancel.
import { useEffect, useState } from "preact/hooks";
import { api, type Schemas, take } from "../api/client";
import { useRights } from "../app/who";
import { StateBadge } from "../ui/badge";
import { Confirm } from "../ui/dialog";
import { Failure } from "../ui/states";
import { useWords } from "../words/words";
import { words } from "./words";

export type Replay = Schemas["Replay"];
const EVERY = 1000; // ms
const EVERY_AFTER_FAULT = 3000; // ms

export const isRunning = (replay: Replay): boolean => replay.state === "QUEUED" || replay.state === "PROCESSING";

export function ReplayWatch({ replay: first, onEnd }: { replay: Replay; onEnd?: () => void }) {
  const say = useWords();
  const may = useRights();
  const [replay, setReplay] = useState(first);
  const [error, setError] = useState<unknown>(undefined); // of the last question; the next good answer clears it
  const [turn, setTurn] = useState(0); // grows with every question that failed
  const [refused, setRefused] = useState<unknown>(undefined); // of the last order; stays until the next one
  const [stopping, setStopping] = useState(false);
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
          if (abort.signal.aborted) return;
          setError(caught);
          setTurn((old) => old + 1);
        },
      );
    }, error === undefined ? EVERY : EVERY_AFTER_FAULT);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [replay, mayWatch, turn]);

  async function give(step: "pause" | "resume" | "cancel"): Promise<void> {
    const next = await take(api.POST(`/v1/replays/{id}/${step}`, { params: { path: { id: replay.id } } }));
    setReplay(next);
    if (!isRunning(next) && next.state !== "PAUSED") onEnd?.();
  }
  function order(step: "pause" | "resume"): void {
    setRefused(undefined);
    give(step).catch(setRefused);
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
            <button type="button" class="btn btn-outline-danger btn-sm" onClick={() => setStopping(true)}>
              {say(words.stop)}
            </button>
          )}
        </div>
      )}
      {refused !== undefined && <Failure error={refused} />}
      {error !== undefined && <Failure error={error} />}
      {stopping && (
        <Confirm
          title={say(words.stopTitle)}
          reason="none"
          danger
          onClose={() => setStopping(false)}
          onConfirm={async () => {
            await give("cancel");
            setStopping(false);
          }}
        >
          <p>{say(words.stopText)}</p>
        </Confirm>
      )}
    </div>
  );
}
