// Releases: ordered once, read as table and plot, compared, downloaded, published; hidden cells stay hidden everywhere.
import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { Browser, DESKTOP, gateway, PHONE } from "../support/browser.mjs";

let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

const SEX_AGE = "persons-by-ambito-sex-age";
const AREA = "persons-by-ambito-area";
const MONTHS = "cases-opened-by-ambito-month";
const ids = {}; // period: id of its release

async function json(person, path) {
  const answer = await person.page.request.get(gateway + path);
  assert.equal(answer.status(), 200, path);
  return answer.json();
}

/** Positions in `value` of the cells that the gateway hides. */
const hiddenIn = (cube) => Object.keys(cube.status).filter((at) => cube.status[at] === "c");

async function drawn(person) {
  await person.page.locator(".plot-canvas").first().waitFor();
  await person.page.waitForFunction(() => [...document.querySelectorAll(".plot-canvas")].every((each) => each.dataset.drawn === "true"));
}

async function order(person, period, clicks) {
  await person.at("/releases");
  await person.button("Nuova estrazione").click();
  const dialog = person.page.getByRole("dialog");
  await dialog.getByLabel("Periodo").fill(period);
  await dialog.getByLabel("Nota").fill("Relazione annuale");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click({ clickCount: clicks });
}

test("without releases the page says so", async () => {
  const dario = await browser.person("dario");
  assert.equal(await dario.at("/releases"), "Estrazioni");
  await dario.page.getByText("Non c’è ancora nessuna estrazione").waitFor();
  assert.equal(await dario.button("Nuova estrazione").count(), 0);
  assert.match(await dario.page.locator("main").innerText(), /\(administer\)/);
  await dario.accessible("no releases");
  await dario.done();
});

test("a double click orders one release, which is watched until it is ready", async () => {
  const administrator = await browser.person("administrator");
  let orders = 0;
  administrator.page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/releases")) orders += 1;
  });
  await administrator.at("/releases");
  await administrator.button("Nuova estrazione").click();
  const dialog = administrator.page.getByRole("dialog");
  await dialog.getByLabel("Periodo").fill("duemila");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await dialog.getByText("Scrivi il periodo come 2017").waitFor();
  const { sources } = await json(administrator, "/v1/statistics");
  const waiting = sources.reduce((sum, each) => sum + (each.waiting ?? 0), 0);
  await dialog.getByText(waiting === 0 ? "Nessun caso è in attesa." : new RegExp(`^${waiting} cas[oi] `)).waitFor();
  await administrator.accessible("a new release");
  await administrator.page.keyboard.press("Escape");
  assert.equal(orders, 0);

  for (const period of ["2017", "2018"]) {
    orders = 0;
    await order(administrator, period, 2);
    await administrator.page.getByRole("heading", { level: 1, name: `Estrazione ${period}` }).waitFor();
    await administrator.page.getByRole("heading", { name: "Regole e garanzia" }).waitFor();
    assert.equal(orders, 1);
  }
  const { items } = await json(administrator, "/v1/releases");
  assert.equal(items.length, 2);
  for (const each of items) ids[each.period] = each.id;

  // Nothing is asked while nothing runs: not in a minute of the page's clock.
  await administrator.page.clock.install();
  await administrator.at(`/releases/${ids[2018]}`);
  await administrator.page.getByRole("heading", { name: "Regole e garanzia" }).waitFor();
  await administrator.page.waitForLoadState("networkidle");
  let asked = 0;
  administrator.page.on("request", () => (asked += 1));
  await administrator.page.clock.fastForward("01:00");
  await administrator.frames();
  assert.equal(asked, 0);
  await administrator.done();
});

test("a period before a released one is refused in the dialog, and nothing is ordered", async () => {
  const administrator = await browser.person("administrator");
  let orders = 0;
  administrator.page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/releases")) orders += 1;
  });
  await order(administrator, "2015", 1);
  const dialog = administrator.page.getByRole("dialog");
  await dialog.getByRole("alert").getByText("i periodi si estraggono solo in ordine di tempo").waitFor();
  assert.equal(await dialog.getByLabel("Periodo").getAttribute("aria-invalid"), "true");
  await administrator.accessible("an earlier period");
  assert.equal(orders, 0);
  await administrator.done();
});

