import { describe, expect, it } from "vitest";
import { listIn, sentencesOf } from "./about";
import { areComparable, changes, layout, readCube, withoutEmpty } from "./cube";
import { formatDifference, formatGrowth, periodInWords } from "./format";
import { level, plan } from "./figures";
import { nextPeriod } from "./new-release";
import { optionOf } from "./options";
import { roundUp } from "./plots";

const place = {
  label: "Territorio",
  category: {
    index: { _T: 0, east: 1, a1: 2, a2: 3, _U: 4 },
    label: { _T: "Provincia", east: "Est", a1: "Ambito uno", a2: "Ambito due", _U: "Non assegnato" },
    child: { _T: ["east", "_U"], east: ["a1", "a2"] },
  },
  extension: { label_en: "Territory", category_label_en: { _T: "Province", a1: "Ambito one" } },
};
const measure = {
  label: "Misura",
  category: { index: { persons: 0 }, unit: { persons: { decimals: 0, label: "persone" } } },
};
const period = (code: string) => ({ label: "Periodo", category: { index: { [code]: 0 } } });

function byMonth(year: string, value: (number | null)[]) {
  const months = [`${year}-01`, `${year}-02`];
  return readCube({
    version: "2.0",
    class: "dataset",
    label: "Cartelle",
    id: ["territory", "month", "measure", "period"],
    size: [5, 3, 1, 1],
    role: { geo: ["territory"], time: ["month", "period"] },
    dimension: {
      territory: place,
      month: { label: "Mese", category: { index: { _T: 0, [months[0] ?? ""]: 1, [months[1] ?? ""]: 2 }, child: { _T: months } } },
      measure,
      period: period(year),
    },
    value,
    status: Object.fromEntries(value.flatMap((each, at) => (each === null ? [[String(at), "c" as const]] : []))),
    extension: { id: "t", title_en: "Cases", measure: "persons", when: "opened-during", k: 5, period: year, guarantee: "G" },
  });
}
const now = byMonth("2017", [30, 14, 16, 30, 14, 16, 20, null, null, 10, 10, 0, 0, 0, 0]);
const before = byMonth("2016", [20, 10, 10, 20, 10, 10, 15, 5, 10, 5, null, null, 0, 0, 0]);

describe("readCube", () => {
  it("finds cells by their codes, and takes the total where none is named", () => {
    expect(now.cell({})).toBe(30);
    expect(now.cell({ territory: "a1" })).toBe(20);
    expect(now.cell({ territory: "a2", month: "2017-01" })).toBe(10);
    expect(now.cell({ territory: "nowhere" })).toBe("absent");
  });
  it("tells a hidden cell from zero", () => {
    expect(now.cell({ territory: "a1", month: "2017-01" })).toBe("hidden");
    expect(now.cell({ territory: "_U", month: "2017-01" })).toBe(0);
    expect([now.hidden, now.cells]).toEqual([2, 15]);
  });
  it("keeps the tree, and the Italian name where there is no English one", () => {
    const [territory] = now.dimensions;
    expect(territory?.categories.map((each) => [each.code, each.depth])).toEqual([["_T", 0], ["east", 1], ["a1", 2], ["a2", 2], ["_U", 1]]);
    expect(territory?.categories.map((each) => each.label.en)).toEqual(["Province", "Est", "Ambito one", "Ambito due", "Non assegnato"]);
  });
  it("says whether the guarantee is translated", () => {
    expect(now.guarantee).toEqual({ text: { it: "G", en: "G" }, isTranslated: false });
  });
  it("leaves out what is unassigned only if nothing is", () => {
    const [territory] = now.dimensions;
    if (!territory) throw new Error("no dimension");
    expect(withoutEmpty(now, territory).map((each) => each.code)).not.toContain("_U");
    const full = byMonth("2017", [30, 14, 16, 30, 14, 16, 20, 4, 16, 10, 10, 0, null, 0, 0]);
    expect(full.dimensions[0] && withoutEmpty(full, full.dimensions[0]).map((each) => each.code)).toContain("_U");
  });
});

describe("changes", () => {
  it("compares the same month of two years", () => {
    const found = changes(now, before);
    expect(found).toHaveLength(15);
    expect(found.find((each) => each.place["territory"] === "east" && each.place["month"] === "2017-02")).toMatchObject({ before: 10, now: 16 });
  });
  it("never makes a difference of a hidden cell", () => {
    const hidden = changes(now, before).filter((each) => each.place["territory"] === "a1" && each.place["month"] === "2017-01");
    expect(hidden).toEqual([{ place: { territory: "a1", month: "2017-01" }, before: 5, now: "hidden" }]);
  });
  it("refuses tables that count other things", () => {
    expect(areComparable(now, before)).toBe(true);
    expect(areComparable(now, { ...before, measure: "cases" })).toBe(false);
  });
});

