// Health of the gateway, and certificates that end soon.
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { ApiError } from "../../api/problem";
import { useRights, useWho } from "../../app/who";
import { Show } from "../../ui/states";
import { Said } from "../../ui/said";
import { formatBytes, formatDay, formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Word } from "../../words/words";
import { words } from "./words";

const PARTS: Readonly<Record<string, Word>> = { store: words.partStore, disk: words.partDisk, gateway: words.partGateway };
const SOON = 60; // days
const DAY = 86_400_000; // ms

/** /status answers 503 with the failing part, which is what this panel shows. */
async function readStatus(signal: AbortSignal): Promise<{ part: string; status: Schemas["Status"] | null }> {
  try {
    const status: unknown = await take(api.GET("/status", { signal }));
    return { part: "", status: status as Schemas["Status"] };
  } catch (error) {
    if (error instanceof ApiError && error.problem?.part) return { part: error.problem.part, status: null };
    throw error;
  }
}

export function Health({ store }: { store: Schemas["Statistics"]["store"] | undefined }) {
  const say = useWords();
  const language = useLanguage();
  const loaded = useLoad(readStatus, []);
  return (
    <section class="panel">
      <h2>{say(words.health)}</h2>
      <Show of={loaded}>
        {({ part, status }) => (
          <>
            <p>
              <span class={`mark mark-${part ? "bad" : "good"}`}>{part ? say(words.unhealthy, { part: PARTS[part] ? say(PARTS[part]) : part }) : say(words.healthy)}</span>
            </p>
            {status && (
              <dl class="pairs">
                {status.last_commit && (
                  <>
                    <dt>{say(words.lastCommit)}</dt>
                    <dd>{formatTime(status.last_commit, language)}</dd>
                  </>
                )}
                <dt>{say(words.freeDisk)}</dt>
                <dd>{formatBytes(status.free_bytes, language)}</dd>
                {store?.bytes !== undefined && (
                  <>
                    <dt>{say(words.storeSize)}</dt>
                    <dd>{formatBytes(store.bytes, language)}</dd>
                  </>
                )}
                {store?.spooled_bodies !== undefined && store.spooled_bodies > 0 && (
                  <>
                    <dt>{say(words.spooled)}</dt>
                    <dd>{store.spooled_bodies}</dd>
                  </>
                )}
              </dl>
            )}
            {(status?.warnings.length ?? 0) > 0 && (
              <div class="alert alert-warning">
                <p class="alert-heading">{say(words.warnings)}</p>
                <ul>
                  {status?.warnings.map((warning) => (
                    <li key={warning}>
                      <Said text={warning} />
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </>
        )}
      </Show>
    </section>
  );
}

interface Ending {
  client: string;
  expiry: string;
  days: number;
}

/** The caller's certificate, and for administrators those of all clients as they were used last. */
export function Certificates() {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const who = useWho();
  const now = Date.parse(who.server_time);
  const loaded = useLoad(
    async (signal) => {
      const all = [{ client: who.client, expiry: who.expiry }];
      if (may("administer")) {
        const list = await take(api.GET("/v1/clients", { signal }));
        for (const client of list.items) {
          for (const each of client.certificates ?? []) {
            const isOwn = each.fingerprint === who.fingerprint;
            if (each.expiry && !isOwn) all.push({ client: client.name, expiry: each.expiry });
          }
        }
      }
      return all
        .map((each): Ending => ({ ...each, days: Math.floor((Date.parse(each.expiry) - now) / DAY) }))
        .filter((each) => each.days <= SOON)
        .sort((left, right) => left.days - right.days);
    },
    [who.fingerprint],
  );
  const text = (each: Ending) => {
    const client = each.client === who.client ? `${each.client} (${say(words.yourOwn)})` : each.client;
    const day = formatDay(each.expiry, language);
    return each.days < 0 ? say(words.certificateEnded, { client, day }) : say(words.certificateEnds, { client, day, n: Math.max(each.days, 1) });
  };
  return (
    <section class="panel">
      <h2>{say(words.certificates)}</h2>
      <Show of={loaded}>
        {(ending) =>
          ending.length === 0 ? (
            <p class="soft">{say(words.certificatesFine, { days: SOON })}</p>
          ) : (
            <ul>
              {ending.map((each) => (
                <li key={each.client + each.expiry}>{text(each)}</li>
              ))}
            </ul>
          )
        }
      </Show>
    </section>
  );
}
