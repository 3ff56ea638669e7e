// A receipt: its totals, and what is wrong with the document.
import type { ComponentChildren } from "preact";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import type { Lines } from "../../records/fields";
import { IssueGroups } from "../../records/issues";
import { Empty } from "../../ui/states";
import { formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { Receipt } from "./send";
import { submissionStates, words } from "./words";

const OUTCOMES = ["accepted", "unchanged", "quarantined", "rejected"] as const;
const TEXTS = {
  accepted: words.acceptedText,
  unchanged: words.unchangedText,
  quarantined: words.quarantinedText,
  rejected: words.rejectedText,
};
const DRY_TEXTS = {
  accepted: words.acceptedDry,
  unchanged: words.unchangedDry,
  quarantined: words.quarantinedDry,
  rejected: words.rejectedDry,
};
const TONES: Record<Receipt["state"], string> = {
  RECEIVED: "busy",
  PROCESSING: "busy",
  WAITING: "wait",
  COMPLETED: "good",
  TRUNCATED: "bad",
  FAILED: "bad",
};

export function SubmissionMark({ state }: { state: Receipt["state"] }) {
  const say = useWords();
  return <span class={`mark mark-${TONES[state]}`}>{say(submissionStates[state])}</span>;
}

export function Totals({ receipt }: { receipt: Receipt }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const total = (name: string, count: number, text: string, tone: string, link?: string) => (
    <div class={`total total-${count > 0 ? tone : "none"}`}>
      <dt>{name}</dt>
      <dd>
        <span class="total-number">{formatNumber(count, language)}</span>
        {text && <span class="total-text">{link && count > 0 ? <a href={link}>{text}</a> : text}</span>}
      </dd>
    </div>
  );
  const waiting = may("see-metadata") ? `${href("/quarantine")}?source=${encodeURIComponent(receipt.source)}` : undefined;
  const texts = receipt.dry_run ? DRY_TEXTS : TEXTS;
  return (
    <dl class="totals">
      {total(say(words.records), receipt.counts.received, "", "all")}
      {OUTCOMES.map((name) =>
        total(say(words[name]), receipt.counts[name], say(texts[name]), name, name === "quarantined" && !receipt.dry_run ? waiting : undefined),
      )}
    </dl>
  );
}

interface Props {
  receipt: Receipt;
  issues: Receipt["issues"]; // those of the receipt, and more if they were fetched
  lines?: Lines | undefined;
  level: 2 | 3;
  said?: string | undefined; // the code whose text the page says already
  children?: ComponentChildren; // after the issues
}

export function ReceiptView({ receipt, issues, lines, level, said, children }: Props) {
  const say = useWords();
  return (
    <>
      <Totals receipt={receipt} />
      {issues.length === 0 && receipt.counts.received > 0 && (
        <Empty done title={say(words.allGood)}>
          <p>{say(words.allGoodText)}</p>
        </Empty>
      )}
      {receipt.issues_truncated && <p class="upload-warning">{say(words.truncated, { n: issues.length })}</p>}
      <IssueGroups issues={issues} lines={lines} level={level} said={said} isPart={receipt.issues_truncated} />
      {children}
    </>
  );
}
