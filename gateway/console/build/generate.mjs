// Writes src/generated/, which is not in the repository:
//   api.ts        types of the HTTP API, from schemas/openapi.yaml
//   catalogue.ts  sentences of codes, states and fields, from gateway/app/problem/catalogue.json
//   sentences.ts  patterns of the gateway's English sentences with their translation; details.ts  members of audit entries
//   icons.svg     the icons that the sources name, from bootstrap-italia
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const root = join(here, "../..");
const out = join(here, "src/generated");
mkdirSync(out, { recursive: true });

function writeIfChanged(name, text) {
  const path = join(out, name);
  try {
    if (readFileSync(path, "utf8") === text) return;
  } catch {
    // It is not there yet.
  }
  writeFileSync(path, text);
}

const catalogue = JSON.parse(readFileSync(join(root, "gateway/app/problem/catalogue.json"), "utf8"));

/** Fails where a sentence lacks a language. */
function phrase(name, { it, en }) {
  if (!it || !en) throw new Error(`catalogue.json: ${name} lacks a language`);
  return { it, en };
}

const phrases = (part) => Object.fromEntries(Object.entries(part).map(([name, both]) => [name, phrase(name, both)]));

const errorPages = Object.fromEntries(
  Object.entries(catalogue.codes).map(([code, page]) => [
    code,
    { retry: page.retry, title: phrase(code, page.title), text: phrase(code, page.text) },
  ]),
);

function sources(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "generated" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function iconSprite() {
  const sprite = readFileSync(join(here, "node_modules/bootstrap-italia/dist/svg/sprites.svg"), "utf8");
  const symbols = new Map([...sprite.matchAll(/<symbol id="it-([a-z0-9-]+)".*?<\/symbol>/gs)].map((m) => [m[1], m[0]]));
  const names = new Set();
  for (const path of sources(join(here, "src"))) {
    for (const match of readFileSync(path, "utf8").matchAll(/\bicon(?::\s*|=)"([a-z0-9-]+)"/g)) names.add(match[1]);
  }
  const chosen = [...names].sort().map((name) => {
    if (!symbols.has(name)) throw new Error(`bootstrap-italia has no icon "${name}"`);
    return symbols.get(name);
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">${chosen.join("")}</svg>\n`;
}

writeIfChanged(
  "catalogue.ts",
  "export interface Phrase {\n  it: string;\n  en: string;\n}\n" +
    "export interface ErrorPage {\n  retry: string;\n  title: Phrase;\n  text: Phrase;\n}\n" +
    `export const errorPages: Record<string, ErrorPage> = ${JSON.stringify(errorPages, null, 2)};\n` +
    `export const states = ${JSON.stringify(phrases(catalogue.states), null, 2)};\n` +
    `export const fields = ${JSON.stringify(phrases(catalogue.fields), null, 2)};\n`,
);
writeIfChanged(
  "sentences.ts",
  `export const sentences: readonly { it: string; en: string }[] = ${JSON.stringify(catalogue.sentences.map((each) => phrase(each.en, each)), null, 2)};\n`,
);
writeIfChanged("details.ts", `export const details = ${JSON.stringify(phrases(catalogue.details), null, 2)};\n`);
writeIfChanged("icons.svg", iconSprite());
execFileSync(
  process.execPath,
  [join(here, "node_modules/openapi-typescript/bin/cli.js"), join(root, "schemas/openapi.yaml"), "-o", join(out, "api.ts")],
  { stdio: ["ignore", "ignore", "inherit"] },
);
