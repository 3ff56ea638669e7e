// A hidden cell: hatching, symbol and word; pressed, it says why cells are hidden.
import { Dialog } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { numbersAs } from "../../words/format";
import { common } from "../../words/phrases";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { Cube } from "./cube";
import { isRate } from "./format";
import { tableWords } from "./table-words";

export function HiddenMark() {
  const say = useWords();
  return (
    <span class="hidden-mark">
      <Icon icon="password-invisible" size="xs" />
      {say(tableWords.hidden)}
    </span>
  );
}

/** Why cells are hidden, in front of the page. */
export function HiddenDialog({ cube, where, onClose }: { cube: Cube; where: string; onClose: () => void }) {
  const say = useWords();
  return (
    <Dialog title={say(tableWords.hiddenTitle)} onClose={onClose}>
      <p>
        <strong>{where}</strong>
      </p>
      <p>{say(tableWords.hiddenWhy)}</p>
      <ul>
        <li>{say(tableWords.hiddenSmall, { n: cube.k - 1 })}</li>
        <li>{say(tableWords.hiddenProtects)}</li>
        {isRate(cube) && <li>{say(tableWords.hiddenRate)}</li>}
      </ul>
      <p>{say(tableWords.hiddenZero, { k: cube.k })}</p>
      {!isRate(cube) && <p>{say(tableWords.hiddenCoarser)}</p>}
      <div class="dialog-buttons">
        <button type="button" class="btn btn-primary" onClick={onClose}>
          {say(common.close)}
        </button>
      </div>
    </Dialog>
  );
}

/** How much of a table is hidden, and how to recognise it. */
export function HiddenLegend({ cube }: { cube: Cube }) {
  const say = useWords();
  const language = useLanguage();
  const share = numbersAs(language, { style: "percent", maximumFractionDigits: 1 }).format(cube.hidden / Math.max(1, cube.cells));
  if (cube.hidden === 0) return <p class="soft">{say(tableWords.hiddenNone)}</p>;
  return (
    <p class="hidden-legend">
      <HiddenMark /> <strong>{say(tableWords.hiddenHere, { n: cube.hidden, cells: cube.cells, share })}</strong>{" "}
      <span class="screen-only">{say(tableWords.hiddenHow)} </span>
      {say(tableWords.inFiles)}
    </p>
  );
}
