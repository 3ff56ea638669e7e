// The frame: who may enter, headings in both languages, headers of the files, missing rights, lost connection.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Browser, DESKTOP, gateway, PHONE } from "../support/browser.mjs";

let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

/** Address, headings, and the rights of which one is needed. */
const PAGES = [
  ["/", "Situazione", "Overview", []],
  ["/worklist", "Codici da associare", "Codes to map", ["see-metadata"]],
  ["/tables", "Tabelle", "Tables", ["edit-tables", "approve-tables"]],
  ["/quarantine", "Casi in attesa", "Waiting records", ["see-metadata"]],
  ["/submissions", "Invii", "Submissions", ["submit"]],
  ["/releases", "Estrazioni", "Releases", ["extract"]],
  ["/report", "Segnala un bisogno", "Report a need", ["submit"]],
  ["/clients", "Sistemi collegati", "Clients", ["administer"]],
  ["/audit", "Registro", "Audit", ["administer"]],
  ["/me", "Come mi vede", "How you see me", []],
];

test("every address shows its heading in both languages, and reloads", async () => {
  const person = await browser.person("administrator");
  for (const [path, it, en] of PAGES) {
    assert.equal(await person.at(path), it);
    assert.equal(await person.page.locator("html").getAttribute("lang"), "it");
    assert.equal(await person.at(`${path}?lang=en`), en);
    assert.equal(await person.page.locator("html").getAttribute("lang"), "en");
    await person.page.reload();
    assert.equal(await person.heading(), en);
  }
  await person.done();
});

test("the language switch is remembered, and ?lang= wins over it", async () => {
  const person = await browser.person("anna");
  assert.equal(await person.at("/"), "Situazione");
  await person.button("EN").click();
  assert.equal(await person.heading(), "Overview");
  assert.equal(await person.at("/tables"), "Tables");
  assert.equal(await person.at("/tables?lang=it"), "Tabelle");
  assert.equal(await person.at("/tables"), "Tables");
  await person.done();
});

test("every page is accessible in both languages, narrow and wide", async () => {
  for (const [width, viewport] of [["wide", DESKTOP], ["narrow", PHONE]]) {
    const person = await browser.person("administrator", { viewport });
    for (const [path] of PAGES) {
      for (const lang of ["it", "en"]) {
        await person.at(`${path}?lang=${lang}`);
        await person.accessible(`${path} ${lang} ${width}`);
        await person.picture(`page${path.replaceAll("/", "-")}-${lang}-${width}`);
      }
    }
    await person.done();
  }
});

test("without the right a page says which right is missing and whom to ask", async () => {
  for (const [path, it, , needs] of PAGES) {
    const holder = needs.includes("submit") || needs.includes("extract") ? "anna" : "dario";
    if (needs.length === 0) continue;
    const person = await browser.person(holder);
    assert.equal(await person.at(path), it);
    const text = await person.page.locator("main").innerText();
    for (const right of needs) assert.ok(text.includes(`(${right})`), `${path}: ${text}`);
    assert.match(text, /gestisce il gateway/);
    await person.accessible(`${path} without right`);
    assert.equal(await person.page.getByRole("navigation").getByRole("link", { name: it, exact: true }).count(), 0);
    await person.done();
  }
});

test("an error shows its sentence and the number of the request", async () => {
  const person = await browser.person("anna");
  await person.at("/tables/bergamo/nothing");
  const alert = person.page.getByRole("alert");
  const text = await alert.innerText();
  assert.match(text, /Numero della richiesta: \S{8,}/);
  assert.equal(await alert.getByRole("button", { name: "Riprova", exact: true }).count(), 1);
  await person.accessible("an error");
  assert.equal(await person.at("/nowhere"), "Pagina non trovata");
  await person.accessible("a page that does not exist");
  await person.done();
});