test("a period that was released is refused in the dialog, with the number of the request", async () => {
  const administrator = await browser.person("administrator");
  await order(administrator, "2017", 1);
  const alert = administrator.page.getByRole("dialog").getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Numero della richiesta: /);
  assert.ok(await administrator.button("Conferma").isEnabled());
  await administrator.done();
});

test("the list says what, when and who; a running and a refused one say what to do", async () => {
  const administrator = await browser.person("administrator");
  await administrator.at("/releases");
  const row = administrator.page.getByRole("row").filter({ hasText: "2017" });
  for (const text of ["Pronta", "Prima", "administrator", "Relazione annuale", "Non pubblicata"]) await row.getByText(text).waitFor();
  await administrator.accessible("the list");
  await administrator.picture("releases");

  let turn = 0;
  await administrator.page.route("**/v1/releases/01RUNNING", (route) => {
    turn += 1;
    const state = turn < 3 ? { state: "RUNNING" } : { state: "REFUSED", reason: "a replay of stored records is paused" };
    return route.fulfill({ json: { id: "01RUNNING", period: "2018", ...state } });
  });
  await administrator.at("/releases/01RUNNING");
  await administrator.page.getByRole("progressbar").waitFor();
  await administrator.accessible("a running release");
  await administrator.page.getByText("L’estrazione non è stata fatta").waitFor();
  await administrator.page.getByText("a replay of stored records is paused").waitFor();
  await administrator.page.getByText("lasciala finire, poi ordina di nuovo").waitFor();
  await administrator.accessible("a refused release");
  await administrator.page.clock.install();
  await administrator.at("/releases/01RUNNING");
  await administrator.page.getByText("L’estrazione non è stata fatta").waitFor();
  const asked = turn;
  await administrator.page.clock.fastForward("01:00");
  await administrator.frames();
  assert.equal(turn, asked, "a release that is settled is not asked again");
  await administrator.done();
});

test("a release states its guarantee in the reader's language, and every file can be had", async () => {
  const dario = await browser.person("dario");
  await dario.at(`/releases/${ids[2017]}`);
  const guarantee = dario.page.locator(".guarantee");
  await guarantee.waitFor();
  assert.equal(await guarantee.getAttribute("lang"), "it");
  const cube = await json(dario, `/v1/releases/${ids[2017]}/tables/${AREA}`);
  const oneLine = (text) => text.replace(/\s+/g, " ").trim(); // the page shows a sentence a line
  assert.equal(oneLine(await guarantee.innerText()), oneLine(cube.extension.guarantee_it));
  await dario.at(`/releases/${ids[2017]}?lang=en`);
  const release = await json(dario, `/v1/releases/${ids[2017]}`);
  assert.equal(oneLine(await guarantee.innerText()), oneLine(release.guarantee));
  assert.equal(await guarantee.getAttribute("lang"), "en");
  await dario.at(`/releases/${ids[2017]}?lang=it`);
  assert.equal(await dario.button("Pubblica").count(), 0);
  const shares = await dario.page.locator(".release-tables tbody tr").count();
  assert.equal(shares, release.tables.length);

  const links = await dario.page.locator(".file-links a").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  assert.equal(links.length, 4 * release.tables.length);
  for (const link of links.slice(0, 4)) assert.equal((await dario.page.request.get(gateway + link)).status(), 200, link);
  await dario.button("Scarica").click();
  const saved = dario.page.waitForEvent("download");
  await dario.page.getByRole("link", { name: "Tutte le tavole in una cartella di lavoro (XLSX)" }).click();
  const file = await saved;
  assert.match(file.suggestedFilename(), /\.xlsx$/);
  const path = await file.path();
  assert.ok(statSync(path).size > 10_000);
  assert.equal(readFileSync(path).subarray(0, 2).toString(), "PK");
  await dario.page.keyboard.press("Escape");
  assert.equal(await dario.button("Scarica").getAttribute("aria-expanded"), "false");
  await dario.picture("release");

  await dario.at(`/releases/${ids[2017]}/tables/${AREA}`);
  await dario.button("Scarica").click();
  const addresses = await dario.page.locator(".downloads-list a").evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  assert.equal(addresses.length, 6);
  for (const address of addresses) assert.equal((await dario.page.request.get(gateway + address)).status(), 200, address);
  await dario.done();
});

