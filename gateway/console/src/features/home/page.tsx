import { useEffect, useState } from "preact/hooks";
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { useRights } from "../../app/who";
import { Page } from "../../ui/page";
import { Show } from "../../ui/states";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { ByComune } from "./comuni";
import { Coverage } from "./coverage";
import { Certificates, Health } from "./service";
import { Today } from "./today";
import { ByDay, BySource } from "./traffic";
import { words } from "./words";
import "./home.scss";

const OLD = 5 * 60_000; // ms: older figures are asked again when the reader comes back to the window

/** When the figures were asked, and a way to ask again; they are never asked while nobody looks. */
function useFresh() {
  const [asked, setAsked] = useState(() => new Date());
  useEffect(() => {
    const look = () => {
      if (!document.hidden && Date.now() - asked.getTime() > OLD) setAsked(new Date());
    };
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, [asked]);
  return { asked, refresh: () => setAsked(new Date()) };
}

function Figures() {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const mayAdminister = may("administer");
  const statistics = useLoad(
    async (signal) => (mayAdminister ? await take(api.GET("/v1/statistics", { signal })) : null),
    [mayAdminister],
  );
  return (
    <>
      <div class="home-top">
        <Today language={language} />
        <Health store={statistics.data?.store} />
        <Certificates />
      </div>
      <Show of={statistics}>
        {(data) =>
          data ? (
            <>
              <BySource statistics={data} />
              <ByDay statistics={data} />
              <ByComune />
            </>
          ) : (
            <p class="soft">{say(words.forAdministrators)}</p>
          )
        }
      </Show>
      {may("see-metadata") && <Coverage />}
    </>
  );
}

export function ContentPage() {
  const say = useWords();
  const language = useLanguage();
  const { asked, refresh } = useFresh();
  return (
    <Page
      title={say(words.title)}
      lead={say(words.lead)}
      actions={
        <>
          <span class="soft" role="status">
            {say(words.askedAt, { when: formatTime(asked.toISOString(), language) })}
          </span>
          <button type="button" class="btn btn-outline-primary btn-sm" onClick={refresh}>
            {say(words.refresh)}
          </button>
        </>
      }
    >
      <Figures key={asked.getTime()} />
    </Page>
  );
}
