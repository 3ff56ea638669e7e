// ApiError: what a request that failed says. `problem` is the answer of the gateway (RFC 9457); without it the gateway was not
// reached, or its answer could not be read.
import type { components } from "../generated/api";
import { errorPages } from "../generated/catalogue";
import { common } from "../words/phrases";
import type { Language } from "../words/language";
import { forReader } from "../words/reader";
import { say } from "../words/words";

export type Problem = components["schemas"]["Problem"];

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: no answer
    readonly problem: Problem | null,
    readonly requestId: string,
    readonly retryAfter = 0, // seconds until another attempt can succeed; 0: not said
  ) {
    super(problem?.title ?? (status === 0 ? "no answer" : `status ${status}`));
  }
  get code(): string {
    return this.problem?.code ?? "";
  }
}

export function isOffline(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0;
}

/** Title and sentence for a code of a problem or an issue, from the gateway's own catalogue; null if it is unknown. */
export function codeInWords(code: string, language: Language): { title: string; text: string } | null {
  const page = Object.hasOwn(errorPages, code) ? errorPages[code] : undefined;
  return page ? { title: forReader(page.title[language], language), text: forReader(page.text[language], language) } : null;
}

/** What the gateway wrote in English: it names what the sentence of the catalogue cannot know. */
export const englishOf = (said: { message: string; technical?: string }): string => said.technical ?? said.message;

/** The seconds of a Retry-After header, which holds them or a date (RFC 9110, 10.2.3); 0: none. */
export function retryAfterOf(header: string | null, now: number): number {
  const text = header?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, Math.ceil((at - now) / 1000));
}

/** What an answer means that is not of the gateway's catalogue: of a proxy on the way, or of another version of the gateway. */
function statusInWords(error: ApiError, language: Language): { title: string; text: string } {
  const { status, problem } = error;
  const what = status >= 500 ? common.errorServer : status === 429 ? common.errorBusy : common.errorRefused;
  if (!problem) return { title: say(common.errorTitle, language), text: say(what, language, { status }) };
  return { title: problem.title || say(common.errorTitle, language), text: problem.detail || say(what, language, { status }) };
}

export function errorInWords(error: unknown, language: Language): { title: string; text: string } {
  if (isOffline(error)) return { title: say(common.offlineTitle, language), text: say(common.offlineText, language) };
  const known = error instanceof ApiError ? codeInWords(error.code, language) : null;
  if (known) return known;
  if (error instanceof ApiError) return statusInWords(error, language);
  return { title: say(common.errorTitle, language), text: say(common.errorUnknown, language) };
}
