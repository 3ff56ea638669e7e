// All mapping tables: what is in force, what is open, and what the reader may approve.
import { api, type Schemas, take } from "../../api/client";
import { stacked } from "../../ui/stacked";
import { useTitles } from "../../records/sources";
import { SystemName } from "../../records/system-name";
import { useLoad } from "../../api/load";
import { href, setQuery, usePlace } from "../../app/router";
import { useRights, useWho } from "../../app/who";
import { tableWord } from "../../mapping/words";
import { StateBadge } from "../../ui/badge";
import { FilterBox, hasWords, usePageFilter } from "../../ui/filter";
import { Page } from "../../ui/page";
import { Empty, Show } from "../../ui/states";
import { common } from "../../words/phrases";
import { formatDay, formatNumber } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";
import "./tables.scss";

type Info = Schemas["TableList"]["items"][number];

function FileState({ file }: { file: Info["file"] }) {
  const say = useWords();
  const { added, removed, changed } = file;
  const state = {
    same: () => say(words.fileSame),
    "draft-differs": () => say(words.fileDiffers, { added, removed, changed }),
    new: () => say(words.fileNew),
    missing: () => say(words.fileMissing),
    faulty: () => say(words.fileFaulty),
  }[file.state];
  return <span class="soft">{state()}</span>;
}

function TableLine({ info }: { info: Info }) {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const { client } = useWho();
  const open = info.open;
  const meaning = tableWord(info.table);
  const forYou = open?.state === "IN_REVIEW" && may("approve-tables") && !open.editors.includes(client);
  return (
    <tr>
      <th scope="row">
        <a href={href("/tables", info.source, info.table)}>{info.table}</a>
        {meaning && <span class="table-meaning"> {say(meaning)}</span>}
      </th>
      <td>
        <SystemName source={info.source} />
      </td>
      <td class="number">{formatNumber(info.rows, language)}</td>
      <td>
        {info.active ? say(words.version, { version: info.active.version }) : say(words.none)}
        {info.active?.activated_at && <span class="soft">, {formatDay(info.active.activated_at, language)}</span>}
      </td>
      <td>
        {open ? (
          <>
            {say(words.version, { version: open.version })} <StateBadge state={open.state} />{" "}
            <span class="soft">{open.author}</span>
            {forYou && (
              <>
                {" "}
                <a href={href("/tables", info.source, info.table)}>{say(words.forYou)}</a>
              </>
            )}
          </>
        ) : (
          <span class="soft">{say(words.none)}</span>
        )}
      </td>
      <td>
        <FileState file={info.file} />
      </td>
    </tr>
  );
}

function Lines({ items }: { items: Info[] }) {
  const say = useWords();
  const filter = usePageFilter();
  const fits = hasWords(filter);
  const onlyOpen = new URLSearchParams(usePlace().search).get("open") === "1";
  const titleOf = useTitles();
  const nameIn = (table: string) => {
    const meaning = tableWord(table);
    return meaning ? say(meaning) : "";
  };
  const shown = items.filter(
    (each) => (!onlyOpen || each.open !== null) && fits(`${each.source} ${titleOf(each.source)} ${each.table} ${nameIn(each.table)}`),
  );
  if (items.length === 0) return <Empty title={say(words.empty)} />;
  return (
    <>
      <FilterBox id="tables-filter" label={say(words.filter)} value={filter}>
        <label class="tick">
          <input type="checkbox" checked={onlyOpen} onChange={(event) => setQuery({ open: event.currentTarget.checked ? "1" : "" })} />
          {say(words.onlyOpen)}
        </label>
      </FilterBox>
      {shown.length === 0 ? (
        <Empty title={say(words.emptyFilter)} />
      ) : (
        <div class="table-box" role="region" tabIndex={0} aria-label={say(words.title)}>
          <table ref={stacked} class="grid stacked">
            <caption class="visually-hidden">{say(words.title)}</caption>
            <thead>
              <tr>
                <th scope="col">{say(common.table)}</th>
                <th scope="col">{say(common.source)}</th>
                <th scope="col" class="number">
                  {say(words.rows)}
                </th>
                <th scope="col">{say(words.inForce)}</th>
                <th scope="col">{say(words.open)}</th>
                <th scope="col">{say(words.file)}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((info) => (
                <TableLine key={`${info.source}/${info.table}`} info={info} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

export function TableListPage() {
  const say = useWords();
  const loaded = useLoad((signal) => take(api.GET("/v1/tables", { signal })), []);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Show of={loaded}>{(list) => <Lines items={list.items} />}</Show>
    </Page>
  );
}
