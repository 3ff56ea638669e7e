// The plots of a table: one of the whole, and one in small for each Ambito on a common scale.
import { useState } from "preact/hooks";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Chart } from "./chart";
import { type Cube, type Dimension, type Place, TOTAL, withoutEmpty } from "./cube";
import { hasHidden, largest, plan } from "./figures";
import { HiddenMark } from "./hidden";
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

/** A round number not below `value`, so that the axis ends on a mark: 1, 1.5, 2, 3, 4, 5, 6, 8 times a power of ten. */
export function roundUp(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= value * 0.999999) ?? 10;
  return step * power;
}

export function Plots({ cube }: { cube: Cube }) {
  const say = useWords();
  const language = useLanguage();
  const [chosen, setChosen] = useState<Place>({});
  const planned = plan(cube, chosen, language, { men: say(tableWords.men), women: say(tableWords.women) });
  if (!planned) return null;
  const { figure, choices, panels } = planned;
  const panelScale = roundUp(largest(panels));
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
        <Chart cube={cube} figure={figure} scale={roundUp(largest([figure]))} />
      </section>
      {panels.length > 0 && (
        <section class="panel">
          <h2>{say(tableWords.multiples, { dimension: planned.panelsOf })}</h2>
          <p class="soft">
            {say(tableWords.multiplesText)}{" "}
            {panels.some(hasHidden) && (
              <>
                <HiddenMark /> {say(figure.kind === "lines" ? tableWords.plotHiddenMonth : tableWords.plotHidden)}
              </>
            )}
          </p>
          <div class="plot-panels">
            {panels.map((each) => (
              <div key={each.title} class="plot-panel">
                <h3>{each.title}</h3>
                <Chart cube={cube} figure={each} scale={panelScale} isSmall />
              </div>
            ))}
          </div>
        </section>
      )}
    </>
  );
}
