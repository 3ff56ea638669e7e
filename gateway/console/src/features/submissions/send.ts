// Sending a document with progress, which fetch() does not report.
import type { Schemas } from "../../api/client";
import { ApiError, type Problem, retryAfterOf } from "../../api/problem";
import { language } from "../../words/language";

export type Receipt = Schemas["Receipt"];

/** The file was changed, moved or deleted after it had been chosen. */
export class FileChanged extends Error {}
/** The reader stopped it. */
export class Stopped extends Error {}

export interface Answer {
  status: 200 | 201 | 202;
  receipt: Receipt | null; // null: 202, processed in the background
  id: string; // of the submission; "" in a dry run
  isReplayed: boolean; // the receipt of an earlier sending with the same key
}

export interface Order {
  source: string;
  file: File;
  headers: Record<string, string>;
  key: string; // Idempotency-Key: a second sending with the same key stores nothing; "": a dry run
  signal: AbortSignal;
  onProgress: (sent: number) => void; // bytes
}

async function assertReadable(file: File): Promise<void> {
  try {
    await file.slice(0, 1).arrayBuffer();
  } catch {
    throw new FileChanged("file changed");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export async function sendDocument(order: Order): Promise<Answer> {
  await assertReadable(order.file);
  const request = new XMLHttpRequest();
  const address = `/v1/sources/${encodeURIComponent(order.source)}/submissions${order.key ? "" : "?dry_run=true"}`;
  const ended = new Promise<void>((resolve, reject) => {
    request.upload.onprogress = (event) => order.onProgress(event.loaded);
    request.onload = () => resolve();
    request.onerror = () => reject(new ApiError(0, null, ""));
    request.onabort = () => reject(new Stopped("stopped"));
  });
  if (order.signal.aborted) throw new Stopped("stopped");
  order.signal.addEventListener("abort", () => request.abort());
  request.open("POST", address);
  const headers = { Accept: "application/json", "Accept-Language": language.get(), ...order.headers };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  if (order.key) request.setRequestHeader("Idempotency-Key", order.key);
  request.send(order.file);
  try {
    await ended;
  } catch (error) {
    if (error instanceof ApiError) await assertReadable(order.file);
    throw error;
  }
  const { status } = request;
  const body = parse(request.responseText);
  if (status === 200 || status === 201) {
    const receipt = body as Receipt;
    return { status, receipt, id: receipt.id ?? "", isReplayed: request.getResponseHeader("Idempotency-Replayed") === "true" };
  }
  if (status === 202) return { status, receipt: null, id: (body as { id: string }).id, isReplayed: false };
  const isProblem = typeof body === "object" && body !== null && "title" in body && "status" in body;
  const retryAfter = retryAfterOf(request.getResponseHeader("Retry-After"), Date.now());
  throw new ApiError(status, isProblem ? (body as Problem) : null, request.getResponseHeader("X-Request-Id") ?? "", retryAfter);
}
