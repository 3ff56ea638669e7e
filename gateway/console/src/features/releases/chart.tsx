// Chart: a figure on a canvas, with its numbers as a table for those who do not see it or want to copy them.
import { useEffect, useRef, useState } from "preact/hooks";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { type Cube } from "./cube";
import { type Figure, hasHidden, rowsOf } from "./figures";
import { formatValue } from "./format";
import { HiddenMark } from "./hidden";
import { hatchPattern, heightOf, optionOf } from "./options";
import { tableWords } from "./table-words";

const NARROW = 420; // px: below it text and room are as in a panel
const PAPER = 660; // px, the width of a page of A4 between its margins

interface Props {
  cube: Cube;
  figure: Figure;
  scale: number;
  isSmall?: boolean;
}

function Canvas({ cube, figure, scale, isSmall = false }: Props) {
  const say = useWords();
  const language = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const key = JSON.stringify([figure, scale, language]);
  useEffect(() => {
    let isGone = false;
    let stop = () => {};
    void import("./echarts").then(({ init }) => {
      if (isGone || !box.current) return;
      const chart = init(box.current, null, { renderer: "canvas" });
      const hidden = say(tableWords.plotHiddenLabel);
      const isTight = isSmall || box.current.clientWidth < NARROW;
      chart.setOption(optionOf(figure, { scale, isSmall: isTight, hidden, hatch: hatchPattern(), format: (value) => formatValue(value, cube, language) }));
      const fit = () => chart.resize();
      const toPaper = () => chart.resize({ width: isSmall ? PAPER / 3 : PAPER });
      const observer = new ResizeObserver(fit);
      observer.observe(box.current);
      addEventListener("beforeprint", toPaper);
      addEventListener("afterprint", fit);
      setIsDrawn(true);
      stop = () => {
        observer.disconnect();
        removeEventListener("beforeprint", toPaper);
        removeEventListener("afterprint", fit);
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      stop();
    };
  }, [key]);
  return (
    <div
      class="plot-canvas"
      role="img"
      aria-label={say(tableWords.plotOf, { what: figure.title || cube.title[language] })}
      data-drawn={isDrawn}
      style={{ height: `${heightOf(figure, isSmall)}px` }}
      ref={box}
    />
  );
}

function Numbers({ cube, figure }: { cube: Cube; figure: Figure }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <details class="plot-numbers">
      <summary>
        {say(tableWords.plotNumbers)}
        <span class="visually-hidden">: {figure.title}</span>
      </summary>
      <table class="grid">
        <caption class="visually-hidden">{figure.title}</caption>
        <thead>
          <tr>
            <td />
            {figure.series.map((name) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rowsOf(figure).map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              {row.cells.map((cell, at) => (
                <td key={at} class="number">
                  {typeof cell === "number" ? formatValue(cell, cube, language) : cell === "hidden" ? <HiddenMark /> : "–"}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** What the mark of hidden cells looks like in a plot, in words. */
export function HiddenKey({ kind }: { kind: Figure["kind"] }) {
  const say = useWords();
  return (
    <>
      <span class={kind === "lines" ? "swatch swatch-diamond" : "swatch swatch-hidden"} aria-hidden="true" />{" "}
      {say(kind === "lines" ? tableWords.plotHiddenMonth : tableWords.plotHidden)}
    </>
  );
}

/** Colours and marks in words; the words stand beside each mark. */
function Key({ figure }: { figure: Figure }) {
  const isPyramid = figure.kind === "pyramid";
  if (!isPyramid && !hasHidden(figure)) return null;
  return (
    <ul class="plot-key">
      {isPyramid &&
        figure.series.map((name, at) => (
          <li key={name}>
            <span class={`swatch swatch-${at}`} aria-hidden="true" /> {at === 0 ? `← ${name}` : `${name} →`}
          </li>
        ))}
      {hasHidden(figure) && (
        <li>
          <HiddenKey kind={figure.kind} />
        </li>
      )}
    </ul>
  );
}

/** "Periodi precedenti" is a number beside the line, not a point of it. */
function Aside({ cube, aside }: { cube: Cube; aside: NonNullable<Figure["aside"]> }) {
  const say = useWords();
  const language = useLanguage();
  const [cell] = aside.cells;
  const value = typeof cell === "number" ? formatValue(cell, cube, language) : say(cell === "hidden" ? tableWords.plotHiddenLabel : tableWords.plotNone);
  return <p class="plot-aside">{say(tableWords.plotAside, { name: aside.name, value })}</p>;
}

export function Chart({ cube, figure, scale, isSmall = false }: Props) {
  const say = useWords();
  const isEmpty = figure.rows.every((row) => row.cells.every((cell) => typeof cell !== "number"));
  return (
    <div class={isSmall ? "plot plot-small" : "plot"}>
      {!isSmall && <Key figure={figure} />}
      {isEmpty && !hasHidden(figure) ? <p>{say(tableWords.plotNothing)}</p> : <Canvas cube={cube} figure={figure} scale={scale} isSmall={isSmall} />}
      {figure.aside && !isSmall && <Aside cube={cube} aside={figure.aside} />}
      <Numbers cube={cube} figure={figure} />
    </div>
  );
}
