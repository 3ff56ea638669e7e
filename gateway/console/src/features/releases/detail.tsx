// One release: its tables, what it guarantees, files, comparison, publication. While it is being computed its progress.
import { useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { StateBadge } from "../../ui/badge";
import { Confirm } from "../../ui/dialog";
import { Back, Page } from "../../ui/page";
import { Show, useRightNames } from "../../ui/states";
import { Said } from "../../ui/said";
import { formatDay, formatNumber, formatShare, formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Evidence, Guarantee, Missing, Senders, SourceCoverage } from "./about";
import { CompareButton, ReleaseComparison, useChosen, useOthers } from "./compare";
import { readRelease, type Release, releaseFile, tableFile, type TableSummary } from "./data";
import { Downloads, type FileLink } from "./downloads";
import { periodInWords } from "./format";
import { useWatch } from "./watch";
import { words } from "./words";
import "./releases.scss";

const SHORT = [
  ["XLSX", "?format=xlsx"],
  ["CSV", "?format=csv"],
  ["SDMX", "?format=sdmx-csv"],
  ["JSON", "?format=json-stat"],
] as const;

function TableLine({ release, table }: { release: Release; table: TableSummary }) {
  const say = useWords();
  const language = useLanguage();
  const title = language === "it" ? table.title_it : table.title_en;
  return (
    <tr>
      <th scope="row">
        <a href={href("/releases", release.id, "tables", table.id)}>{title}</a>
        {table.withheld && <span class="mark mark-wait">{say(words.withheld)}</span>}
      </th>
      <td class="number">{formatNumber(table.cells, language)}</td>
      <td class="number">
        {formatShare(table.share_hidden, language)}
        <span class="share-bar share-bar-hidden" aria-hidden="true">
          <i style={{ width: `${100 * table.share_hidden}%` }} />
        </span>
      </td>
      <td class="file-links">
        {SHORT.map(([name, query]) => (
          <a
            key={name}
            href={tableFile(release.id, table.id, query)}
            download=""
            aria-label={say(words.downloadOf, { title, format: name })}
          >
            {name}
          </a>
        ))}
      </td>
    </tr>
  );
}

function Tables({ release }: { release: Release }) {
  const say = useWords();
  return (
    <section>
      <h2>{say(words.tables)}</h2>
      <p class="soft">{say(words.tablesText)}</p>
      <div class="table-box" role="region" tabIndex={0} aria-label={say(words.tables)}>
        <table class="grid release-tables">
          <caption class="visually-hidden">{say(words.tables)}</caption>
          <thead>
            <tr>
              <th scope="col">{say(words.table)}</th>
              <th scope="col" class="number">
                {say(words.cells)}
              </th>
              <th scope="col" class="number">
                {say(words.hiddenShare)}
              </th>
              <th scope="col">{say(words.download)}</th>
            </tr>
          </thead>
          <tbody>
            {(release.tables ?? []).map((table) => (
              <TableLine key={table.id} release={release} table={table} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Refused({ release }: { release: Release }) {
  const say = useWords();
  return (
    <div class="alert alert-danger">
      <h2 class="alert-heading">{say(words.refused)}</h2>
      <p>
        {say(words.refusedReason)} <Said text={release.reason ?? ""} />
      </p>
      <h3>{say(words.refusedTodo)}</h3>
      <ul>
        <li>{say(words.todoReplay)}</li>
        <li>{say(words.todoCell)}</li>
        <li>{say(words.todoPopulation)}</li>
      </ul>
    </div>
  );
}

function Running() {
  const say = useWords();
  return (
    <div class="panel" role="status">
      <p class="state-title">{say(words.running)}</p>
      <progress class="release-progress" aria-label={say(words.running)} />
      <p class="soft">{say(words.runningText)}</p>
    </div>
  );
}

const openPage = (id: string, language: string): string => `/open/releases/${encodeURIComponent(id)}/report?lang=${language}`;

function Facts({ release }: { release: Release }) {
  const say = useWords();
  const language = useLanguage();
  const { revision = 0, revision_date: day, published_at: opened } = release;
  return (
    <p class="release-facts">
      <StateBadge state={release.state} />
      {release.created_at && <span>{`${say(words.ordered)}: ${formatTime(release.created_at, language)}`}</span>}
      {revision > 0 && <span>{`${say(words.revision)}: ${say(words.revisionOf, { n: revision, day: day ? formatDay(day, language) : "" })}`}</span>}
      {release.state === "DONE" && (
        <span>
          {release.published && opened ? say(words.published, { day: formatDay(opened, language) }) : say(words.notPublished)}
          {release.published && (
            <>
              {" "}
              <a href={openPage(release.id, language)} target="_blank" rel="noopener">
                {say(words.openPage)}
              </a>
            </>
          )}
        </span>
      )}
      {release.note && <span>{`${say(words.note)}: ${release.note}`}</span>}
    </p>
  );
}

interface DoneProps {
  release: Release;
  others: Release[] | undefined;
}

function Actions({ release, others, onPublish }: DoneProps & { onPublish: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const other = useChosen(others);
  const links: FileLink[] = [
    { address: releaseFile(release.id, "tables?format=xlsx"), text: say(words.workbook) },
    { address: releaseFile(release.id, "tables?format=json-stat"), text: say(words.collection) },
    { address: releaseFile(release.id, `report?lang=${language}`), text: say(words.report), isPage: true },
  ];
  if (other && other.period < release.period && other.period.length === release.period.length) {
    links.push({
      address: releaseFile(release.id, `report?lang=${language}&before=${encodeURIComponent(other.id)}`),
      text: say(words.reportWith, { period: periodInWords(other.period, language) }),
      isPage: true,
    });
  }
  return (
    <>
      <Downloads links={links} />
      <CompareButton release={release} others={others} />
      {may("administer") && !release.published && (
        <button type="button" class="btn btn-primary" onClick={onPublish}>
          {say(words.publish)}
        </button>
      )}
    </>
  );
}

function Done({ release, others }: DoneProps) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const rightNames = useRightNames();
  return (
    <>
      <p>
        <a href={releaseFile(release.id, `report?lang=${language}`)} target="_blank" rel="noopener">
          {say(words.report)}
        </a>
      </p>
      <ReleaseComparison release={release} others={others} />
      <Tables release={release} />
      <div class="release-about">
        <Guarantee release={release} />
        <div>
          <SourceCoverage release={release} />
          <Senders release={release} />
          <Missing release={release} />
          <Evidence release={release} />
        </div>
      </div>
      {!may("administer") && !release.published && (
        <p class="soft">{say(words.needsAdminister, { rights: rightNames(["administer"]) })}</p>
      )}
    </>
  );
}

export function ReleasePage({ parameters }: { parameters: Record<string, string> }) {
  const id = parameters["id"] ?? "";
  const say = useWords();
  const language = useLanguage();
  const [isAsking, setIsAsking] = useState(false);
  const loaded = useLoad((signal) => readRelease(id, signal), [id]);
  const release = loaded.data;
  const others = useOthers(id);
  useWatch(release?.state === "RUNNING" && !loaded.loading, loaded.reload, loaded.loading);
  const period = release ? periodInWords(release.period, language) : "";

  async function publish(): Promise<void> {
    await take(api.POST("/v1/releases/{id}/publish", { params: { path: { id } } }));
    setIsAsking(false);
    loaded.reload();
  }

  return (
    <Page
      title={release ? say(words.release, { period }) : say(words.title)}
      above={<Back to={href("/releases")} text={say(words.title)} />}
      actions={release?.state === "DONE" && <Actions release={release} others={others} onPublish={() => setIsAsking(true)} />}
    >
      <Show of={loaded}>
        {(data) => (
          <>
            <Facts release={data} />
            {data.state === "RUNNING" && <Running />}
            {data.state === "REFUSED" && <Refused release={data} />}
            {data.state === "DONE" && <Done release={data} others={others} />}
          </>
        )}
      </Show>
      {isAsking && (
        <Confirm title={say(words.publishTitle, { period })} reason="none" onConfirm={publish} onClose={() => setIsAsking(false)}>
          <p class="publish-text">{say(words.publishText, { n: release?.tables?.length ?? 0, address: `${location.origin}${openPage(id, language)}` })}</p>
          {release?.note && <p>{say(words.publishNote, { note: release.note })}</p>}
        </Confirm>
      )}
    </Page>
  );
}

