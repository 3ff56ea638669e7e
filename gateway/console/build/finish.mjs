// After `vite build`: writes FILE.gz beside each text file, and fails if scripts and styles exceed their budget.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const BUDGET = 400 * 1024; // bytes of all scripts and styles, compressed
const out = join(dirname(fileURLToPath(import.meta.url)), "../../../build/console");

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

let total = 0;
for (const path of filesBelow(out)) {
  if (!/\.(js|css|html|svg|json|txt)$/.test(path)) continue;
  const packed = gzipSync(readFileSync(path), { level: 9 });
  packed[9] = 255; // the field "operating system": the same bytes everywhere
  writeFileSync(`${path}.gz`, packed);
  if (/\.(js|css)$/.test(path)) total += packed.length;
}
console.log(`console: ${Math.round(total / 1024)} KiB of scripts and styles, compressed; the budget is ${BUDGET / 1024} KiB`);
if (total > BUDGET) process.exit(1);
