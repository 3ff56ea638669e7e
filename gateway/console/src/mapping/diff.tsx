// Differences of two versions, one line a row: what was, what is.
import { useWords, type Word } from "../words/words";
import { stacked } from "../ui/stacked";
import { words } from "./words";
import type { Diff, Row, TableName } from "./versions";
import { Labels } from "./labels";
import { RowSummary } from "./row-summary";

interface Line {
  kind: "added" | "removed" | "changed";
  code: string;
  old?: Row;
  now?: Row;
}

const KINDS: Record<Line["kind"], Word> = { added: words.added, removed: words.removed, changed: words.changed };

function linesOf(diff: Diff): Line[] {
  return [
    ...diff.changed.map((each): Line => ({ kind: "changed", code: each.source_code, old: each.old, now: each.new })),
    ...diff.added.map((row): Line => ({ kind: "added", code: row.source_code, now: row })),
    ...diff.removed.map((row): Line => ({ kind: "removed", code: row.source_code, old: row })),
  ];
}

const LOOKED_AT = 20; // lines of which the labels are asked for

const isRenamed = ({ old, now }: Line): boolean => !!old && !!now && (old.source_label ?? "") !== (now.source_label ?? "");

/** With `name`, who reviews is warned of codes that the system sends with several labels; asked for the first lines alone. */
export function DiffView({ diff, system, name }: { diff: Diff; system: string; name?: TableName }) {
  const say = useWords();
  const lines = linesOf(diff);
  if (lines.length === 0) return <p class="soft">{say(words.noDifference)}</p>;
  return (
    <>
      <p>{say(words.diffCounts, { ...diff.counts })}</p>
      <div class="table-box" role="region" tabIndex={0} aria-label={say(words.diffCounts, { ...diff.counts })}>
        <table ref={stacked} class="grid stacked diff">
          <caption class="visually-hidden">{say(words.diffCounts, { ...diff.counts })}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.status)}</th>
              <th scope="col">{say(words.sourceCode)}</th>
              <th scope="col">{say(words.before)}</th>
              <th scope="col">{say(words.after)}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, number) => (
              <tr key={number} class={`diff-${line.kind}`}>
                <td>
                  <span class={`mark mark-${{ added: "good", removed: "bad", changed: "wait" }[line.kind]}`}>{say(KINDS[line.kind])}</span>
                </td>
                <th scope="row">
                  <span class="mono">{line.code}</span>
                  <br />
                  {!isRenamed(line) && <span class="soft">{(line.now ?? line.old)?.source_label}</span>}
                </th>
                <td>{line.old && <RowSummary row={line.old} system={system} withLabel={isRenamed(line)} />}</td>
                <td>
                  {line.now && <RowSummary row={line.now} system={system} withLabel={isRenamed(line)} />}
                  {name && number < LOOKED_AT && line.now?.target_code && <Labels row={{ ...name, code: line.code }} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {diff.truncated && <p class="soft">{say(words.diffTruncated)}</p>}
    </>
  );
}
