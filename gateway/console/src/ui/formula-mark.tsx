// FormulaMark: a sign beside foreign text that a spreadsheet program would run as a formula.
import { common } from "../words/phrases";
import { isFormula } from "../words/formula";
import { useWords } from "../words/words";

export function FormulaMark({ text }: { text: string }) {
  const say = useWords();
  if (!isFormula(text)) return null;
  return (
    <span class="mark mark-wait formula-mark" title={say(common.formulaHelp)}>
      {say(common.formula)}
      <span class="visually-hidden">: {say(common.formulaHelp)}</span>
    </span>
  );
}
