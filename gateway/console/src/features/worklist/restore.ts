// After a reload: the choices that were kept, with what the worklist says of their codes now.
import { type Choice, choices, keyOf, takeUp } from "./choices";
import { nameOf, systemOf, type Work } from "./data";
import { readKept } from "./kept";

let isDone = false; // once for each load of the page

/** Choices of codes that no longer wait are left out. */
export async function restoreChoices(client: string, work: Work): Promise<void> {
  if (isDone) return;
  const kept = readKept(sessionStorage, client);
  if (!kept || choices.get().size > 0) {
    isDone = true;
    return;
  }
  const rows = new Map(work.rows.map((row) => [keyOf(row), row]));
  const found: Choice[] = [];
  for (const { source, table, code, target } of kept.choices) {
    const row = rows.get(keyOf({ source, table, code }));
    if (!row) continue;
    const { label, area } = target === null ? { label: "", area: "" } : await nameOf(systemOf(work, row), target);
    found.push({ name: { source, table }, code, label: row.label ?? "", target, targetLabel: area ? `${label} · ${area}` : label, records: row.records });
  }
  await takeUp(found, kept.drafts);
  isDone = true;
}
