// Page: the frame of every page, with its one h1. After a change of page the heading takes the focus, so that a screen reader
// reads it and the keyboard goes on from there.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { hasMoved, isBefore } from "../app/router";
import { common } from "../words/phrases";
import { useWords } from "../words/words";

interface Props {
  title: string;
  lead?: ComponentChildren;
  actions?: ComponentChildren;
  above?: ComponentChildren; // a way back
  children?: ComponentChildren;
}

export function Page({ title, lead, actions, above, children }: Props) {
  const say = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${say(common.product)}`;
  });
  useEffect(() => {
    if (hasMoved()) heading.current?.focus();
  }, []);
  return (
    <div class="page">
      {above}
      <div class="page-head">
        <div>
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {lead && <p class="page-lead">{lead}</p>}
        </div>
        {actions && <div class="page-actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** One step back: "Tabelle". From a list it is the button back, so that the list keeps its filters and its place. */
export function Back({ to, text }: { to: string; text: string }) {
  return (
    <p class="page-back">
      <a
        href={to}
        onClick={(event) => {
          if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || !isBefore(to)) return;
          event.preventDefault();
          history.back();
        }}
      >
        <span aria-hidden="true">← </span>
        {text}
      </a>
    </p>
  );
}
