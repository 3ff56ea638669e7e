import { stateWords } from "../words/phrases";
import { useWords } from "../words/words";

const TONES: Record<string, string> = {
  ACCEPTED: "good", ACTIVE: "good", COMPLETED: "good", DONE: "good", APPROVED: "good",
  QUARANTINED: "wait", WAITING: "wait", IN_REVIEW: "wait", PAUSED: "wait", FLAGGED: "wait", UNCHECKED: "wait",
  REJECTED: "bad", TRUNCATED: "bad", FAILED: "bad", REFUSED: "bad",
  PROCESSING: "busy", RUNNING: "busy", QUEUED: "busy", RECEIVED: "busy", DRAFT: "busy",
}; // prettier-ignore

/** A state as a word on a colour; the word alone carries the meaning. */
export function StateBadge({ state }: { state: string }) {
  const say = useWords();
  const word = Object.hasOwn(stateWords, state) ? stateWords[state as keyof typeof stateWords] : undefined;
  return <span class={`mark mark-${TONES[state] ?? "plain"}`}>{word ? say(word) : state}</span>;
}
