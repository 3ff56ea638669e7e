// Cube: a table of a release as a page needs it, read from JSON-stat. The dimensions `measure` and `period` have one category
// each and are left out. Categories follow the order of their tree, parents first.
import type { Schemas } from "../../api/client";
import type { Language } from "../../words/language";

type JsonStat = Schemas["JsonStat"];
export type Label = Readonly<Record<Language, string>>;

export const TOTAL = "_T";
export const UNASSIGNED = "_U";
export const EARLIER = "_P"; // of a month: events of earlier periods that became known in this one

export interface Category {
  code: string;
  label: Label;
  parent: string | null;
  children: readonly string[];
  depth: number; // 0 for the total
}

export interface Dimension {
  id: string;
  label: Label;
  isPlace: boolean;
  categories: readonly Category[];
}

/** A number, "hidden" (for whatever cause), or "absent": the table has no such cell. */
export type Cell = number | "hidden" | "absent";
export type Place = Readonly<Record<string, string>>; // dimension: category

export interface Cube {
  id: string;
  title: Label;
  measure: string;
  when: string;
  unit: Label;
  decimals: number;
  period: string;
  k: number;
  rules: { text: Label; isTranslated: boolean };
  guarantee: { text: Label; isTranslated: boolean };
  dimensions: readonly Dimension[];
  cells: number;
  hidden: number;
  cell: (place: Place) => Cell; // a dimension that is not named is at its total
}

type Json = Record<string, unknown>;
const textOf = (value: unknown, otherwise = ""): string => (typeof value === "string" ? value : otherwise);
const objectOf = (value: unknown): Json => (typeof value === "object" && value !== null ? (value as Json) : {});

function readCategories(dimension: JsonStat["dimension"][string]): Category[] {
  const { index, label = {}, child = {} } = dimension.category;
  const english = objectOf(objectOf(dimension.extension)["category_label_en"]);
  const parents = new Map<string, string>();
  for (const [parent, children] of Object.entries(child)) for (const each of children) parents.set(each, parent);
  const codes = Object.keys(index).sort((left, right) => (index[left] ?? 0) - (index[right] ?? 0));
  const categories: Category[] = [];
  const add = (code: string, depth: number) => {
    const children = (child[code] ?? []).filter((each) => Object.hasOwn(index, each));
    const it = label[code] ?? code;
    categories.push({ code, label: { it, en: textOf(english[code], it) }, parent: parents.get(code) ?? null, children, depth });
    for (const each of children) add(each, depth + 1);
  };
  for (const code of codes) if (!parents.has(code)) add(code, 0);
  return categories;
}

function both(extension: Json, name: string): { text: Label; isTranslated: boolean } {
  const en = textOf(extension[name]);
  const it = textOf(extension[`${name}_it`]);
  return { text: { it: it || en, en }, isTranslated: it !== "" };
}

export function readCube(json: JsonStat): Cube {
  const extension = objectOf(json.extension);
  const places = json.role?.["geo"] ?? [];
  const own = json.id.filter((id) => id !== "measure" && id !== "period");
  const dimensions = own.map((id): Dimension => {
    const dimension = json.dimension[id];
    if (!dimension) throw new Error(`the table names a dimension that it lacks: ${id}`);
    const it = dimension.label ?? id;
    const en = textOf(objectOf(dimension.extension)["label_en"], it);
    return { id, label: { it, en }, isPlace: places.includes(id), categories: readCategories(dimension) };
  });
  const strides = new Map<string, number>();
  let stride = 1;
  for (let at = json.id.length - 1; at >= 0; at -= 1) {
    strides.set(json.id[at] ?? "", stride);
    stride *= json.size[at] ?? 0;
  }
  const measure = textOf(extension["measure"]);
  const unit = objectOf(extension["unit"]);
  const decimals = objectOf(json.dimension["measure"]?.category.unit?.[measure])["decimals"];
  const states = Object.values(json.status ?? {});
  return {
    id: textOf(extension["id"]),
    title: { it: json.label, en: textOf(extension["title_en"], json.label) },
    measure,
    when: textOf(extension["when"]),
    unit: { it: textOf(unit["it"]), en: textOf(unit["en"]) },
    decimals: typeof decimals === "number" ? decimals : 0,
    period: textOf(extension["period"]),
    k: typeof extension["k"] === "number" ? extension["k"] : 0,
    rules: both(extension, "rules"),
    guarantee: both(extension, "guarantee"),
    dimensions,
    cells: json.value.length,
    hidden: states.filter((state) => state === "c").length,
    cell(place) {
      let at = 0;
      for (const id of own) {
        const position = json.dimension[id]?.category.index[place[id] ?? TOTAL];
        if (position === undefined) return "absent";
        at += position * (strides.get(id) ?? 0);
      }
      const value = json.value[at];
      if (value !== null && value !== undefined) return value;
      return json.status?.[String(at)] === "c" ? "hidden" : "absent";
    },
  };
}