test("the table shows the numbers of the gateway, and hides what it hides", async () => {
  const dario = await browser.person("dario");
  const cube = await json(dario, `/v1/releases/${ids[2017]}/tables/${AREA}`);
  assert.ok(hiddenIn(cube).length > 0, "the invented cases are meant to have hidden cells");
  assert.equal(await dario.at(`/releases/${ids[2017]}/tables/${AREA}`), cube.label);
  assert.equal(await dario.page.locator(".hidden-cell").count(), hiddenIn(cube).length);
  const [, areas] = cube.size;
  const territory = cube.dimension.territory.category;
  const row = dario.page.locator(".data-table tbody tr").filter({ has: dario.page.getByRole("rowheader", { name: /^Totale/ }) });
  const texts = await row.locator("td").allInnerTexts();
  const first = territory.index._T * areas;
  const numbers = cube.value.slice(first, first + areas).map((value) => value.toLocaleString("it-IT", { useGrouping: true }));
  assert.deepEqual(texts, numbers.slice(0, texts.length));
  await drawn(dario);
  const numbersOfPlot = dario.page.locator(".plot-numbers").first();
  await numbersOfPlot.locator("summary").click();
  await numbersOfPlot.getByRole("table").waitFor();
  await dario.accessible("a table with its numbers");
  await dario.picture("release-table");
  await dario.done();
});

test("a hidden cell is explained at the cell, by keyboard alone", async () => {
  const dario = await browser.person("dario");
  await dario.at(`/releases/${ids[2017]}/tables/${SEX_AGE}`);
  const cells = dario.page.locator(".hidden-cell");
  assert.equal(await dario.page.locator('.hidden-cell[tabindex="0"]').count(), 1, "one stop of the Tab key");
  await dario.button("Scambia righe e colonne").focus();
  for (let at = 0; at < 4; at += 1) {
    await dario.page.keyboard.press("Tab");
    if (await cells.first().evaluate((each) => each === document.activeElement)) break;
  }
  await dario.page.keyboard.press("ArrowRight");
  assert.ok(await cells.nth(1).evaluate((each) => each === document.activeElement));
  assert.match(await cells.nth(1).getAttribute("aria-label"), /: nascosta/);
  assert.match(await cells.nth(1).innerText(), /nascosta/);
  await dario.page.keyboard.press("Enter");
  const dialog = dario.page.getByRole("dialog", { name: "Perché è nascosta" });
  await dialog.waitFor();
  await dialog.getByText("conta da 1 a 4 persone").waitFor();
  await dialog.getByText("Alcune celle nascoste valgono zero").waitFor();
  await dario.accessible("why a cell is hidden");
  await dario.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  // The focus returns to the cell.
  await dario.page.waitForFunction(() => document.querySelectorAll(".hidden-cell")[1] === document.activeElement);
  assert.match(await dario.page.locator(":focus").getAttribute("aria-label"), /: nascosta/);
  await dario.done();
});

