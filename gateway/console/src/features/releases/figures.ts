// Which plots a table gets, as numbers: bars of places or codes, an age pyramid where sex meets age, lines over months; and the
// same in small for each Ambito.
import type { Language } from "../../words/language";
import { type Category, categoryOf, type Cell, type Cube, type Dimension, EARLIER, findDimension, type Place, TOTAL, UNASSIGNED, withoutEmpty } from "./cube";
import { isRate } from "./format";

export interface Figure {
  kind: "bars" | "pyramid" | "lines";
  title: string;
  series: string[]; // names of the numbers of a row
  rows: Row[];
  /** What belongs to the numbers but not on the drawing: events of earlier periods are no month after the last. */
  aside: Row | null;
}

interface Row {
  name: string;
  cells: Cell[];
}

export interface Plan {
  figure: Figure;
  choices: Dimension[]; // dimensions of which the figure shows one category
  panels: Figure[];
  panelsOf: string; // name of the dimension of the panels
}

const MOST_BARS = 40;
const MOST_PLACES = 30;
const MOST_PANEL_BARS = 16;

/** Categories of the lowest level that has at most `most` of them, with those of higher levels that have no children. */
export function level(cube: Cube, dimension: Dimension, most: number): Category[] {
  // A rate of "unassigned" has no inhabitants and is always hidden: there is nothing to draw.
  const all = withoutEmpty(cube, dimension).filter((each) => !(isRate(cube) && each.code === UNASSIGNED));
  const deepest = Math.max(...all.map((each) => each.depth));
  for (let depth = deepest; depth > 0; depth -= 1) {
    const found = all.filter((each) => each.depth === depth || (each.depth > 0 && each.depth < depth && each.children.length === 0));
    if (found.length <= most || depth === 1) return found;
  }
  return [...all];
}

interface Axes {
  kind: Figure["kind"];
  down: Dimension;
  across: Dimension | null; // sex, in a pyramid
  panels: Dimension | null;
}

function axesOf(cube: Cube): Axes | null {
  const [first] = cube.dimensions;
  if (!first) return null;
  const month = findDimension(cube, "month");
  const sex = findDimension(cube, "sex");
  const age = findDimension(cube, "age");
  const place = cube.dimensions.find((each) => each.isPlace) ?? null;
  const used = (...dimensions: (Dimension | null | undefined)[]) => cube.dimensions.find((each) => !dimensions.includes(each)) ?? null;
  if (month) return { kind: "lines", down: month, across: null, panels: place ?? used(month) };
  if (sex && age) return { kind: "pyramid", down: age, across: sex, panels: place ?? used(sex, age) };
  if (place) return { kind: "bars", down: place, across: null, panels: cube.dimensions.length > 1 ? place : null };
  return { kind: "bars", down: first, across: null, panels: null };
}

export function plan(cube: Cube, chosen: Place, language: Language, words: { men: string; women: string }): Plan | null {
  const axes = axesOf(cube);
  if (!axes) return null;
  const { kind, down, across, panels } = axes;
  const name = (category: Category) => category.label[language];
  const choices = cube.dimensions.filter((each) => each !== down && each !== across);
  const series = across ? [words.men, words.women] : [cube.unit[language]];

  const figure = (title: string, dimension: Dimension, most: number, place: Place): Figure => {
    const row = (each: Category): Row => {
      const here = { ...place, [dimension.id]: each.code };
      const cells = across ? ["M", "F"].map((sex) => cube.cell({ ...here, [across.id]: sex })) : [cube.cell(here)];
      return { name: name(each), cells };
    };
    const earlier = kind === "lines" ? categoryOf(dimension, EARLIER) : undefined;
    const rows = level(cube, dimension, most).filter((each) => each !== earlier);
    return { kind, title, series, rows: rows.map(row), aside: earlier ? row(earlier) : null };
  };

  const place: Place = Object.fromEntries(choices.map((each) => [each.id, chosen[each.id] ?? TOTAL]));
  const titleOf = choices.map((each) => name(each.categories.find((category) => category.code === place[each.id]) ?? { ...noCategory }));
  const main = figure(titleOf.join(", "), down, down.isPlace ? MOST_PLACES : MOST_BARS, place);

  // In the panels of a table of bars the places are separate, and the other dimension goes down.
  const inPanels = panels === down ? (choices.at(-1) ?? null) : down;
  const small =
    panels && inPanels
      ? level(cube, panels, MOST_PLACES).map((each) => {
          const rest = panels === down ? { ...place, [inPanels.id]: TOTAL } : place;
          return figure(name(each), inPanels, MOST_PANEL_BARS, { ...rest, [panels.id]: each.code });
        })
      : [];
  return { figure: main, choices, panels: small.length > 1 ? small : [], panelsOf: panels?.label[language] ?? "" };
}

const noCategory: Category = { code: "", label: { it: "", en: "" }, parent: null, children: [], depth: 0 };

/** Every row that has numbers, drawn or not. */
export const rowsOf = (figure: Figure): Row[] => (figure.aside ? [...figure.rows, figure.aside] : figure.rows);
export const hasHidden = (figure: Figure): boolean => figure.rows.some((row) => row.cells.includes("hidden"));
export const isZero = (figure: Figure): boolean => rowsOf(figure).every((row) => row.cells.every((cell) => cell === 0));
export const largest = (figures: readonly Figure[]): number =>
  Math.max(0, ...figures.flatMap((figure) => figure.rows.flatMap((row) => row.cells.filter((cell) => typeof cell === "number"))));