test("an answer of another shape is said, with a way on; the menu closes by Escape", async () => {
  const person = await browser.person("administrator", { viewport: PHONE });
  await person.page.route("**/v1/clients", (route) => route.fulfill({ json: {} }));
  await person.at("/clients");
  await person.page.getByRole("alert").getByText("La risposta del gateway non è quella che questa pagina si aspetta").waitFor();
  await person.accessible("a page that could not be drawn");
  await person.page.unroute("**/v1/clients");
  await person.button("Ricarica").click();
  await person.page.locator("tbody tr").first().waitFor();
  await person.button("Menu").click();
  await person.page.keyboard.press("Tab");
  await person.page.keyboard.press("Escape");
  assert.equal(await person.button("Menu").getAttribute("aria-expanded"), "false");
  assert.equal(await person.page.evaluate(() => document.activeElement?.textContent), "Menu");
  await person.page.locator("footer").getByText("gateway localhost").waitFor();
  await person.page.context().close();
});

test("the foot of each page names the body, with its declarations; without a body none is invented", async () => {
  const person = await browser.person("administrator");
  for (const [lang, accessibility, privacy] of [
    ["it", "Dichiarazione di accessibilità", "Informativa privacy"], ["en", "Accessibility statement", "Privacy notice"]]) {
    await person.at(`/me?lang=${lang}`);
    const footer = person.page.locator("footer");
    await footer.getByText("Ambito territoriale di Esempio").waitFor();
    await person.page.locator("header").getByText("Ambito territoriale di Esempio").waitFor();
    const links = footer.getByRole("link");
    assert.equal(await links.count(), 2);
    assert.match(await links.nth(0).getAttribute("href"), /^https:\/\/form\.agid\.gov\.it\//);
    assert.ok((await links.nth(0).innerText()).startsWith(accessibility));
    assert.equal(await links.nth(1).getAttribute("href"), "https://www.ambito.example/privacy");
    assert.ok((await links.nth(1).innerText()).startsWith(privacy));
  }
  await person.page.route("**/v1/whoami", async (route) => {
    const answer = await route.fetch();
    const { body, ...rest } = await answer.json();
    assert.ok(body.name);
    await route.fulfill({ response: answer, json: rest });
  });
  await person.at("/me");
  await person.page.locator("footer").getByText("gateway localhost").waitFor();
  assert.equal(await person.page.locator("footer").getByRole("link").count(), 0);
  await person.done();
});

test("the page works by keyboard alone", async () => {
  const person = await browser.person("anna");
  await person.at("/");
  await person.page.keyboard.press("Tab");
  assert.equal(await person.page.evaluate(() => document.activeElement?.textContent), "Vai al contenuto");
  await person.page.keyboard.press("Enter");
  assert.equal(await person.page.evaluate(() => document.activeElement?.id), "content");
  await person.page.getByRole("link", { name: "Tabelle", exact: true }).focus();
  const outline = await person.page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
  assert.equal(outline, "solid", "the focus is visible");
  await person.page.keyboard.press("Enter");
  await person.page.waitForFunction(() => document.querySelector("h1")?.textContent === "Tabelle");
  // The heading of the new page has the focus, also after its content replaced "loading".
  await person.page.waitForFunction(() => document.activeElement?.tagName === "H1");
  await person.done();
});

test("a lost connection is said, and the page goes on from there", async () => {
  const person = await browser.person("anna");
  await person.at("/");
  await person.page.context().setOffline(true);
  await person.page.evaluate(() => dispatchEvent(new Event("offline")));
  await person.page.getByRole("link", { name: "Tabelle", exact: true }).click();
  await person.page.getByRole("alert").getByText("Il gateway non risponde").waitFor();
  await person.page.context().setOffline(false);
  await person.done();
});

test("the files have their headers, and nothing else is served", async () => {
  const person = await browser.person("anna");
  const ask = (path, options = {}) => person.page.request.get(gateway + path, { maxRedirects: 0, ...options });
  const page = await ask("/console/");
  assert.equal(page.headers()["content-type"], "text/html; charset=utf-8");
  assert.equal(
    page.headers()["content-security-policy"],
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  );
  const html = await page.text();
  const script = /src="(\/console\/assets\/[^"]+\.js)"/.exec(html)[1];
  const style = /href="(\/console\/assets\/[^"]+\.css)"/.exec(html)[1];
  for (const [path, type] of [[script, "text/javascript; charset=utf-8"], [style, "text/css; charset=utf-8"]]) {
    const file = await ask(path);
    assert.equal(file.status(), 200);
    assert.equal(file.headers()["content-type"], type);
    assert.equal(file.headers()["cache-control"], "public, max-age=31536000, immutable");
    assert.equal(file.headers()["content-encoding"], "gzip");
    const again = await ask(path, { headers: { "If-None-Match": file.headers().etag } });
    assert.equal(again.status(), 304);
  }
  for (const path of ["/console/assets/none.js", "/console/..%2f..%2fraccordo.yaml", "/console/%2e%2e/%2e%2e/etc/passwd"]) {
    assert.equal((await ask(path)).status(), 404, path);
  }
  assert.equal((await ask("/console/tables/a/b?view=diff")).status(), 200);
  await person.done();
});

