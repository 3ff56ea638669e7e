// Sentences in both languages. Each feature has its `words.ts`; words/phrases.ts holds those that several features use.
// `{name}` is replaced by a parameter. A pair [one, other] is chosen by the parameter `n`.
import { type Language, useLanguage } from "./language";
import { formatNumber } from "./format";
import { visible } from "./visible";

export type Sentence = string | readonly [one: string, other: string];
export interface Word {
  readonly it: Sentence;
  readonly en: Sentence;
}
export type Words = Readonly<Record<string, Word>>;
export type Parameters = Readonly<Record<string, string | number>>;

/** Keeps the names of the keys, so that a misspelt one does not compile. */
export const defineWords = <T extends Words>(words: T): T => words;

export function say(word: Word, language: Language, parameters: Parameters = {}): string {
  const sentence = word[language];
  const text = typeof sentence === "string" ? sentence : sentence[parameters["n"] === 1 ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? formatNumber(value, language) : visible(value);
  });
}

export type Say = (word: Word, parameters?: Parameters) => string;

/** const say = useWords(); say(words.title) */
export function useWords(): Say {
  const language = useLanguage();
  return (word, parameters) => say(word, language, parameters);
}
