// A document that the gateway processes in the background: its progress, asked until the receipt is there.
import { useEffect, useState } from "preact/hooks";
import { api, type Schemas, take } from "../../api/client";
import { Failure } from "../../ui/states";
import { useWords } from "../../words/words";
import { SubmissionMark } from "./receipt";
import type { Receipt } from "./send";
import { waitWords, words } from "./words";

type Progress = Schemas["SubmissionStatus"];
const FIRST = 500; // ms
const SLOWEST = 5000; // ms

export const isInBackground = (state: string): boolean => state === "RECEIVED" || state === "PROCESSING" || state === "WAITING";

/** When it is done, /status leads to the receipt (303), which fetch follows. */
async function ask(id: string, signal: AbortSignal): Promise<Progress | Receipt> {
  return await take<Progress | Receipt>(api.GET("/v1/submissions/{id}/status", { params: { path: { id } }, signal }));
}

export function Background({ id, onDone }: { id: string; onDone: (receipt: Receipt) => void }) {
  const say = useWords();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    let pause = FIRST;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      ask(id, abort.signal).then(
        (answer) => {
          if (abort.signal.aborted) return;
          if ("counts" in answer && !isInBackground(answer.state)) {
            onDone(answer);
            return;
          }
          setError(undefined);
          if ("processed" in answer) setProgress(answer);
          timer = setTimeout(next, pause);
          pause = Math.min(pause * 1.5, SLOWEST);
        },
        (caught: unknown) => {
          if (!abort.signal.aborted) setError(caught);
        },
      );
    };
    next();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [id, turn]);

  return (
    <section class="panel" aria-busy={error === undefined}>
      <p>
        <SubmissionMark state={progress?.state ?? "RECEIVED"} /> {say(words.accepted202)}
      </p>
      {error === undefined && <progress aria-label={say(words.checking)} class="upload-progress" />}
      {progress && (
        <p role="status" class="soft">
          {say(words.progress, { received: progress.received, processed: progress.processed })}
        </p>
      )}
      {progress?.reason && <p>{say(words.waits, { reason: say(waitWords[progress.reason]) })}</p>}
      {error !== undefined && <Failure error={error} onRetry={() => setTurn(turn + 1)} />}
    </section>
  );
}
