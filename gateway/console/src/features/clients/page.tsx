import { api, type Schemas, take } from "../../api/client";
import { stacked } from "../../ui/stacked";
import { useLoad } from "../../api/load";
import { LongText } from "../../records/long-text";
import { useComuni } from "../../records/sources";
import { FilterBox, hasWords, usePageFilter } from "../../ui/filter";
import { Page } from "../../ui/page";
import { Empty, Show } from "../../ui/states";
import { rightWords } from "../../words/phrases";
import { formatDay } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords, type Say } from "../../words/words";
import { words } from "./words";
import "./clients.scss";

type Client = Schemas["ClientList"]["items"][number];
type Certificate = NonNullable<Client["certificates"]>[number];
const SOON = 30; // days
const DAY = 86_400_000; // ms

const comuniOf = (client: Client): string[] => (Array.isArray(client.comuni) ? client.comuni.map(String) : []);

function rightInWords(right: string, say: Say): string {
  return Object.hasOwn(rightWords, right) ? say(rightWords[right as keyof typeof rightWords]) : right;
}

function CertificateText({ certificate }: { certificate: Certificate }) {
  const say = useWords();
  const language = useLanguage();
  const { expiry, last_seen: seen, fingerprint } = certificate;
  const days = expiry ? Math.floor((new Date(expiry).getTime() - Date.now()) / DAY) : null;
  const when = expiry ? formatDay(expiry, language) : "";
  return (
    <li>
      {days === null && <span class="soft">{say(words.expiryUnknown)}</span>}
      {days !== null && days < 0 && <span class="mark mark-bad">{say(words.expired, { when })}</span>}
      {days !== null && days >= 0 && days < SOON && <span class="mark mark-wait">{say(words.expiresSoon, { n: days, when })}</span>}
      {days !== null && days >= SOON && <span>{say(words.expires, { when })}</span>}
      <span class="soft">
        {days !== null && `, ${seen ? say(words.lastSeen, { when: formatDay(seen, language) }) : say(words.neverSeen)}`}
      </span>
      <span class="fingerprint mono">{fingerprint}</span>
    </li>
  );
}

function Comuni({ client }: { client: Client }) {
  const say = useWords();
  const { nameOf } = useComuni();
  if (!Array.isArray(client.comuni)) return <>{say(client.comuni === "all" ? words.allComuni : words.noComuni)}</>;
  const codes = comuniOf(client);
  if (codes.length === 0) return <>{say(client.rights.includes("administer") ? words.allComuni : words.noComuni)}</>;
  const names = codes.map(nameOf).sort((a, b) => a.localeCompare(b));
  if (names.length <= 3) return <>{names.join(", ")}</>;
  return (
    <details>
      <summary>{say(words.comuniCount, { n: names.length })}</summary>
      <p class="comuni">{names.join(", ")}</p>
    </details>
  );
}

function Line({ client }: { client: Client }) {
  const say = useWords();
  const certificates = client.certificates ?? (client.fingerprints ?? []).map((fingerprint) => ({ fingerprint }));
  return (
    <tr>
      <th scope="row" class="foreign">
        {client.name}
        {client.subject && <span class="fingerprint">{say(words.byName, { name: client.subject })}</span>}
      </th>
      <td class="rights">
        {client.rights.length === 0 ? (
          <span class="soft">{say(words.noRights)}</span>
        ) : (
          <ul>
            {client.rights.map((right) => (
              <li key={right}>{rightInWords(right, say)}</li>
            ))}
          </ul>
        )}
      </td>
      <td>{client.sources.length > 0 ? <LongText text={client.sources.join(", ")} /> : <span class="soft">{say(words.none)}</span>}</td>
      <td>
        <Comuni client={client} />
      </td>
      <td class="certificates">
        <ul>
          {certificates.map((each) => (
            <CertificateText key={each.fingerprint} certificate={each} />
          ))}
        </ul>
      </td>
    </tr>
  );
}

function Lines({ items }: { items: Client[] }) {
  const say = useWords();
  const { nameOf } = useComuni();
  const filter = usePageFilter();
  const fits = hasWords(filter);
  const shown = items.filter((client) => {
    const rights = client.rights.map((right) => rightInWords(right, say));
    const codes = comuniOf(client);
    return fits([client.name, client.subject ?? "", ...rights, ...client.sources, ...codes, ...codes.map(nameOf)].join(" "));
  });
  if (items.length === 0) return <Empty title={say(words.empty)} />;
  return (
    <>
      <FilterBox id="clients-filter" label={say(words.filter)} value={filter}>
        <p class="soft" role="status">
          {say(words.count, { n: shown.length })}
        </p>
      </FilterBox>
      {shown.length === 0 ? (
        <Empty title={say(words.emptyFilter)} />
      ) : (
        <div class="table-box" role="region" tabIndex={0} aria-label={say(words.title)}>
          <table ref={stacked} class="grid stacked">
            <caption class="visually-hidden">{say(words.title)}</caption>
            <thead>
              <tr>
                {[words.client, words.rights, words.sources, words.comuni, words.certificates].map((word) => (
                  <th key={word.it} scope="col">
                    {say(word)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((client) => (
                <Line key={client.name} client={client} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

export function ContentPage() {
  const say = useWords();
  const loaded = useLoad((signal) => take(api.GET("/v1/clients", { signal })), []);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Show of={loaded}>{(list) => <Lines items={list.items} />}</Show>
    </Page>
  );
}
