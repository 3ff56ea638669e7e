// What an operator reads: clients, audit; and what everybody reads about themselves.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, DESKTOP, gateway, PHONE } from "../support/browser.mjs";

const PAGES = [
  ["/quarantine", ["see-metadata"], "dario"],
  ["/quarantine/1", ["see-metadata"], "dario"],
  ["/submissions", ["submit"], "anna"],
  ["/submissions/01JD3ZK7Q8X9V5T2M4N6P8R0S1", ["submit"], "anna"],
  ["/clients", ["administer"], "anna"],
  ["/audit", ["administer"], "anna"],
];
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

/** A picture for docs/images/console: what a small window shows, from this part on. */
async function pictureForDocs(person, name, from = "h1") {
  await person.page.setViewportSize({ width: 960, height: 760 });
  await person.page.locator(from).first().evaluate((part) => part.scrollIntoView());
  await person.page.screenshot({ path: join(process.env.PICTURES, `docs-${name}.png`) });
  await person.page.setViewportSize(DESKTOP);
}

test("clients are shown with their rights in words, Comuni by name and the end of their certificates", async () => {
  const admin = await browser.person("administrator");
  assert.equal(await admin.at("/clients"), "Sistemi collegati");
  const row = (name) => admin.page.locator("tbody tr").filter({ has: admin.page.getByRole("rowheader", { name, exact: true }) });
  const anna = await row("anna").innerText();
  assert.match(anna, /modifica delle tabelle \(edit-tables\)/);
  assert.match(await row("administrator").innerText(), /scade (il|fra)/);
  assert.match(await row("isola-bergamasca").innerText(), /isola-bergamasca/);
  await admin.picture("clients");
  await pictureForDocs(admin, "clients");
  await admin.page.getByLabel(/Cerca per nome/).fill("approvazione");
  await admin.page.getByText("4 collegati").waitFor();
  assert.deepEqual(await admin.page.locator("tbody th").allInnerTexts(), ["administrator", "reviewer", "bruno", "carla"]);
  assert.doesNotMatch(admin.page.url(), /approvazione/, "what is typed stays out of the address");
  await admin.accessible("the filtered clients");
  await admin.page.getByLabel(/Cerca per nome/).fill("<script>");
  await admin.page.getByText("Nessuno corrisponde alla ricerca").waitFor();
  await admin.done();
});

test("the audit is readable, filtered in the address, and leads to the table", async () => {
  const admin = await browser.person("administrator");
  assert.equal(await admin.at("/audit"), "Registro");
  const text = await admin.page.locator("main").innerText();
  assert.match(text, /il gateway/);
  assert.match(text, /Si è avviato/);
  assert.match(text, /Ultima voce: n\. \d+/);
  await admin.page.locator("tbody summary").first().click();
  await admin.accessible("an open entry of the audit");
  await admin.picture("audit");
  await pictureForDocs(admin, "audit");
  await admin.page.getByLabel("Che cosa").selectOption("gateway.");
  await admin.button("Filtra").click();
  await admin.page.waitForURL(/action=gateway\./);
  await admin.page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 1);
  await admin.page.goBack();
  await admin.page.waitForFunction(() => document.querySelectorAll("tbody tr").length > 1);
  await admin.at("/audit?actor=nessuno");
  await admin.page.getByText("Nessuna voce corrisponde ai filtri").waitFor();
  await admin.done();
});

test("a failed page says so with the number of the request, and can be tried again", async () => {
  const admin = await browser.person("administrator");
  await admin.at("/audit?cursor=inventato");
  const alert = admin.page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Numero della richiesta: \w+/);
  await admin.accessible("a refused cursor");
  await admin.page.route("**/v1/clients", (route) => route.abort());
  await admin.at("/clients");
  await alert.getByText("Il gateway non risponde").waitFor();
  await admin.page.unroute("**/v1/clients");
  await admin.button("Riprova").click();
  await admin.page.locator("tbody tr").first().waitFor();
  await admin.done();
});

test("everybody sees how the gateway sees them", async () => {
  for (const [name, may, mayNot] of [
    ["dario", /Leggere e scaricare le estrazioni/, /Inviare cartelle/],
    ["isola-bergamasca", /Inviare cartelle/, /Vedere in chiaro un caso/],
  ]) {
    const person = await browser.person(name);
    assert.equal(await person.at("/me"), "Come mi vede");
    const panels = person.page.locator(".me-rights .panel");
    assert.match(await panels.nth(0).innerText(), may);
    assert.match(await panels.nth(1).innerText(), mayNot);
    assert.match(await person.page.locator("main").innerText(), new RegExp(`riconosce come «${name}»`));
    const answer = await person.page.request.get(`${gateway}/v1/whoami`);
    assert.ok((await person.page.locator("main").innerText()).includes((await answer.json()).fingerprint));
    await person.picture(`me-${name}`);
    await person.done();
  }
});

test("without its right each page says which one is missing and whom to ask", async () => {
  for (const [path, rights, name] of PAGES) {
    const person = await browser.person(name);
    const asked = [];
    person.page.on("request", (request) => {
      if (/\/v1\/(quarantine|submissions|clients|audit)/.test(request.url())) asked.push(request.url());
    });
    await person.at(path);
    const text = await person.page.locator("main").innerText();
    for (const right of rights) assert.ok(text.includes(`(${right})`), `${path}: ${text}`);
    assert.match(text, /chi gestisce il gateway/);
    assert.deepEqual(asked, [], "nothing is asked that would be refused");
    await person.accessible(`${path} without its right`);
    await person.done();
  }
});

test("a waiting record and the pages of a system are accessible in both languages, narrow and wide", async () => {
  for (const [width, viewport] of [["wide", DESKTOP], ["narrow", PHONE]]) {
    for (const [name, paths] of [["administrator", ["/quarantine/1"]], ["isola-bergamasca", ["/submissions", "/me"]]]) {
      const person = await browser.person(name, { viewport });
      for (const path of paths) {
        for (const lang of ["it", "en"]) {
          await person.at(`${path}?lang=${lang}`);
          await person.accessible(`${path} ${lang} ${width}`);
          await person.picture(`${name}${path.replaceAll("/", "-")}-${lang}-${width}`);
        }
      }
      await person.done();
    }
  }
});
