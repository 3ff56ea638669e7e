// ApiError: what a request that failed says. `problem` is the answer of the gateway (RFC 9457); without it the gateway was not
// reached, or its answer could not be read.
import type { components } from "../generated/api";
import { errorPages } from "../generated/catalogue";
import { common } from "../words/phrases";
import type { Language } from "../words/language";
import { say } from "../words/words";

export type Problem = components["schemas"]["Problem"];

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: no answer
    readonly problem: Problem | null,
    readonly requestId: string,
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
  return page ? { title: page.title[language], text: page.text[language] } : null;
}

/** What the gateway wrote in English: it names what the sentence of the catalogue cannot know. */
export const englishOf = (said: { message: string; technical?: string }): string => said.technical ?? said.message;

export function errorInWords(error: unknown, language: Language): { title: string; text: string } {
  if (isOffline(error)) return { title: say(common.offlineTitle, language), text: say(common.offlineText, language) };
  const known = error instanceof ApiError ? codeInWords(error.code, language) : null;
  return known ?? { title: say(common.errorTitle, language), text: say(common.errorUnknown, language) };
}
