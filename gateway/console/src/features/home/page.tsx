import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { useRights } from "../../app/who";
import { Page } from "../../ui/page";
import { Show } from "../../ui/states";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Coverage } from "./coverage";
import { Certificates, Health } from "./service";
import { Today } from "./today";
import { ByDay, BySource } from "./traffic";
import { words } from "./words";
import "./home.scss";

export function ContentPage() {
  const say = useWords();
  const language = useLanguage();
  const may = useRights();
  const mayAdminister = may("administer");
  const statistics = useLoad(
    async (signal) => (mayAdminister ? await take(api.GET("/v1/statistics", { signal })) : null),
    [mayAdminister],
  );
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
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
            </>
          ) : (
            <p class="soft">{say(words.forAdministrators)}</p>
          )
        }
      </Show>
      {may("see-metadata") && <Coverage />}
    </Page>
  );
}
