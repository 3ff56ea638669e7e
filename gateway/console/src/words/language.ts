// The language of the page: Italian unless chosen otherwise. `?lang=` wins over what the reader chose earlier; the choice is
// remembered in the browser.
import { createStore, useStore } from "../app/store";

export type Language = "it" | "en";
const KEY = "raccordo.language";

function isLanguage(text: string | null): text is Language {
  return text === "it" || text === "en";
}

export function initialLanguage(search: string, remembered: string | null): Language {
  const asked = new URLSearchParams(search).get("lang");
  if (isLanguage(asked)) return asked;
  return isLanguage(remembered) ? remembered : "it";
}

function remembered(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage is switched off
  }
}

export const language = createStore<Language>(initialLanguage(location.search, remembered()));

language.subscribe((value) => {
  document.documentElement.lang = value;
});
document.documentElement.lang = language.get();

export function chooseLanguage(value: Language): void {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // The choice lasts until the page is closed.
  }
  const url = new URL(location.href);
  if (url.searchParams.has("lang")) {
    url.searchParams.delete("lang");
    history.replaceState(history.state, "", url);
  }
  language.set(value);
}

export const useLanguage = (): Language => useStore(language);
