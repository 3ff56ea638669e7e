import { useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import type { Right, Whoami } from "../../app/who";
import { Icon } from "../../ui/icon";
import { Page } from "../../ui/page";
import { Show } from "../../ui/states";
import { formatDay, formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { rightTexts, words } from "./words";
import "./me.scss";

const DAY = 86_400_000; // ms
const MINUTE = 60_000; // ms
const SOON = 30; // days

function CopyButton({ whoami }: { whoami: Whoami }) {
  const say = useWords();
  const [said, setSaid] = useState("");
  return (
    <p class="me-copy">
      <button
        type="button"
        class="btn btn-outline-primary btn-sm"
        onClick={() => {
          navigator.clipboard.writeText(JSON.stringify(whoami, null, 2)).then(
            () => setSaid(say(words.copied)),
            () => setSaid(say(words.notCopied)),
          );
        }}
      >
        {say(words.copy)}
      </button>{" "}
      <span role="status">{said}</span>
    </p>
  );
}

function Certificate({ whoami, askedAt }: { whoami: Whoami; askedAt: number }) {
  const say = useWords();
  const language = useLanguage();
  const server = new Date(whoami.server_time).getTime();
  const days = Math.max(0, Math.floor((new Date(whoami.expiry).getTime() - server) / DAY));
  const apart = Math.round(Math.abs(server - askedAt) / MINUTE);
  return (
    <section class="panel">
      <h2>{say(words.certificate)}</h2>
      <p>{say(words.recognised, { client: whoami.client })}</p>
      {days < SOON && <p class="field-fault">{say(words.renew)}</p>}
      <dl class="pairs">
        <dt>{say(words.client)}</dt>
        <dd>
          <strong>{whoami.client}</strong>
        </dd>
        <dt>{say(words.subject)}</dt>
        <dd>{whoami.subject}</dd>
        {whoami.issuer && (
          <>
            <dt>{say(words.issuer)}</dt>
            <dd>{whoami.issuer}</dd>
          </>
        )}
        <dt>{say(words.expiry)}</dt>
        <dd>{say(words.expiresIn, { when: formatDay(whoami.expiry, language), n: days })}</dd>
        <dt>{say(words.fingerprint)}</dt>
        <dd class="mono">{whoami.fingerprint}</dd>
        <dt>{say(words.sources)}</dt>
        <dd>{whoami.sources.length > 0 ? whoami.sources.join(", ") : say(words.noSources)}</dd>
        {whoami.two_person !== undefined && (
          <>
            <dt>{say(words.twoPerson)}</dt>
            <dd>{say(whoami.two_person ? words.twoPersonOn : words.twoPersonOff)}</dd>
          </>
        )}
        <dt>{say(words.serverTime)}</dt>
        <dd>
          {formatTime(whoami.server_time, language)}
          {apart > 0 && <span class="field-fault"> {say(words.clockDiffers, { n: apart })}</span>}
        </dd>
      </dl>
      <CopyButton whoami={whoami} />
    </section>
  );
}

function RightList({ rights, has }: { rights: Right[]; has: boolean }) {
  const say = useWords();
  return (
    <ul class={has ? "right-list" : "right-list right-list-missing"}>
      {rights.map((right) => (
        <li key={right}>
          {has ? <Icon icon="check-circle" /> : <Icon icon="locked" />}
          <div>
            {say(rightTexts[right])} <span class="soft mono">{right}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

function Rights({ whoami }: { whoami: Whoami }) {
  const say = useWords();
  const all = Object.keys(rightTexts) as Right[];
  const has = all.filter((right) => whoami.rights.includes(right));
  const lacks = all.filter((right) => !whoami.rights.includes(right));
  return (
    <div class="me-rights">
      <section class="panel">
        <h2>{say(words.may)}</h2>
        {has.length > 0 ? <RightList rights={has} has /> : <p>{say(words.nothing)}</p>}
      </section>
      {lacks.length > 0 && (
        <section class="panel">
          <h2>{say(words.mayNot)}</h2>
          <RightList rights={lacks} has={false} />
          <p class="soft">{say(words.ask, { client: whoami.client })}</p>
        </section>
      )}
    </div>
  );
}

export function ContentPage() {
  const say = useWords();
  const loaded = useLoad(async (signal) => ({ whoami: await take(api.GET("/v1/whoami", { signal })), askedAt: Date.now() }), []);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Show of={loaded}>
        {({ whoami, askedAt }) => (
          <>
            <Certificate whoami={whoami} askedAt={askedAt} />
            <Rights whoami={whoami} />
          </>
        )}
      </Show>
    </Page>
  );
}
