// One missing code, with its suggestions and, when it is being mapped, the search in the scheme.
import { useEffect, useState } from "preact/hooks";
import { SystemName } from "../../records/system-name";
import { labelInWords, tableInWords } from "../../records/fields";
import { FormulaMark } from "../../ui/formula-mark";
import { LongText } from "../../records/long-text";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { SchemeSearch } from "../../mapping/combobox";
import { Labels } from "../../mapping/labels";
import type { Schemas } from "../../api/client";
import { formatDay, formatShare } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Word } from "../../words/words";
import { type Choice, choose, drop, keyOf, type WorkRow } from "./choices";
import { nameOf, type Pending } from "./data";
import { words } from "./words";

type Suggestion = Schemas["Suggestion"];

type Why = NonNullable<WorkRow["why"]>[string];

const WHY: Record<Why, Word> = {
  words: words.whyWords,
  label: words.whyLabel,
  code: words.whyCode,
};

/** The name of the suggested code with its area, once the scheme is there. */
function useArea(system: string, code: string): string {
  const [area, setArea] = useState("");
  useEffect(() => {
    let isCurrent = true;
    nameOf(system, code).then(
      (name) => {
        if (isCurrent) setArea(name.area);
      },
      () => undefined, // the label alone is shown
    );
    return () => {
      isCurrent = false;
    };
  }, [system, code]);
  return area;
}

function SuggestionText({ suggestion, row, system }: { suggestion: Suggestion; row: WorkRow; system: string }) {
  const say = useWords();
  const language = useLanguage();
  const area = useArea(system, suggestion.target);
  const why = row.why?.[suggestion.target];
  return (
    <>
      <span class="option-label">{suggestion.label}</span> {area && <span class="option-area">{area}</span>}{" "}
      <span class="soft">
        {say(words.score, { score: formatShare(suggestion.score, language) })}
        {why && `: ${say(WHY[why])}`}
        {isForAnother(row) && ` ${say(words.suggestedFor, { label: labelInWords(row.suggested_for ?? "", language) })}`}
      </span>
    </>
  );
}

interface Props {
  row: WorkRow;
  system: string;
  choice: Choice | undefined;
  pending: Pending | undefined;
  open: boolean;
  selected: boolean;
  onOpen: (open: boolean) => void;
  onSelect: (selected: boolean) => void;
}

/** The suggestions are for a label that the list does not show beside the code. */
const isForAnother = (row: WorkRow): boolean => !!row.suggested_for && row.suggested_for !== row.label;

function State({ row, system, choice, pending }: Props) {
  const say = useWords();
  if (choice) {
    return (
      <p class="work-choice">
        {choice.target === null ? say(words.chosenIgnored) : say(words.chosen, { label: choice.targetLabel })}
        {choice.target === null && <span class="field-help">{say(words.ignoredMeans)}</span>}
        {pending && pending.row.target_code !== (choice.target ?? "") && <span class="field-help">{say(words.replaces, { version: pending.version, code: pending.row.target_code || say(words.ignore) })}</span>}
      </p>
    );
  }
  if (pending) {
    return (
      <p class="work-pending">
        <a href={`${href("/tables", row.source, row.table)}?view=diff`}>{say(words.pending, { version: pending.version })}</a>
        <span class="mono soft"> {pending.row.target_code}</span>
      </p>
    );
  }
  const best = row.suggestions[0];
  if (best && isForAnother(row)) return <span class="soft">{say(words.labelsDiffer)}</span>;
  return best ? <SuggestionText suggestion={best} row={row} system={system} /> : <span class="soft">{say(words.noSuggestion)}</span>;
}

function Chooser({ row, system, onDone }: { row: WorkRow; system: string; onDone: () => void }) {
  const say = useWords();
  function take(code: string, label: string, area: string): void {
    choose(row, { code, label: area ? `${label} · ${area}` : label });
    onDone();
  }
  return (
    <div role="cell" class="work-chooser">
      {row.suggestions.length > 0 && (
        <div>
          <p class="chooser-title">{say(words.suggestions)}</p>
          <ul class="suggestions">
            {row.suggestions.map((suggestion) => (
              <li key={suggestion.target}>
                <button
                  type="button"
                  onClick={() => {
                    const done = (area: string) => take(suggestion.target, suggestion.label, area);
                    nameOf(system, suggestion.target).then((name) => done(name.area), () => done(""));
                  }}
                >
                  <SuggestionText suggestion={suggestion} row={row} system={system} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      <SchemeSearch
        system={system}
        autoFocus
        onChoose={(code) => {
          nameOf(system, code.code).then((name) => take(code.code, name.label, name.area), () => take(code.code, code.label_it, ""));
        }}
      />
    </div>
  );
}

export function WorkRowView(props: Props) {
  const { row, system, choice, open, selected, onOpen, onSelect } = props;
  const say = useWords();
  const language = useLanguage();
  const mayEdit = useRights()("edit-tables");
  return (
    <div role="row" class={`work-row ${choice ? "work-row-chosen" : ""}`}>
      <div role="cell" class="work-code">
        {mayEdit && (
          <input
            type="checkbox"
            checked={selected}
            aria-label={say(words.select, { code: row.code })}
            onChange={(event) => onSelect(event.currentTarget.checked)}
          />
        )}
        <div>
          <span class="work-name">
            <LongText text={row.code} mono /> <FormulaMark text={row.code} />
          </span>
          <span class="work-label">{row.label ? <><LongText text={labelInWords(row.label, language)} /> <FormulaMark text={row.label} /></> : <span class="soft">{say(words.noLabel)}</span>}</span>
          <span class="soft">
            <SystemName source={row.source} /> · {tableInWords(row.table, say)}
          </span>
        </div>
      </div>
      <div role="cell" class="work-held">
        <strong>{say(words.waiting, { n: row.records })}</strong>
        <span class="soft">
          {say(words.comuni, { n: row.comuni.length })}, {say(words.since, { day: formatDay(row.first_seen, language) })}
        </span>
      </div>
      <div role="cell" class="work-state">
        <State {...props} />
      </div>
      <div role="cell" class="work-buttons">
        {mayEdit && (
          <>
            <button type="button" class="btn btn-primary btn-sm" aria-expanded={open} onClick={() => onOpen(!open)}>
              {say(words.map)}
            </button>
            <button
              type="button"
              class="btn btn-outline-primary btn-sm"
              onClick={() => {
                choose(row, null);
                onOpen(false);
              }}
            >
              {say(words.ignore)}
            </button>
            {choice && (
              <button type="button" class="btn-link-plain" onClick={() => drop([keyOf(row)])}>
                {say(words.undo)}
              </button>
            )}
          </>
        )}
      </div>
      {(open || choice) && <Labels row={row} role="cell" />}
      {open && mayEdit && <Chooser row={row} system={system} onDone={() => onOpen(false)} />}
    </div>
  );
}
