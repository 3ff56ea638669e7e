// One table of a release: its plots, its numbers, files, and the comparison with another release.
import { useState } from "preact/hooks";
import { useLoad } from "../../api/load";
import { href, setQuery, usePlace } from "../../app/router";
import { Back, Page } from "../../ui/page";
import { Show } from "../../ui/states";
import { Said } from "../../ui/said";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { CompareButton, TableComparison, useOthers } from "./compare";
import { type Cube, layout, type Place, TOTAL } from "./cube";
import { readRelease, readTable, type Release } from "./data";
import { DataTable } from "./data-table";
import { Downloads, useTableFiles } from "./downloads";
import { periodInWords } from "./format";
import { HiddenLegend } from "./hidden";
import { CategoryChoice, Plots } from "./plots";
import { tableWords, whenWords } from "./table-words";
import { words } from "./words";
import "./releases.scss";

function Data({ cube }: { cube: Cube }) {
  const say = useWords();
  const isSwapped = new URLSearchParams(usePlace().search).get("swap") === "1";
  const { rows, columns, others } = layout(cube, isSwapped);
  const [chosen, setChosen] = useState<Place>({});
  const place: Place = Object.fromEntries(others.map((each) => [each.id, chosen[each.id] ?? TOTAL]));
  return (
    <section>
      <div class="panel-head">
        <h2>{say(tableWords.data)}</h2>
        {columns && (
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => setQuery({ swap: isSwapped ? "" : "1" })}>
            {say(tableWords.swap)}
          </button>
        )}
      </div>
      <HiddenLegend cube={cube} />
      {others.length > 0 && (
        <div class="filters filters-printed">
          {others.map((dimension) => (
            <CategoryChoice
              key={dimension.id}
              cube={cube}
              dimension={dimension}
              prefix="data"
              value={place[dimension.id] ?? TOTAL}
              onChange={(code) => setChosen({ ...chosen, [dimension.id]: code })}
            />
          ))}
        </div>
      )}
      {cube.decimals > 0 && <p class="soft">{say(tableWords.rounded)}</p>}
      <DataTable key={rows.id} cube={cube} rows={rows} columns={columns} place={place} />
    </section>
  );
}

function Content({ release, cube, others }: { release: Release; cube: Cube; others: Release[] | undefined }) {
  const say = useWords();
  const withheld = release.tables?.find((each) => each.id === cube.id)?.withheld;
  return (
    <>
      {withheld && (
        <div class="alert alert-warning">
          <p>
            {say(tableWords.withheld)} <Said text={withheld} />
          </p>
        </div>
      )}
      <TableComparison release={release} others={others} table={cube.id} />
      <Plots cube={cube} />
      <Data cube={cube} />
    </>
  );
}

export function TablePage({ parameters }: { parameters: Record<string, string> }) {
  const id = parameters["id"] ?? "";
  const table = parameters["table"] ?? "";
  const say = useWords();
  const language = useLanguage();
  const loaded = useLoad(
    async (signal) => {
      const [release, cube] = await Promise.all([readRelease(id, signal), readTable(id, table)]);
      return { release, cube };
    },
    [id, table],
  );
  const others = useOthers(id);
  const files = useTableFiles(id, table);
  const data = loaded.data;
  const period = data ? periodInWords(data.release.period, language) : "";
  const when = data?.cube.when ?? "";
  const whenWord = Object.hasOwn(whenWords, when) ? whenWords[when as keyof typeof whenWords] : undefined;
  return (
    <Page
      title={data?.cube.title[language] ?? say(tableWords.fileOf, { id: table })}
      lead={data && (whenWord ? say(tableWords.lead, { unit: data.cube.unit[language], when: say(whenWord), period }) : period)}
      above={<Back to={href("/releases", id)} text={data ? say(words.release, { period }) : say(words.title)} />}
      actions={
        data && (
          <>
            <Downloads links={files} />
            <CompareButton release={data.release} others={others} />
            <button type="button" class="btn btn-outline-primary" onClick={() => print()}>
              {say(tableWords.print)}
            </button>
          </>
        )
      }
    >
      <Show of={loaded}>{({ release, cube }) => <Content release={release} cube={cube} others={others} />}</Show>
    </Page>
  );
}
