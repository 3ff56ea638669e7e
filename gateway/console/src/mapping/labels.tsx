// Labels: all labels with which a system sent a code, for who maps the code and for who approves that; nothing is drawn if there is
// one, or if the reader may not see waiting records.
import { api, take } from "../api/client";
import { useLoad } from "../api/load";
import { useRights } from "../app/who";
import { labelInWords } from "../records/fields";
import { Failure } from "../ui/states";
import { useLanguage } from "../words/language";
import { useWords } from "../words/words";
import { countLabels } from "./count-labels";
import { words } from "./words";

const SHOWN = 8;
const READ = 500; // records looked at
const CUT = 120; // characters of a label

const short = (label: string): string => (label.length > CUT ? `${label.slice(0, CUT)}…` : label);

interface Coded {
  source: string;
  table: string;
  code: string;
}

export function Labels({ row, role }: { row: Coded; role?: "cell" }) {
  const say = useWords();
  const maySee = useRights()("see-metadata");
  const language = useLanguage();
  const loaded = useLoad(
    async (signal) => {
      if (!maySee) return { labels: [], read: 0, isAll: true };
      const query = { source: row.source, table: row.table, code: row.code, limit: READ };
      const page = await take(api.GET("/v1/quarantine/records", { params: { query }, signal }));
      return { labels: countLabels(page.items, row), read: page.items.length, isAll: page.next === null };
    },
    [row.source, row.table, row.code],
  );
  if (loaded.error !== undefined) return <Failure error={loaded.error} onRetry={loaded.reload} />;
  if (!loaded.data || loaded.data.labels.length < 2) return null;
  const { labels, read, isAll } = loaded.data;
  const others = labels.length - SHOWN;
  return (
    <div {...(role ? { role } : {})} class="code-labels">
      <div class="alert alert-warning">
        <p>{say(words.severalLabels, { n: labels.length })}</p>
        <ul>
          {labels.slice(0, SHOWN).map(({ label, records }) => (
            <li key={label}>{say(words.labelCount, { label: label ? short(labelInWords(label, language)) : say(words.noLabel), n: records })}</li>
          ))}
          {others > 0 && <li>{say(words.otherLabels, { n: others })}</li>}
        </ul>
        {!isAll && <p class="soft">{say(words.firstRecords, { n: read })}</p>}
      </div>
    </div>
  );
}
