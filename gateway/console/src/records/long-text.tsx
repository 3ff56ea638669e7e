// LongText: what a foreign system wrote, as text. A long one is cut until the reader asks for all of it.
import { useState } from "preact/hooks";
import { useWords } from "../words/words";
import { visible } from "../words/visible";
import { words } from "./words";
import "./records.scss";

const CUT = 160; // characters

export function LongText({ text: written, mono = false }: { text: string; mono?: boolean }) {
  const text = visible(written);
  const say = useWords();
  const [whole, setWhole] = useState(false);
  const kind = mono ? "foreign mono" : "foreign";
  if (text.length <= CUT) return <span class={kind}>{text}</span>;
  return (
    <>
      <span class={whole ? `${kind} foreign-whole` : kind} tabIndex={whole ? 0 : undefined} role={whole ? "group" : undefined}>
        {whole ? text : `${text.slice(0, CUT)}…`}
      </span>{" "}
      <button type="button" class="btn-link-plain" aria-expanded={whole} onClick={() => setWhole(!whole)}>
        {whole ? say(words.showLess) : say(words.showWhole, { n: text.length })}
      </button>
    </>
  );
}