test("pyramid, lines and bars are drawn, and say in words what is hidden", async () => {
  const dario = await browser.person("dario");
  for (const [table, name, words] of [
    [SEX_AGE, "release-pyramid", "la fascia tratteggiata non è un valore"],
    [MONTHS, "release-months", "il rombo vuoto non è un valore"],
    [AREA, "release-bars", "la fascia tratteggiata non è un valore"],
  ]) {
    await dario.at(`/releases/${ids[2017]}/tables/${table}`);
    await drawn(dario);
    const ink = await dario.page.locator(".plot-canvas canvas").evaluateAll((all) =>
      all.map((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((part) => part > 0)),
    );
    assert.ok(ink.length > 3 && ink.every(Boolean), `${table}: every canvas has something on it`);
    assert.equal(await dario.page.locator(".plot-numbers").count(), ink.length, "each plot has its numbers");
    await dario.page.getByText(words).first().waitFor();
    if (table === MONTHS) {
      // Events of earlier periods are no month after December.
      await dario.page.locator(".plot-aside").getByText("periodi precedenti").waitFor();
    }
    await dario.picture(name);
  }
  // On paper: no buttons but the hidden cells, and the whole table.
  await dario.page.emulateMedia({ media: "print" });
  assert.ok(await dario.page.locator(".hidden-cell").first().isVisible());
  assert.ok(!(await dario.button("Scarica").isVisible()));
  const coloured = await dario.page.locator(".console-header, .console-header *").evaluateAll((all) =>
    all
      .filter((each) => each.checkVisibility() && getComputedStyle(each).backgroundColor !== "rgba(0, 0, 0, 0)")
      .map((each) => each.className),
  );
  assert.deepEqual(coloured, [], "black on white");
  await dario.picture("release-print");
  await dario.done();
});

test("two releases are compared cell by cell; a hidden cell has no difference", async () => {
  const dario = await browser.person("dario");
  await dario.at(`/releases/${ids[2018]}`);
  await dario.button("Confronta").click();
  await dario.page.getByRole("dialog").getByRole("button", { name: "Conferma", exact: true }).click();
  await dario.page.getByRole("heading", { name: "Confronto con 2017" }).waitFor();
  await dario.page.getByLabel("Tavola", { exact: true }).selectOption("cases-by-ambito");
  const [now, earlier] = await Promise.all([2018, 2017].map((period) => json(dario, `/v1/releases/${ids[period]}/tables/cases-by-ambito`)));
  const region = dario.page.getByRole("region", { name: "Confronto con 2017" });
  const total = region.getByRole("row").filter({ has: dario.page.getByRole("rowheader", { name: "Totale" }) });
  const difference = now.value[0] - earlier.value[0];
  assert.ok(difference > 0);
  await total.getByText(`+${difference}`, { exact: true }).waitFor();
  for (const line of await region.getByRole("row").filter({ hasText: "nascosta" }).allInnerTexts()) assert.match(line, /non si può dire/);
  await dario.accessible("a comparison");
  await dario.picture("release-comparison");
  await dario.page.reload();
  await dario.page.getByRole("heading", { name: "Confronto con 2017" }).waitFor();
  await dario.button("Chiudi il confronto").click();
  await dario.page.getByRole("heading", { name: "Confronto con 2017" }).waitFor({ state: "detached" });
  await dario.done();
});

test("publishing is asked for, and can then be read without certificate", async () => {
  const administrator = await browser.person("administrator");
  await administrator.at(`/releases/${ids[2018]}`);
  await administrator.button("Pubblica").click();
  await administrator.page.getByText("Una pubblicazione non si può ritirare").waitFor();
  await administrator.accessible("the question before publishing");
  await administrator.button("Conferma").click();
  await administrator.page.getByRole("link", { name: "Pagina pubblica" }).waitFor();
  assert.equal(await administrator.button("Pubblica").count(), 0);
  const anyone = await browser.person("");
  const open = await anyone.page.request.get(`${gateway}/open/releases/${ids[2018]}/tables/${AREA}`);
  assert.equal(open.status(), 200);
  await anyone.done();
  await administrator.done();
});

test("without the right there is no page, and a missing release is said", async () => {
  const anna = await browser.person("anna");
  assert.equal(await anna.at(`/releases/${ids[2017]}`), "Estrazioni");
  assert.match(await anna.page.locator("main").innerText(), /\(extract\)/);
  await anna.done();
  const dario = await browser.person("dario");
  await dario.at("/releases/01JD0000000000000000000000");
  await dario.page.getByRole("alert").getByText("Numero della richiesta: ").waitFor();
  await dario.done();
});

test("every page is accessible in both languages, narrow and wide", async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const administrator = await browser.person("administrator", { viewport });
    const release = `/releases/${ids[2017]}`;
    for (const path of ["/releases", release, `${release}?with=${ids[2018]}`, `${release}/tables/${SEX_AGE}`, `${release}/tables/${MONTHS}`, `${release}/tables/persons-by-comune-area`]) {
      for (const lang of ["it", "en"]) {
        await administrator.at(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`);
        if (path.includes("/tables/")) await drawn(administrator);
        await administrator.accessible(`${path} ${lang} ${viewport.width}`);
      }
    }
    await administrator.at(`${release}/tables/${SEX_AGE}?lang=it`);
    await drawn(administrator);
    if (viewport === PHONE) await administrator.picture("release-table-narrow");
    await administrator.done();
  }
});

test("an installation without the source of reports says so", async () => {
  const sender = await browser.person("isola-bergamasca");
  assert.equal(await sender.at("/report"), "Segnala un bisogno");
  const { items } = await json(sender, "/v1/sources");
  const isHere = items.some((each) => each.source === "terzo-settore");
  await sender.page.getByText(isHere ? "Questo certificato non può segnalare" : "Questa installazione non riceve segnalazioni").waitFor();
  await sender.accessible("no reports here");
  await sender.done();
});
