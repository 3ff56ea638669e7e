// One row in a few words: the shared code and its name, and what is unusual about the row.
import { useEffect, useState } from "preact/hooks";
import { LongText } from "../records/long-text";
import { StateBadge } from "../ui/badge";
import { formatDay } from "../words/format";
import { useLanguage } from "../words/language";
import { useWords } from "../words/words";
import { furtherText } from "./columns";
import { schemeCodes } from "./scheme";
import { relationshipWords, words } from "./words";
import type { Row } from "./versions";

/** The names of a system's codes in the reader's language; empty until they are there, or if there is no such system. */
export function useNames(system: string): Map<string, string> {
  const language = useLanguage();
  const [names, setNames] = useState(new Map<string, string>());
  useEffect(() => {
    let isCurrent = true;
    if (system === "") return;
    schemeCodes(system).then(
      (codes) => {
        if (!isCurrent) return;
        setNames(new Map([...codes].map(([code, each]) => [code, language === "it" ? each.label_it : each.label_en])));
      },
      () => undefined, // the codes alone are shown
    );
    return () => {
      isCurrent = false;
    };
  }, [system, language]);
  return names;
}

export function RowSummary({ row, system, withLabel = false }: { row: Row; system: string; withLabel?: boolean }) {
  const say = useWords();
  const language = useLanguage();
  const names = useNames(system);
  const target = row.target_code ?? "";
  const relationship = row.relationship;
  const further = furtherText(row);
  const validity = [
    row.valid_from ? `${say(words.validFrom)} ${formatDay(row.valid_from, language)}` : "",
    row.valid_to ? `${say(words.validTo)} ${formatDay(row.valid_to, language)}` : "",
  ].filter(Boolean);
  return (
    <>
      {withLabel && (
        <div class="row-label">
          {say(words.sourceLabel)}: <strong>{row.source_label || say(words.nothing)}</strong>
        </div>
      )}
      {target && (
        <>
          {names.get(target) ?? ""} <span class="mono soft">{target}</span>{" "}
        </>
      )}
      <StateBadge state={row.status} />
      {relationship && relationship !== "equivalent" && row.status !== "IGNORED" && <div class="soft">{say(relationshipWords[relationship])}</div>}
      {validity.length > 0 && <div class="soft">{validity.join(", ")}</div>}
      {further && <div class="soft">{further}</div>}
      {row.comment && (
        <div class="soft">
          <LongText text={row.comment} />
        </div>
      )}
    </>
  );
}
