import { expect, test } from "vitest";
import { countLabels } from "./count-labels";

const waits = (code: string, label?: string, table = "intervention") => ({ waiting: [{ table, code, ...(label === undefined ? {} : { label }) }] });

test("every label of a code is counted, most records first; other codes and tables are not", () => {
  const records = [waits("191", "TRASPORTO"), waits("191", "ALTRO"), waits("191", "altro "), waits("192", "ASILO"), waits("191", "NIDO", "need")];
  expect(countLabels(records, { table: "intervention", code: "191" })).toEqual([
    { label: "ALTRO", records: 2 },
    { label: "TRASPORTO", records: 1 },
  ]);
});

test("a code without label is one of them, and a record counts once for each label", () => {
  const twice = { waiting: [...waits("191", "A").waiting, ...waits("191", "A").waiting] };
  expect(countLabels([twice, waits("191")], { table: "intervention", code: "191" })).toEqual([
    { label: "", records: 1 },
    { label: "A", records: 1 },
  ]);
});
