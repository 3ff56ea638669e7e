// Writes src/generated/, which is not in the repository:
//   api.ts      types of the HTTP API, from schemas/openapi.yaml
//   errors.ts   title and text of every error code, from the gateway's own catalogue
//   icons.svg   the icons that the sources name, from bootstrap-italia
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

/** The C++ string literals of an initialiser, adjacent ones joined. */
function literals(text) {
  const found = [];
  let previousEnd = -1;
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)"/g)) {
    const value = JSON.parse(`"${match[1]}"`);
    const joined = previousEnd >= 0 && text.slice(previousEnd, match.index).trim() === "";
    if (joined) found[found.length - 1] += value;
    else found.push(value);
    previousEnd = match.index + match[0].length;
  }
  return found;
}

function errorCatalogue() {
  const folder = join(root, "gateway/app/problem");
  const pages = {};
  for (const file of readdirSync(folder).filter((name) => /^error_pages_.*\.cpp$/.test(name)).sort()) {
    const source = readFileSync(join(folder, file), "utf8");
    for (const part of source.split("ErrorPage{").slice(1)) {
      const [code, retry, titleEn, titleIt, textEn, textIt] = literals(part.split("};")[0].split(/\}\s*,/)[0]);
      if (!textIt) throw new Error(`${file}: the page of ${code} has no Italian text`);
      pages[code] = { retry, title: { it: titleIt, en: titleEn }, text: { it: textIt, en: textEn } };
    }
  }
  return pages;
}

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
  "errors.ts",
  `export const errorPages: Record<string, ErrorPage> = ${JSON.stringify(errorCatalogue(), null, 2)};\n` +
    "export interface ErrorPage {\n  retry: string;\n  title: { it: string; en: string };\n" +
    "  text: { it: string; en: string };\n}\n",
);
writeIfChanged("icons.svg", iconSprite());
execFileSync(
  process.execPath,
  [join(here, "node_modules/openapi-typescript/bin/cli.js"), join(root, "schemas/openapi.yaml"), "-o", join(out, "api.ts")],
  { stdio: ["ignore", "ignore", "inherit"] },
);
