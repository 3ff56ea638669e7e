// The faults of rows, as the gateway would find them when the table is saved. Pure functions.
import type { Column } from "../../mapping/columns";
import type { Row } from "../../mapping/versions";
import type { Parameters, Sentence, Word } from "../../words/words";
import { relationshipWords } from "../../mapping/words";
import { stateWords } from "../../words/phrases";
import { words } from "./words";

export { COLUMNS, type Column } from "../../mapping/columns";

export const STATUSES = ["APPROVED", "UNCHECKED", "FLAGGED", "IGNORED"] as const;
export const RELATIONSHIPS = [
  "equivalent", "source-is-narrower-than-target", "source-is-broader-than-target", "related-to", "not-related-to",
] as const; // prettier-ignore

const oneOf = (sentence: Sentence): string => (typeof sentence === "string" ? sentence : sentence[0]);

/** The sentence with the names that the console shows in place of {list}. */
function withNames<Code extends string>(sentence: Word, codes: readonly Code[], names: Readonly<Record<Code, Word>>): Word {
  const listed = (language: "it" | "en") => {
    const list = codes.map((code) => oneOf(names[code][language])).join(", ");
    return oneOf(sentence[language]).replace("{list}", list);
  };
  return { it: listed("it"), en: listed("en") };
}
const FAULT_STATUS = withNames(words.faultStatus, STATUSES, stateWords);
const FAULT_RELATIONSHIP = withNames(words.faultRelationship, RELATIONSHIPS, relationshipWords);

export interface Fault {
  column: Column;
  word: Word;
  parameters?: Parameters;
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const mapsTo = (row: Row): boolean =>
  row.status === "APPROVED" &&
  (row.relationship === "equivalent" || row.relationship === "source-is-narrower-than-target");

/** `targets`: the codes of the scheme; empty if they are not known. */
export function faultsOf(row: Row, targets: ReadonlyMap<string, unknown>): Fault[] {
  const faults: Fault[] = [];
  const target = row.target_code ?? "";
  const relationship: string = row.relationship ?? "";
  const from = row.valid_from ?? "";
  const to = row.valid_to ?? "";
  if (row.source_code.trim() === "") faults.push({ column: "source_code", word: words.faultCode });
  if (!(STATUSES as readonly string[]).includes(row.status)) {
    faults.push({ column: "status", word: FAULT_STATUS });
  }
  const isKnown = (RELATIONSHIPS as readonly string[]).includes(relationship);
  if (!isKnown && (relationship !== "" || row.status === "APPROVED")) {
    faults.push({ column: "relationship", word: FAULT_RELATIONSHIP });
  }
  if (mapsTo(row) && target === "") faults.push({ column: "target_code", word: words.faultTargetMissing });
  if (target !== "" && targets.size > 0 && !targets.has(target)) {
    faults.push({ column: "target_code", word: words.faultTargetUnknown, parameters: { code: target } });
  }
  if (from !== "" && !isDay(from)) faults.push({ column: "valid_from", word: words.faultDate });
  if (to !== "" && !isDay(to)) faults.push({ column: "valid_to", word: words.faultDate });
  if (isDay(from) && isDay(to) && to < from) faults.push({ column: "valid_to", word: words.faultOrder });
  return faults;
}

/** True if the row decides on its code: the gateway maps it or leaves it out. */
export const decides = (row: Row): boolean => row.status === "APPROVED" || row.status === "IGNORED";

/** True if both rows decide on one code on some day. */
export function overlap(left: Row, right: Row): boolean {
  if (left.source_code !== right.source_code || !decides(left) || !decides(right)) return false;
  const start = (row: Row) => row.valid_from || "0000-00-00";
  const end = (row: Row) => row.valid_to || "9999-99-99";
  return start(left) <= end(right) && start(right) <= end(left);
}