export const categoryOf = (dimension: Dimension, code: string): Category | undefined =>
  dimension.categories.find((each) => each.code === code);

export const findDimension = (cube: Cube, id: string): Dimension | undefined => cube.dimensions.find((each) => each.id === id);

/** Every combination of the other dimensions of a place is 0: the row of "unassigned" says nothing then. */
export function isEmptyCategory(cube: Cube, dimension: Dimension, code: string): boolean {
  const others = cube.dimensions.filter((each) => each !== dimension);
  const visit = (at: number, place: Place): boolean => {
    const other = others[at];
    if (!other) return cube.cell(place) === 0;
    return other.categories.every((each) => visit(at + 1, { ...place, [other.id]: each.code }));
  };
  return visit(0, { [dimension.id]: code });
}

/** The dimension without categories that hold nothing: "unassigned" with zeros only. */
export function withoutEmpty(cube: Cube, dimension: Dimension): readonly Category[] {
  return dimension.categories.filter((each) => each.code !== UNASSIGNED || !isEmptyCategory(cube, dimension, each.code));
}

/** What stands down and what across; the others are chosen one category at a time. Places stand down, unless columns would be
 * far more than rows. */
export function layout(cube: Cube, swap = false): { rows: Dimension; columns: Dimension | null; others: Dimension[] } {
  const [first] = cube.dimensions;
  if (!first) throw new Error("the table has no dimension");
  let rows = cube.dimensions.find((each) => each.isPlace) ?? first;
  const rest = cube.dimensions.filter((each) => each !== rows);
  let columns = rest.at(-1) ?? null;
  const isTooWide = columns !== null && columns.categories.length > 24 && rows.categories.length < columns.categories.length;
  if (columns && isTooWide !== swap) [rows, columns] = [columns, rows];
  return { rows, columns, others: cube.dimensions.filter((each) => each !== rows && each !== columns) };
}

/** Codes of months carry their year: "2017-03" is compared with "2016-03". */
const sameOverYears = (dimension: string, code: string): string => (dimension === "month" ? code.replace(/^\d{4}-/, "") : code);

export interface Change {
  place: Place; // in the newer cube
  before: Cell;
  now: Cell;
}

/** Cells of `now` that `before` has too; cells that one of them lacks are left out. */
export function changes(now: Cube, before: Cube): Change[] {
  const translate = before.dimensions.map((dimension) => {
    const codes = new Map(dimension.categories.map((each) => [sameOverYears(dimension.id, each.code), each.code]));
    return { id: dimension.id, codes };
  });
  const found: Change[] = [];
  const visit = (at: number, place: Place, earlier: Place) => {
    const dimension = now.dimensions[at];
    if (!dimension) {
      found.push({ place, before: before.cell(earlier), now: now.cell(place) });
      return;
    }
    const codes = translate.find((each) => each.id === dimension.id)?.codes;
    for (const each of dimension.categories) {
      const code = codes?.get(sameOverYears(dimension.id, each.code));
      if (code !== undefined) visit(at + 1, { ...place, [dimension.id]: each.code }, { ...earlier, [dimension.id]: code });
    }
  };
  visit(0, {}, {});
  return found.filter((each) => each.before !== "absent" && each.now !== "absent");
}

/** Same measure and the same dimensions: else their cells cannot be compared. */
export function areComparable(now: Cube, before: Cube): boolean {
  const names = (cube: Cube) => cube.dimensions.map((each) => each.id).sort().join();
  return now.measure === before.measure && now.when === before.when && names(now) === names(before);
}
