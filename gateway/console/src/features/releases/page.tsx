// All releases, newest first. While one is being computed the list is asked again, and only then.
import { useState } from "preact/hooks";
import { stacked } from "../../ui/stacked";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { useRights } from "../../app/who";
import { StateBadge } from "../../ui/badge";
import { Page } from "../../ui/page";
import { Empty, Show, useRightNames } from "../../ui/states";
import { Said } from "../../ui/said";
import { common } from "../../words/phrases";
import { formatDay, formatNumber, formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { readAuthors, type Release, readReleases } from "./data";
import { periodInWords } from "./format";
import { NewRelease, nextPeriod } from "./new-release";
import { useWatch } from "./watch";
import { words } from "./words";
import "./releases.scss";

function Line({ release, authors }: { release: Release; authors: Map<string, string> | null }) {
  const say = useWords();
  const language = useLanguage();
  const { revision = 0, revision_date: day } = release;
  const isDone = release.state === "DONE";
  return (
    <tr>
      <th scope="row">
        <a href={href("/releases", release.id)}>{periodInWords(release.period, language)}</a>
        {release.note && <span class="release-note">{release.note}</span>}
      </th>
      <td>
        <StateBadge state={release.state} />
        {release.state === "RUNNING" && <progress class="release-progress" aria-label={say(words.running)} />}
      </td>
      {isDone ? (
        <>
          <td>{revision === 0 ? say(words.firstRelease) : say(words.revisionOf, { n: revision, day: day ? formatDay(day, language) : "" })}</td>
          <td class="number">{formatNumber(release.tables?.length ?? 0, language)}</td>
          <td>{release.created_at && formatTime(release.created_at, language)}</td>
        </>
      ) : (
        <td colSpan={3} class="soft">
          {release.state === "REFUSED" ? (
            <>
              <Said text={release.reason ?? ""} /> <a href={href("/releases", release.id)}>{say(words.refusedTodo)}</a>
            </>
          ) : (
            say(words.running)
          )}
        </td>
      )}
      {authors && <td>{authors.get(release.id) ?? ""}</td>}
      <td>
        {isDone &&
          (release.published && release.published_at
            ? say(words.published, { day: formatDay(release.published_at, language) })
            : say(words.notPublished))}
      </td>
    </tr>
  );
}

function List({ releases, authors }: { releases: Release[]; authors: Map<string, string> | null }) {
  const say = useWords();
  return (
    <div class="table-box" role="region" tabIndex={0} aria-label={say(words.title)}>
      <table ref={stacked} class="grid stacked">
        <caption class="visually-hidden">{say(words.title)}</caption>
        <thead>
          <tr>
            <th scope="col">{say(words.period)}</th>
            <th scope="col">{say(common.state)}</th>
            <th scope="col">{say(words.revision)}</th>
            <th scope="col" class="number">
              {say(words.tables)}
            </th>
            <th scope="col">{say(words.ordered)}</th>
            {authors && <th scope="col">{say(words.orderedBy)}</th>}
            <th scope="col">{say(words.openness)}</th>
          </tr>
        </thead>
        <tbody>
          {releases.map((release) => (
            <Line key={release.id} release={release} authors={authors} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function ReleaseListPage() {
  const say = useWords();
  const may = useRights();
  const rightNames = useRightNames();
  const [isAsking, setIsAsking] = useState(false);
  const mayOrder = may("administer");
  const loaded = useLoad(readReleases, []);
  const authors = useLoad(async (signal) => (mayOrder ? await readAuthors(signal) : null), [mayOrder, loaded.data?.length]);
  const released = (loaded.data ?? []).filter((each) => each.state === "DONE").map((each) => each.period);
  const isRunning = loaded.data?.some((release) => release.state === "RUNNING") ?? false;
  useWatch(isRunning && !loaded.loading, loaded.reload, loaded.loading);
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        mayOrder && (
          <button type="button" class="btn btn-primary" onClick={() => setIsAsking(true)}>
            {say(words.newRelease)}
          </button>
        )
      }
    >
      <Show of={loaded}>
        {(releases) =>
          releases.length === 0 ? (
            <Empty title={say(words.none)}>
              <p>{say(mayOrder ? words.noneAdminister : words.noneRead)}</p>
            </Empty>
          ) : (
            <List releases={releases} authors={authors.data ?? null} />
          )
        }
      </Show>
      {!mayOrder && <p class="soft">{say(words.needsAdminister, { rights: rightNames(["administer"]) })}</p>}
      {isAsking && (
        <NewRelease
          suggested={nextPeriod(released, new Date())}
          released={released}
          onClose={() => setIsAsking(false)}
        />
      )}
    </Page>
  );
}
