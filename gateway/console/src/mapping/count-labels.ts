// The labels with which a system sends one code. A system may use a code for several things; the worklist shows only one label.

interface Waiting {
  waiting: readonly { table: string; code: string; label?: string }[];
}
export interface LabelCount {
  label: string; // "": sent without one
  records: number;
}

/** Most records first. Labels that differ only in case and blanks are one. */
export function countLabels(records: readonly Waiting[], row: { table: string; code: string }): LabelCount[] {
  const counts = new Map<string, LabelCount>();
  for (const record of records) {
    const sent = record.waiting.filter((each) => each.table === row.table && each.code === row.code);
    const labels = new Map(sent.map((each) => [(each.label ?? "").trim().replace(/\s+/g, " ").toLowerCase(), (each.label ?? "").trim()]));
    for (const [key, label] of labels) {
      const count = counts.get(key);
      if (count) count.records += 1;
      else counts.set(key, { label, records: 1 });
    }
  }
  return [...counts.values()].sort((left, right) => right.records - left.records || left.label.localeCompare(right.label));
}
