// Shell: what stands around every page: header, navigation, language, and the page of the address.
import { useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from "preact/hooks";
import { ApiError } from "../api/problem";
import { Icon } from "../ui/icon";
import { Footer } from "./footer";
import { Page } from "../ui/page";
import { Failure, Loading, NoRight } from "../ui/states";
import { common } from "../words/phrases";
import { chooseLanguage, type Language, useLanguage } from "../words/language";
import { useWords } from "../words/words";
import { features } from "./features";
import { fetchPage, findRoute, type Found, pages } from "./pages";
import { href, usePlace } from "./router";
import { useStore } from "./store";
import { askWho, hasAny, type Whoami, who } from "./who";
import type { ComponentChildren } from "preact";

function LanguageSwitch() {
  const language = useLanguage();
  const say = useWords();
  const button = (value: Language, short: string, name: string) => (
    <button type="button" class="language" lang={value} aria-pressed={language === value} title={name} onClick={() => chooseLanguage(value)}>
      {short}
    </button>
  );
  return (
    <div class="languages" role="group" aria-label={say(common.languages)}>
      {button("it", "IT", "Italiano")}
      {button("en", "EN", "English")}
    </div>
  );
}

function Navigation({ whoami, path }: { whoami: Whoami; path: string }) {
  const say = useWords();
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  useEffect(() => setOpen(false), [path]);
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || !open) return;
    setOpen(false);
    toggle.current?.focus();
  }
  return (
    <nav class="console-nav" aria-label={say(common.navigation)} onKeyDown={onKeyDown}>
      <button ref={toggle} type="button" class="nav-toggle" aria-expanded={open} aria-controls="console-menu" onClick={() => setOpen(!open)}>
        <Icon icon="burger" />
        {say(common.menu)}
      </button>
      <ul id="console-menu" class={open ? "nav-list nav-list-open" : "nav-list"}>
        {features
          .filter((feature) => hasAny(whoami, feature.needs))
          .map((feature) => {
            const first = feature.routes[0]?.path ?? "/";
            const isHere = path === first || (first !== "/" && path.startsWith(`${first}/`));
            return (
              <li key={feature.name}>
                <a href={href(first)} class="nav-link" aria-current={isHere ? "page" : undefined}>
                  <Icon icon={feature.icon} />
                  {say(feature.title)}
                </a>
              </li>
            );
          })}
      </ul>
    </nav>
  );
}

/** The page of a route, fetched when it is first needed. */
function Fetched({ found }: { found: Found }) {
  const [, redraw] = useState(0);
  const [failed, setFailed] = useState(false);
  const { route } = found;
  const Content = pages.get(route);
  useLayoutEffect(() => {
    if (Content) return;
    setFailed(false);
    fetchPage(route).then(
      () => redraw((turn) => turn + 1),
      () => setFailed(true),
    );
  }, [route]);
  const say = useWords();
  if (Content) return <Content key={route.path + JSON.stringify(found.parameters)} parameters={found.parameters} />;
  return (
    <Page title={say(found.feature.title)}>
      {failed ? <Failure error={new ApiError(0, null, "")} onRetry={() => location.reload()} /> : <Loading />}
    </Page>
  );
}

/** A page that failed while it was drawn, for instance because the gateway is of another version than the page. */
function Guarded({ children }: { children: ComponentChildren }) {
  const say = useWords();
  const fault: unknown = useErrorBoundary()[0];
  if (fault === undefined) return <>{children}</>;
  return (
    <Page title={say(common.errorTitle)}>
      <div class="alert alert-danger" role="alert">
        <p>{say(common.drawFailed)}</p>
        <button type="button" class="btn btn-outline-primary btn-sm" onClick={() => location.reload()}>
          {say(common.reload)}
        </button>
      </div>
    </Page>
  );
}


function Content({ whoami, path }: { whoami: Whoami; path: string }) {
  const say = useWords();
  const found = findRoute(path);
  if (!found) {
    return (
      <Page title={say(common.notFoundTitle)} lead={say(common.notFoundText)}>
        <p>
          <a href={href("/")}>{say(common.goHome)}</a>
        </p>
      </Page>
    );
  }
  if (!hasAny(whoami, found.feature.needs)) {
    return (
      <Page key={found.feature.name} title={say(found.feature.title)}>
        <NoRight rights={found.feature.needs} />
      </Page>
    );
  }
  return <Fetched found={found} />;
}

export function Shell() {
  const say = useWords();
  const { path } = usePlace();
  const { whoami, error } = useStore(who);
  return (
    <>
      <a class="skip-link" href="#content" onClick={() => document.getElementById("content")?.focus()}>
        {say(common.skip)}
      </a>
      <header class="console-header">
        {whoami?.body && (
          <div class="header-slim">
            <span>{whoami.body.name}</span>
          </div>
        )}
        <div class="header-brand">
          <a href={href("/")} class="brand">
            <span class="brand-name">{say(common.product)}</span>
            <span class="brand-tagline">{say(common.tagline)}</span>
          </a>
          <div class="header-right">
            {whoami && (
              <a class="header-who" href={href("/me")}>
                <Icon icon="user" />
                <span>{whoami.client}</span>
              </a>
            )}
            <LanguageSwitch />
          </div>
        </div>
        {whoami && <Navigation whoami={whoami} path={path} />}
      </header>
      <main id="content" tabIndex={-1}>
        {whoami ? (
          <Guarded key={path}>
            <Content whoami={whoami} path={path} />
          </Guarded>
        ) : (
          <Page title={say(common.product)}>
            {error === undefined ? <Loading /> : <Failure error={error} onRetry={() => void askWho()} />}
          </Page>
        )}
      </main>
      <Footer body={whoami?.body} />
    </>
  );
}
