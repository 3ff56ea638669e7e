// What this person should do next: reviews, approved versions, own drafts, missing codes.
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { href } from "../../app/router";
import { useRights, useWho } from "../../app/who";
import { Show } from "../../ui/states";
import { useWords } from "../../words/words";
import { words } from "./words";

interface Task {
  key: string;
  to: string;
  text: string;
}

function useTableTasks(): (signal: AbortSignal) => Promise<Task[]> {
  const say = useWords();
  const may = useRights();
  const { client, two_person: twoPerson } = useWho();
  return async (signal) => {
    if (!may("edit-tables", "approve-tables")) return [];
    const list = await take(api.GET("/v1/tables", { signal }));
    return list.items.flatMap((info): Task[] => {
      const open = info.open;
      if (!open) return [];
      const table = `${info.source}/${info.table}`;
      const own = twoPerson !== false && open.editors.includes(client);
      const to = href("/tables", info.source, info.table);
      const parameters = { table, version: open.version, author: open.author };
      const task = (text: string): Task[] => [{ key: table, to, text }];
      if (open.state === "IN_REVIEW" && may("approve-tables") && !own) return task(say(words.review, parameters));
      if (open.state === "APPROVED" && may("approve-tables")) return task(say(words.ready, parameters));
      if (open.state === "DRAFT" && may("edit-tables") && open.author === client) return task(say(words.sentBack, parameters));
      return [];
    });
  };
}

const MOST_PAGES = 5; // of 1,000 codes: more are said as "more than"

function useCodeTasks(): (signal: AbortSignal) => Promise<Task[]> {
  const say = useWords();
  const may = useRights();
  return async (signal) => {
    if (!may("see-metadata") || !may("edit-tables")) return []; // who may not map cannot do it
    let codes = 0;
    let records = 0;
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const query = { group_by: "code" as const, ...(cursor ? { cursor } : {}) };
      const { rows, next } = await take(api.GET("/v1/quarantine", { params: { query }, signal }));
      codes += rows.length;
      records += rows.reduce((sum, row) => sum + row.records, 0);
      cursor = next ?? undefined;
      if (!cursor) break;
    }
    if (codes === 0) return [];
    return [{ key: "codes", to: href("/worklist"), text: say(cursor ? words.missingCodesMore : words.missingCodes, { n: codes, records }) }];
  };
}

export function Today({ language }: { language: string }) {
  const say = useWords();
  const tables = useTableTasks();
  const codes = useCodeTasks();
  const loaded = useLoad(async (signal) => (await Promise.all([tables(signal), codes(signal)])).flat(), [language]);
  return (
    <section class="panel">
      <h2>{say(words.forYou)}</h2>
      <Show of={loaded}>
        {(tasks) =>
          tasks.length === 0 ? (
            <p class="soft">{say(words.nothingForYou)}</p>
          ) : (
            <ul class="tasks">
              {tasks.map((task) => (
                <li key={task.key}>
                  <a href={task.to}>{task.text}</a>
                </li>
              ))}
            </ul>
          )
        }
      </Show>
    </section>
  );
}