test("without a certificate the console is closed", async () => {
  const nobody = await browser.person(null);
  const answer = await nobody.page.request.get(`${gateway}/console/`);
  assert.equal(answer.status(), 401);
  assert.equal((await answer.json()).code, "certificate-required");
  const page = await nobody.page.request.get(`${gateway}/console/`, { headers: { Accept: "text/html" } });
  assert.equal(page.status(), 401);
  assert.match(await page.text(), /importare il file \.p12/);
  await nobody.done();
});

test("rights and a certificate withdrawn while working are said at the next step; what was typed stays", async () => {
  const { CERTIFICATES, CLIENTS, PROCESS, PROJECT } = process.env;
  const reload = () => process.kill(Number(PROCESS), "SIGHUP");
  const carla = await browser.person("carla");
  await carla.at("/tables/isola-bergamasca/channel");
  await carla.button("Modifica").click();
  const note = carla.page.locator('[data-cell="0-comment"]');
  await note.fill("scritto prima");

  // Without edit-tables the gateway refuses to save, and the page says which right is missing.
  const before = readFileSync(CLIENTS, "utf8");
  const [head, tail] = before.split("name: carla\n");
  writeFileSync(CLIENTS, `${head}name: carla\n${tail.replace("see-metadata, edit-tables, ", "see-metadata, ")}`);
  assert.notEqual(readFileSync(CLIENTS, "utf8"), before);
  reload();
  const rights = async () => (await (await carla.page.request.get(`${gateway}/v1/whoami`)).json()).rights;
  await assert.doesNotReject(async () => {
    for (let at = 0; (await rights()).includes("edit-tables"); at += 1) if (at === 200) throw new Error("the right is still there");
  });
  await carla.button("Salva").click();
  await carla.page.getByRole("alert").getByText(/edit-tables/).first().waitFor();
  assert.equal(await note.inputValue(), "scritto prima");
  await carla.accessible("a right that was withdrawn");

  execFileSync(join(PROJECT, "certs/issue"), [CERTIFICATES, "revoke", "carla"]);
  reload();
  for (let at = 0; at < 20; at += 1) {
    const saved = carla.page.waitForResponse(/v1\/tables/).catch(() => null);
    const failed = carla.page.waitForEvent("requestfailed");
    await carla.button("Salva").click();
    const answer = await Promise.race([saved, failed.then(() => null)]);
    if (answer === null || answer.status() === 401) break;
  }
  await carla.page.getByRole("alert").getByText(/certificato/).first().waitFor();
  assert.equal(await note.inputValue(), "scritto prima");
  await carla.accessible("a certificate that was withdrawn");
  await carla.page.context().close();
});

test("a busy gateway says when to try again, a proxy's answer its status", async () => {
  const anna = await browser.person("anna");
  const problem = { type: "about:blank", title: "Overloaded", status: 503, code: "overloaded", detail: "All places are taken." };
  const busy = { status: 503, contentType: "application/problem+json", headers: { "Retry-After": "90" }, body: JSON.stringify(problem) };
  await anna.page.route("**/v1/quarantine?**", (route) => route.fulfill(busy));
  await anna.at("/worklist");
  await anna.page.getByText(/^Riprova fra \d+ secondi\.$/).waitFor();
  await anna.page.unroute("**/v1/quarantine?**");
  await anna.page.route("**/v1/quarantine?**", (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<p>Bad gateway</p>" }));
  await anna.button("Riprova").click();
  await anna.page.getByText(/La risposta ha lo stato 502/).waitFor();
  await anna.accessible("the answer of a proxy");
  await anna.done();
});
