// useSending: one document at a time on its way to the gateway, and what came of it.
import { useEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api/problem";
import { useGuard } from "../../app/use-guard";
import type { Issue, Lines } from "../../records/fields";
import { locate } from "../../records/locate";
import type { Source } from "../../records/sources";
import { headersFor, mediaTypeFor } from "./document";
import { type Answer, type Receipt, sendDocument, Stopped } from "./send";

const MOST_LOCATED = 32 * 1024 * 1024; // bytes of a file in which lines are looked up

export type Work =
  | { state: "idle" }
  | { state: "busy"; dry: boolean; sent: number }
  | { state: "stopped" }
  | { state: "background"; id: string }
  | { state: "done"; receipt: Receipt; isReplayed: boolean; lines: Lines | undefined }
  | { state: "failed"; error: unknown; issues: readonly Issue[]; receipt: Receipt | null; lines: Lines | undefined };

/** The lines of the issues' JSON pointers in the reader's file; undefined if the file has no such pointers. */
async function linesFor(file: File, source: Source, issues: readonly Issue[]): Promise<Lines | undefined> {
  const headers = headersFor(source.format, file.name);
  if (mediaTypeFor(source.format, file.name) !== "application/json" || "Content-Encoding" in headers) return undefined;
  const pointers = issues.flatMap((issue) => issue.at?.pointer ?? []);
  if (pointers.length === 0 || file.size > MOST_LOCATED) return undefined;
  try {
    return locate(await file.text(), pointers);
  } catch {
    return undefined; // the file has changed since
  }
}

async function outcomeOf(answer: Answer, file: File, source: Source): Promise<Work> {
  if (!answer.receipt) return { state: "background", id: answer.id };
  const lines = await linesFor(file, source, answer.receipt.issues);
  return { state: "done", receipt: answer.receipt, isReplayed: answer.isReplayed, lines };
}

async function failureOf(error: unknown, file: File, source: Source): Promise<Work> {
  if (error instanceof Stopped) return { state: "stopped" };
  const problem = error instanceof ApiError ? error.problem : null;
  const receipt = problem?.receipt ?? null;
  const issues: readonly Issue[] = receipt?.issues ?? problem?.errors ?? [];
  return { state: "failed", error, issues, receipt, lines: await linesFor(file, source, issues) };
}

/** `question`: asked before a page is left from which a document is being sent. */
export function useSending(onStored: () => void, question: string) {
  const [work, setWork] = useState<Work>({ state: "idle" });
  const running = useRef<AbortController | null>(null); // not null: a second click does nothing

  useEffect(() => () => running.current?.abort(), []);
  useGuard(() => running.current !== null, question);

  /** `key`: Idempotency-Key; "" is a dry run. */
  async function send(file: File, source: Source, key: string): Promise<void> {
    if (running.current) return;
    const abort = new AbortController();
    running.current = abort;
    const dry = key === "";
    setWork({ state: "busy", dry, sent: 0 });
    try {
      const headers = headersFor(source.format, file.name);
      const onProgress = (sent: number) => setWork({ state: "busy", dry, sent });
      const answer = await sendDocument({ source: source.source, file, headers, key, signal: abort.signal, onProgress });
      setWork(await outcomeOf(answer, file, source));
      if (!dry) onStored();
    } catch (error) {
      const failure = await failureOf(error, file, source);
      setWork(failure);
      if (!dry && failure.state === "failed" && failure.receipt) onStored(); // the records before the fault
    } finally {
      running.current = null;
    }
  }

  return { work, send, stop: () => running.current?.abort(), reset: () => setWork({ state: "idle" }), setWork };
}