describe("figures", () => {
  it("draws months as lines, with a panel for each Ambito", () => {
    const planned = plan(now, {}, "it", { men: "M", women: "F" });
    expect(planned?.figure.kind).toBe("lines");
    expect(planned?.figure.rows.map((row) => row.cells)).toEqual([[14], [16]]);
    expect(planned?.panels.map((panel) => [panel.title, panel.rows.map((row) => row.cells[0])])).toEqual([
      ["Ambito uno", ["hidden", "hidden"]],
      ["Ambito due", [10, 0]],
    ]);
  });
  it("keeps events of earlier periods out of the line, beside it", () => {
    const months = { label: "Mese", category: { index: { _T: 0, "2017-12": 1, _P: 2 }, label: { "2017-12": "dicembre 2017", _P: "periodi precedenti" }, child: { _T: ["2017-12", "_P"] } } };
    const cube = readCube({
      version: "2.0",
      class: "dataset",
      label: "Cartelle",
      id: ["month", "measure", "period"],
      size: [3, 1, 1],
      role: { time: ["month", "period"] },
      dimension: { month: months, measure, period: period("2017") },
      value: [40, 31, 9],
      extension: { id: "t", measure: "persons", period: "2017" },
    });
    const figure = plan(cube, {}, "it", { men: "M", women: "F" })?.figure;
    expect(figure?.rows).toEqual([{ name: "dicembre 2017", cells: [31] }]);
    expect(figure?.aside).toEqual({ name: "periodi precedenti", cells: [9] });
  });
  it("takes the lowest level that is not too long", () => {
    const [territory] = now.dimensions;
    if (!territory) throw new Error("no dimension");
    expect(level(now, territory, 30).map((each) => each.code)).toEqual(["a1", "a2"]);
    expect(level(now, territory, 1).map((each) => each.code)).toEqual(["east"]);
  });
  it("draws no length for a hidden bar, but the word over the whole width", () => {
    const figure = { kind: "bars" as const, title: "", series: ["persone"], rows: [{ name: "uno", cells: ["hidden" as const] }, { name: "due", cells: [7] }], aside: null };
    const { series } = optionOf(figure, { scale: 10, isSmall: false, hidden: "nascosta", hatch: null, format: String });
    expect(series).toMatchObject([{ data: [10, null], silent: true, label: { formatter: "nascosta" } }, { data: [null, 7] }]);
  });
  it("places stand down, unless the other dimension is very long", () => {
    expect(layout(now).rows.id).toBe("territory");
    expect(layout(now, true).rows.id).toBe("month");
  });
});

describe("numbers", () => {
  it("gives no percentage of a small number", () => {
    expect(formatGrowth(19, 38, now, "it")).toBe("–");
    expect(formatGrowth(20, 30, now, "it").replace(/\s/g, " ")).toBe("+50,0%");
    expect(formatDifference(-1200, now, "en")).toBe("−1,200");
    expect(formatDifference(0, now, "en")).toBe("0");
  });
  it("names periods", () => {
    expect(periodInWords("2017-Q4", "it")).toBe("4° trimestre 2017");
    expect(periodInWords("2017-12", "en")).toBe("December 2017");
    expect(periodInWords("2017", "en")).toBe("2017");
  });
  it("suggests the period after the newest", () => {
    const today = new Date("2026-11-29");
    expect(nextPeriod([], today)).toBe("2025");
    expect(nextPeriod(["2016", "2017"], today)).toBe("2018");
    expect(nextPeriod(["2017-Q4"], today)).toBe("2018-Q1");
    expect(nextPeriod(["2017-09"], today)).toBe("2017-10");
  });
  it("ends axes on round numbers", () => {
    expect([0, 7, 11, 143, 1000, 207].map((value) => roundUp(value, true))).toEqual([5, 10, 15, 150, 1000, 250]);
    expect([0, 0.31, 2.33].map((value) => roundUp(value, false))).toEqual([1, 0.4, 2.5]);
  });
});

describe("long texts of the gateway", () => {
  it("are shown a sentence a line, with every word", () => {
    const text = "Una cella da 1 a 4 persone è nascosta; con lei altre. Vale per il periodo 2017.";
    expect(sentencesOf(text)).toEqual(["Una cella da 1 a 4 persone è nascosta; con lei altre.", "Vale per il periodo 2017."]);
    expect(sentencesOf(text).join(" ")).toBe(text);
  });
  it("have their lists as lists", () => {
    expect(listIn("Non sono coperti: i gruppi; le fonti; il resto.")).toEqual({ lead: "Non sono coperti:", items: ["i gruppi;", "le fonti;", "il resto."] });
    expect(listIn("Vale; non vale.")).toBeNull();
  });
});
