import { describe, expect, it } from "vitest";
import { codeInWords } from "../api/problem";
import { initialLanguage } from "./language";
import { visible } from "./visible";
import { say, type Word } from "./words";
import description from "../../../../schemas/openapi.yaml?raw";

const modules = import.meta.glob<Record<string, unknown>>(["./*.ts", "../**/words.ts", "!./*.test.ts"], { eager: true });

function isWord(value: unknown): value is Word {
  return typeof value === "object" && value !== null && "it" in value && "en" in value;
}
const sentences = (value: Word["it"]): string[] => (typeof value === "string" ? [value] : [...value]);
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();

describe("words", () => {
  it("are in both languages, with the same parameters", () => {
    let count = 0;
    for (const [file, module] of Object.entries(modules)) {
      for (const catalogue of Object.values(module)) {
        if (typeof catalogue !== "object" || catalogue === null) continue;
        for (const [key, word] of Object.entries(catalogue)) {
          if (!isWord(word)) continue;
          count += 1;
          const [it, en] = [sentences(word.it), sentences(word.en)];
          for (const text of [...it, ...en]) expect(text.trim(), `${file} ${key}`).not.toBe("");
          expect([...new Set(it.flatMap(names))], `${file} ${key}`).toEqual([...new Set(en.flatMap(names))]);
          expect(it.length, `${file} ${key}`).toBe(en.length);
        }
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  it("exist for every code of the API", () => {
    const codes = ["IssueCode", "RequestCode"].flatMap((name) => {
      const part = description.split(`    ${name}:\n`)[1]?.split(/\n {4}\w/)[0] ?? "";
      return [...part.matchAll(/^ {8}- ([a-z-]+)$/gm)].map((match) => match[1] ?? "");
    });
    expect(codes.length).toBeGreaterThan(60);
    for (const code of codes) {
      for (const language of ["it", "en"] as const) expect(codeInWords(code, language)?.text, code).toBeTruthy();
    }
  });

  it("choose singular and plural, and write numbers as the language does", () => {
    const word: Word = { it: ["{n} caso", "{n} casi"], en: ["{n} record", "{n} records"] };
    expect(say(word, "it", { n: 1 })).toBe("1 caso");
    expect(say(word, "it", { n: 12345 })).toBe("12.345 casi");
    expect(say(word, "en", { n: 12345 })).toBe("12,345 records");
  });
});

describe("foreign text in a sentence", () => {
  it("cannot turn the rest of it round", () => {
    const word: Word = { it: "Cartella {id}, {source}", en: "Record {id}, {source}" };
    expect(say(word, "it", { id: "IB-\u202Efdp.exe", source: "Isola" })).toBe("Cartella IB-{U+202E}fdp.exe, Isola");
    expect(visible("Città d’Adda \u200Bx")).toBe("Città d’Adda {U+200B}x");
    expect(visible("a\u00ADb\u2062c\u3164d\u{E0041}")).toBe("a{U+00AD}b{U+2062}c{U+3164}d{U+E0041}");
  });
});

describe("the language", () => {
  it("is Italian, unless the address or the reader says otherwise; the address wins", () => {
    expect(initialLanguage("", null)).toBe("it");
    expect(initialLanguage("", "en")).toBe("en");
    expect(initialLanguage("?lang=it", "en")).toBe("it");
    expect(initialLanguage("?lang=fr", null)).toBe("it");
  });
});
