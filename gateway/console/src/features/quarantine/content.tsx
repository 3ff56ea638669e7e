// What the record contains, each value beside what is wrong with it and where it stood in the sender's document.
import { codeInWords, englishOf } from "../../api/problem";
import { fieldInWords, type Issue, outcomesInWords } from "../../records/fields";
import { PlaceText, SeverityMark } from "../../records/issues";
import { LongText } from "../../records/long-text";
import { useComuni } from "../../records/sources";
import { words as recordWords } from "../../records/words";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import type { Waiting } from "./list";
import { Said } from "../../ui/said";
import { words } from "./words";

function IssueText({ issue }: { issue: Issue }) {
  const say = useWords();
  const language = useLanguage();
  const known = codeInWords(issue.code, language);
  return (
    <div class="field-issue">
      <SeverityMark severity={issue.severity} />{" "}
      <span class="field-issue-title">{known?.title ?? say(recordWords.unknownIssue, { code: issue.code })}</span>
      <div>
        <PlaceText issue={issue} />
      </div>
      {known && (
        <details>
          <summary>{say(words.whatToDo)}</summary>
          <p>{outcomesInWords(known.text, say)}</p>
          <p class="soft">
            <Said text={englishOf(issue)} />
          </p>
        </details>
      )}
    </div>
  );
}

const COMUNI: ReadonlySet<string> = new Set(["owner", "person.residence"]); // fields that hold an ISTAT code

interface Line {
  field: string;
  value: string | null; // null: the record has no such value
  issues: Issue[];
}

/** The values in their order, then the issues of fields that have none; issues of the record as a whole are not among them. */
function linesOf(record: Waiting): Line[] {
  const lines: Line[] = (record.fields ?? []).map(({ field, value }) => ({ field, value, issues: [] }));
  for (const issue of record.issues) {
    if (!issue.field) continue;
    const line = lines.find((each) => each.field === issue.field);
    if (line) line.issues.push(issue);
    else lines.push({ field: issue.field, value: null, issues: [issue] });
  }
  return lines;
}

export function RecordContent({ record, clear }: { record: Waiting; clear: boolean }) {
  const say = useWords();
  const whole = record.issues.filter((issue) => !issue.field);
  const lines = linesOf(record);
  const { names, nameOf } = useComuni();
  return (
    <section class="panel">
      <h2>{say(words.fields)}</h2>
      {whole.length > 0 && (
        <div class="alert alert-warning">
          {whole.map((issue, index) => (
            <IssueText key={index} issue={issue} />
          ))}
        </div>
      )}
      {!clear && record.fields && <p class="soft">{say(words.fieldsMasked)}</p>}
      {!record.fields && <p>{say(words.noFields)}</p>}
      {lines.length > 0 && (
        <div class="table-box" role="region" tabIndex={0} aria-label={say(words.fields)}>
          <table role="table" class="grid field-table">
            <caption class="visually-hidden">{say(words.fields)}</caption>
            <thead role="rowgroup">
              <tr role="row">
                <th role="columnheader" scope="col">
                  {say(recordWords.field)}
                </th>
                <th role="columnheader" scope="col">
                  {say(words.value)}
                </th>
                <th role="columnheader" scope="col">
                  {say(words.found)}
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              {lines.map((line, index) => (
                <tr role="row" key={index} class={line.issues.length > 0 ? "field-flagged" : undefined}>
                  <th role="rowheader" scope="row" class="foreign">
                    {fieldInWords(line.field, say)}
                    <span class="field-name mono">{line.field}</span>
                  </th>
                  <td role="cell">
                    {line.value === null ? <span class="soft">–</span> : <LongText text={line.value} />}
                    {COMUNI.has(line.field) && names.has(line.value ?? "") && (
                      <span class="field-name">{nameOf(line.value ?? "")}</span>
                    )}
                  </td>
                  <td role="cell" class={line.issues.length > 0 ? undefined : "field-fine"}>
                    {line.issues.map((issue, at) => (
                      <IssueText key={at} issue={issue} />
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
