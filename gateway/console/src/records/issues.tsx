// IssueGroups: what is wrong with a document, one part for each cause: what it means, what to do, and every place.
import { useState } from "preact/hooks";
import { codeInWords, englishOf } from "../api/problem";
import { href } from "../app/router";
import { useRights } from "../app/who";
import { StateBadge } from "../ui/badge";
import { stacked } from "../ui/stacked";
import { useLanguage } from "../words/language";
import { inItalian } from "../words/sentences";
import { useWords } from "../words/words";
import { tableInWords, fieldInWords, type Issue, type Lines, outcomesInWords, pathOf, placeInWords } from "./fields";
import { groupIssues, type IssueGroup } from "./groups";
import { LongText } from "./long-text";
import { words } from "./words";
import "./records.scss";

const FIRST = 20; // places shown at once
const MORE = 200;

export function SeverityMark({ severity }: { severity: "error" | "warning" }) {
  const say = useWords();
  return <span class={severity === "error" ? "mark mark-bad" : "mark mark-wait"}>{say(severity === "error" ? words.error : words.warning)}</span>;
}

/** "riga 12, colonna «importo»", and the path in the document. */
export function PlaceText({ issue, lines }: { issue: Issue; lines?: Lines | undefined }) {
  const say = useWords();
  const line = placeInWords(issue.at, say, lines);
  const path = pathOf(issue.at);
  if (!line && !path) return <span class="soft">{say(words.noPlace)}</span>;
  return (
    <>
      {line && <span class="place-line">{line}</span>} {path && <LongText text={path} mono />}
    </>
  );
}

function RecordName({ issue }: { issue: Issue }) {
  const say = useWords();
  if (issue.record === undefined) return <>{say(words.document)}</>;
  return (
    <>
      {issue.record_id && <LongText text={issue.record_id} />} <span class="soft">{say(words.recordNumber, { n: issue.record })}</span>
    </>
  );
}

interface GroupProps {
  group: IssueGroup;
  said: string; // the code whose text the page says already
  isTitled: boolean; // the page has its title, too
  lines: Lines | undefined;
  level: 2 | 3;
  isPart: boolean; // there are issues beyond these: the numbers are those of the part
}

function Places({ group, lines, technical }: Pick<GroupProps, "group" | "lines"> & { technical: boolean }) {
  const say = useWords();
  const language = useLanguage();
  const [shown, setShown] = useState(FIRST);
  const left = group.items.length - shown;
  const title = `${codeInWords(group.code, language)?.title ?? group.code} ${group.value}`.trim();
  return (
    <>
      <div class="table-box" role="region" tabIndex={0} aria-label={title.slice(0, 100)}>
        <table ref={stacked} class="grid stacked fault-places">
          <caption class="visually-hidden">{title.slice(0, 100)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.record)}</th>
              <th scope="col">{say(words.where)}</th>
              <th scope="col">{say(words.field)}</th>
              <th scope="col">{say(words.outcome)}</th>
              {technical && <th scope="col">{say(words.gatewayWords)}</th>}
            </tr>
          </thead>
          <tbody>
            {group.items.slice(0, shown).map((issue, index) => (
              <tr key={index}>
                <td>
                  <RecordName issue={issue} />
                </td>
                <td>
                  <PlaceText issue={issue} lines={lines} />
                </td>
                <td>{issue.field ? <LongText text={fieldInWords(issue.field, say)} /> : <span class="soft">–</span>}</td>
                <td>{issue.outcome ? <StateBadge state={issue.outcome} /> : <span class="soft">–</span>}</td>
                {technical && (
                  <td lang={inItalian(englishOf(issue)) !== null && language === "it" ? undefined : "en"}>
                    <LongText text={(language === "it" && inItalian(englishOf(issue))) || englishOf(issue)} />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {left > 0 && (
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setShown(shown + MORE)}>
          {say(words.moreIssues, { n: Math.min(left, MORE) })}
        </button>
      )}
    </>
  );
}

function Group({ group, lines, level, said, isTitled, isPart }: GroupProps) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  // Of a document that cannot be read, only the gateway's own words say which column is missing or where it breaks.
  const isWhole = group.severity === "error" && group.items.every((issue) => issue.record === undefined);
  const reason = isWhole && language === "it" ? inItalian(englishOf(group.items[0] ?? { message: "" })) : null;
  const [technical, setTechnical] = useState(language === "en" || (isWhole && reason === null));
  const known = codeInWords(group.code, language);
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <section class={group.severity === "error" ? "fault fault-error" : "fault"}>
      <div class="fault-head">
        <Heading>{isTitled ? say(words.placesTitle) : (known?.title ?? say(words.unknownIssue, { code: group.code }))}</Heading>
        <SeverityMark severity={group.severity} />
        <span class="soft">{say(isPart ? words.placesAtLeast : words.places, { n: group.items.length })}</span>
      </div>
      {group.value && group.table && (
        <p class="fault-code">
          <LongText text={say(words.unmappedCode, { code: group.value, table: tableInWords(group.table, say) })} />
        </p>
      )}
      {reason !== null && (
        <p class="fault-reason">
          <LongText text={reason.charAt(0).toUpperCase() + reason.slice(1)} />
        </p>
      )}
      {known && group.code !== said && <p>{outcomesInWords(known.text, say)}</p>}
      {group.code === "unmapped-code" && may("see-metadata") && (
        <p>
          <a href={`${href("/worklist")}?filter=${encodeURIComponent(group.value.slice(0, 100))}`}>{say(words.toWorklist)}</a>
        </p>
      )}
      <Places group={group} lines={lines} technical={technical} />
      <button type="button" class="btn-link-plain" onClick={() => setTechnical(!technical)}>
        {say(technical ? words.hideGatewayWords : words.showGatewayWords)}
      </button>
    </section>
  );
}

interface Props {
  issues: readonly Issue[];
  lines?: Lines | undefined;
  level?: 2 | 3;
  said?: string | undefined;
  isPart?: boolean;
}

export function IssueGroups({ issues, lines, level = 2, said = "", isPart = false }: Props) {
  const groups = groupIssues(issues);
  return (
    <>
      {groups.map((group, at) => {
        const isSaid = groups.slice(0, at).some((before) => before.code === group.code); // once for each code
        return <Group key={group.key} group={group} lines={lines} level={level} said={isSaid ? group.code : said} isTitled={group.code === said} isPart={isPart} />;
      })}
    </>
  );
}
