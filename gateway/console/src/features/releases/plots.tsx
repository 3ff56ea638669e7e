// The plots of a table: one of the whole, and one in small for each Ambito on a common scale.
import { useState } from "preact/hooks";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Chart, HiddenKey } from "./chart";
import { type Cube, type Dimension, type Place, TOTAL, withoutEmpty } from "./cube";
import { hasHidden, isZero, largest, plan } from "./figures";
import { periodInWords } from "./format";
import { tableWords } from "./table-words";

interface ChoiceProps {
  cube: Cube;
  dimension: Dimension;
  value: string;
  prefix: string; // of the id
  onChange: (code: string) => void;
}

/** One category of a dimension, in the order of its tree. */
export function CategoryChoice({ cube, dimension, value, prefix, onChange }: ChoiceProps) {
  const language = useLanguage();
  const id = `${prefix}-${dimension.id}`;
  return (
    <div class="field">
      <label for={id}>{dimension.label[language]}</label>
      <select id={id} class="form-choice" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {withoutEmpty(cube, dimension).map((each) => (
          <option key={each.code} value={each.code}>
            {"\u00a0\u00a0".repeat(each.depth) + each.label[language]}
          </option>
        ))}
      </select>
    </div>
  );
}

/** The end of an axis in five steps, each a round number: 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8 times a power of ten; of whole numbers
 * at least 5. */
export function roundUp(value: number, isWhole: boolean): number {
  if (isWhole && value <= 10) return value <= 5 ? 5 : 10;
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value * 0.999999) ?? 10;
  return step * power;
}

export function Plots({ cube }: { cube: Cube }) {
  const say = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Place>({});
  const planned = plan(cube, chosen, language, { men: say(tableWords.men), women: say(tableWords.women) });
  if (!planned) return null;
  const { figure, choices } = planned;
  const panels = planned.panels.filter((each) => !isZero(each));
  const zeros = planned.panels.filter(isZero).map((each) => each.title);
  const panelScale = roundUp(largest(panels), cube.decimals === 0);
  return (
    <>
      <section class="panel">
        <div class="panel-head">
          <h2>{say(tableWords.plot)}</h2>
          <span class="soft">{say(tableWords.plotUnit, { unit: cube.unit[language], period: periodInWords(cube.period, language) })}</span>
        </div>
        {choices.length > 0 && (
          <div class="filters">
            {choices.map((dimension) => (
              <CategoryChoice
                key={dimension.id}
                cube={cube}
                dimension={dimension}
                prefix="plot"
                value={chosen[dimension.id] ?? TOTAL}
                onChange={(code) => setChosen({ ...chosen, [dimension.id]: code })}
              />
            ))}
          </div>
        )}
        {choices.length > 0 && <p class="paper-only">{figure.title}</p>}
        <Chart cube={cube} figure={figure} scale={roundUp(largest([figure]), cube.decimals === 0)} />
      </section>
      {panels.length > 0 && (
        <section class="panel">
          <h2>{say(tableWords.multiples, { dimension: planned.panelsOf.toLowerCase() })}</h2>
          <p class="soft">
            {say(tableWords.multiplesText)}{" "}
            {panels.some(hasHidden) && <HiddenKey kind={figure.kind} />}
          </p>
          <div class="plot-panels">
            {panels.map((each) => (
              <div key={each.title} class="plot-panel">
                <h3>{each.title}</h3>
                <Chart cube={cube} figure={each} scale={panelScale} isSmall />
              </div>
            ))}
          </div>
          {zeros.length > 0 && <p class="plot-zeros">{say(tableWords.zeros, { names: zeros.join(", ") })}</p>}
        </section>
      )}
    </>
  );
}
