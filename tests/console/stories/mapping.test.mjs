// The whole life of a mapping, by two people: anna maps codes from the worklist, bruno reviews, sends back, approves and brings
// into force, and the waiting records are freed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, gateway, PHONE } from "../support/browser.mjs";

const TABLE = "/tables/isola-bergamasca/intervention";
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

const rowOf = (person, code) => person.page.getByRole("row").filter({ hasText: code });

async function confirmWith(person, reason) {
  const dialog = person.page.getByRole("dialog");
  await dialog.waitFor();
  if (reason) await dialog.getByLabel("Motivo").fill(reason);
  await person.accessible("a question");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

test("the worklist shows the codes that hold back most records first", async () => {
  const anna = await browser.person("anna");
  await anna.at("/worklist");
  const codes = await anna.page.locator(".work-name").allInnerTexts();
  assert.deepEqual(codes, ["ANZ|SAD9", "DIS|ADH2", "DIS|CDD7", "ANZ|XX1"]);
  const first = await rowOf(anna, "SAD9").innerText();
  assert.match(first, /Assistenza domiciliare integrata/);
  assert.match(first, /40 casi in attesa/);
  assert.match(first, /somiglianza \d+%: /);
  await anna.done();
});

/** Three of the waiting records came with another label. */
const withTwoLabels = (person) =>
  person.page.route("**/v1/quarantine/records?**", async (route) => {
    const answer = await route.fetch();
    const page = await answer.json();
    page.items.slice(0, 3).forEach((item) => item.waiting.forEach((each) => (each.label = "Trasporto sociale")));
    await route.fulfill({ response: answer, json: page });
  });

test("a code that comes with several labels names them all before it is mapped", async () => {
  const anna = await browser.person("anna");
  await withTwoLabels(anna);
  await anna.at("/worklist");
  await rowOf(anna, "SAD9").getByRole("button", { name: "Associa", exact: true }).click();
  const labels = anna.page.locator(".code-labels");
  await labels.getByText("Questo codice arriva con 2 descrizioni").waitFor();
  assert.deepEqual(await labels.getByRole("listitem").allInnerTexts(), ["Assistenza domiciliare integrata: 37 casi", "Trasporto sociale: 3 casi"]);
  await anna.accessible("a code with several labels");
  await anna.picture("worklist-labels");
  await anna.done();
});

test("anna maps one code by the search, ignores another, sees the effect and submits", async () => {
  const anna = await browser.person("anna");
  await anna.at("/worklist");
  await rowOf(anna, "SAD9").getByRole("button", { name: "Associa", exact: true }).click();
  const search = anna.page.getByRole("combobox", { name: "Cerca nel vocabolario" });
  await search.fill("assistenza domicil");
  const option = anna.page.getByRole("option", { name: /Assistenza domiciliare.*Anziani/ }).first();
  await option.waitFor();
  await anna.accessible("the open search");
  await anna.picture("worklist-search");
  await search.press("ArrowDown");
  await search.press("ArrowUp");
  await search.press("Enter");
  assert.match(await rowOf(anna, "SAD9").innerText(), /Scelto: Assistenza domiciliare/);
  await rowOf(anna, "XX1").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.button("Vedi l’effetto").click();
  const figures = anna.page.locator(".figures");
  await figures.waitFor();
  assert.match(await figures.innerText(), /Casi in attesa che si liberano\s*fino a 45/);
  await anna.accessible("the choices");
  await anna.picture("worklist-effect");
  await anna.button("Invia in revisione").click();
  await anna.page.getByText(/Inviata in revisione: isola-bergamasca\/intervention, versione 2/).waitFor();
  await anna.page.getByText("Già nella versione 2").first().waitFor();
  assert.equal(await anna.page.getByRole("button", { name: "Approva", exact: true }).count(), 0);
  await anna.done();
});

test("bruno finds the review on the first page, sends it back, and anna submits it again", async () => {
  const bruno = await browser.person("bruno");
  await withTwoLabels(bruno);
  await bruno.at("/");
  await bruno.picture("home-reviewer");
  await bruno.page.getByRole("link", { name: /Rivedi isola-bergamasca\/intervention, versione 2, di anna/ }).click();
  assert.equal(await bruno.heading(), "intervention");
  await bruno.page.getByText("Righe aggiunte: 2, cambiate: 0, tolte: 0").first().waitFor();
  await bruno.page.locator(".diff .code-labels").getByText("Questo codice arriva con 2 descrizioni").waitFor();
  await bruno.picture("table-review");
  await bruno.accessible("the review");
  assert.equal(await bruno.page.getByRole("button", { name: "Modifica", exact: true }).count(), 0);
  await bruno.button("Rimanda").click();
  const dialog = bruno.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await dialog.getByText("Scrivi il motivo.").waitFor();
  await confirmWith(bruno, "XX1 va chiesto al Comune");
  await bruno.page.getByText("Bozza").first().waitFor();

  const anna = await browser.person("anna");
  await anna.at(TABLE);
  await anna.page.getByText("Nota: XX1 va chiesto al Comune").waitFor();
  await anna.button("Invia in revisione").click();
  await anna.page.getByText("In revisione").first().waitFor();
  await anna.done();
  await bruno.done();
});

test("the author cannot approve, and is told why", async () => {
  const request = (await browser.person("anna")).page.request;
  const read = await request.get(`${gateway}/v1/tables/isola-bergamasca/unit`);
  const { rows } = await read.json();
  const carla = await browser.person("carla");
  const put = await carla.page.request.put(`${gateway}/v1/tables/isola-bergamasca/unit`, {
    headers: { "If-Match": read.headers().etag, "Content-Type": "application/json" },
    data: JSON.stringify({ rows: [...rows, { source_code: "Z9", source_label: "Zeta", status: "UNCHECKED" }] }),
  });
  assert.equal(put.status(), 200);
  await carla.at("/tables/isola-bergamasca/unit");
  await carla.button("Invia in revisione").click();
  await carla.page.getByText("In revisione").first().waitFor();
  assert.equal(await carla.button("Approva").isDisabled(), true);
  await carla.page.getByText("Hai modificato questa versione: la approva un’altra persona.").waitFor();
  await carla.done();
});

test("bruno approves and brings into force; the waiting records are freed under his eyes", async () => {
  const bruno = await browser.person("bruno");
  await bruno.at(TABLE);
  await bruno.button("Approva").click();
  await confirmWith(bruno, "controllata con il Comune");
  await bruno.button("Metti in vigore").click();
  await bruno.page.getByRole("dialog").locator(".figures").waitFor();
  await bruno.picture("table-activate");
  await confirmWith(bruno, "");
  await bruno.page.getByText("La versione 2 è in vigore.").waitFor();
  await bruno.page.getByText(/43 di 43 elaborati; 43 a buon fine/).waitFor();
  await bruno.picture("table-replay");
  await bruno.accessible("the replay");
  await bruno.at("/worklist");
  assert.deepEqual(await bruno.page.locator(".work-name").allInnerTexts(), ["DIS|ADH2", "DIS|CDD7"]);
  assert.equal(await bruno.page.getByRole("button", { name: "Associa", exact: true }).count(), 0);
  await bruno.done();
});

test("the history tells every step, and an earlier version comes back with a reason", async () => {
  const bruno = await browser.person("bruno");
  await bruno.at(`${TABLE}?view=history`);
  const second = await bruno.page.getByRole("row").filter({ hasText: "anna" }).first().innerText();
  for (const step of ["invio in revisione", "rimandata", "approvata", "messa in vigore", "controllata con il Comune"]) {
    assert.ok(second.includes(step), `${step}: ${second}`);
  }
  await bruno.picture("table-history");
  await bruno.accessible("the history");
  await bruno.button("Ripristina").click();
  const dialog = bruno.page.getByRole("dialog");
  await dialog.locator(".figures").waitFor();
  await dialog.getByLabel(/Procedi lo stesso/).check();
  await confirmWith(bruno, "prova di ritorno");
  await bruno.page.getByText("La versione 1 è in vigore.").waitFor();
  await bruno.done();
});

test("a choice that is dropped leaves no trace in the draft, and a review is not ended without a question", async () => {
  const anna = await browser.person("anna");
  const openVersion = async () => {
    const list = await (await anna.page.request.get(`${gateway}/v1/tables`)).json();
    return list.items.find((each) => each.source === "isola-bergamasca" && each.table === "intervention").open;
  };
  await anna.at("/worklist");
  await rowOf(anna, "CDD7").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.button("Vedi l’effetto").click();
  await anna.page.locator(".figures").waitFor();
  assert.equal((await openVersion()).state, "DRAFT");
  const isGone = anna.page.waitForResponse((answer) => answer.url().endsWith("/discard"));
  await anna.button("Togli tutte le scelte").click();
  assert.equal((await isGone).status(), 200);
  assert.equal(await openVersion(), null);
  // Another person's version in review.
  const carla = await browser.person("carla");
  const at = `${gateway}/v1/tables/isola-bergamasca/intervention`;
  const read = await carla.page.request.get(at);
  const { rows } = await read.json();
  const put = await carla.page.request.put(at, {
    headers: { "If-Match": read.headers().etag, "Content-Type": "application/json" },
    data: JSON.stringify({ rows: [...rows, { source_code: "Z|Z9", source_label: "Zeta", status: "UNCHECKED" }] }),
  });
  const { version } = await put.json();
  const step = (name) => carla.page.request.post(`${at}/${name}`, { headers: { "Content-Type": "application/json" }, data: JSON.stringify({ version, reason: "prova" }) });
  assert.equal((await step("submit")).status(), 200);
  await anna.at("/worklist");
  await rowOf(anna, "CDD7").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.button("Vedi l’effetto").click();
  const dialog = anna.page.getByRole("dialog", { name: `Riportare in bozza la versione ${version}?` });
  await dialog.getByText(/modificata da carla, che ora è in revisione/).waitFor();
  await anna.accessible("the question before a review ends");
  await dialog.getByRole("button", { name: "Annulla", exact: true }).click();
  assert.equal((await openVersion()).state, "IN_REVIEW");
  await anna.button("Vedi l’effetto").click();
  await confirmWith(anna, "");
  await anna.page.locator(".figures").waitFor();
  const isSaved = anna.page.waitForResponse((answer) => answer.request().method() === "PUT");
  await anna.button("Togli tutte le scelte").click();
  assert.equal((await isSaved).status(), 200);
  const kept = await (await carla.page.request.get(at)).json();
  assert.deepEqual(kept.rows.map((row) => row.source_code), [...rows.map((row) => row.source_code), "Z|Z9"]);
  assert.equal((await step("discard")).status(), 200);
  await carla.done();
  await anna.done();
});

test("choices outlive a reload, without the system's own texts, and go when they are dropped", async () => {
  const anna = await browser.person("anna");
  const kept = () => anna.page.evaluate(() => sessionStorage.getItem("raccordo.worklist"));
  await anna.at("/worklist");
  await rowOf(anna, "CDD7").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.page.getByText("1 codice scelto").waitFor();
  const before = await kept();
  assert.ok(before.includes("CDD7") && !before.includes("Centro diurno"), before);
  await anna.page.reload();
  await anna.page.getByText("1 codice scelto").waitFor();
  await rowOf(anna, "CDD7").getByText("Scelto: da ignorare").waitFor();
  // What was saved for the effect is taken out of the draft after a reload, too.
  await anna.button("Vedi l’effetto").click();
  await anna.page.locator(".figures").waitFor();
  await anna.page.reload();
  await anna.page.getByText("1 codice scelto").waitFor();
  const isGone = anna.page.waitForResponse((answer) => answer.url().endsWith("/discard"));
  await anna.button("Togli tutte le scelte").click();
  assert.equal((await isGone).status(), 200);
  assert.equal(await kept(), null);
  await anna.page.reload();
  await rowOf(anna, "CDD7").waitFor();
  assert.equal(await anna.page.getByText("1 codice scelto").count(), 0);
  await anna.done();
});

test("what another person decided meanwhile is not replaced", async () => {
  const [anna, carla] = [await browser.person("anna"), await browser.person("carla")];
  for (const person of [anna, carla]) {
    await person.at("/worklist");
    await rowOf(person, "CDD7").waitFor();
  }
  await rowOf(carla, "CDD7").getByRole("button", { name: "Associa", exact: true }).click();
  await rowOf(carla, "CDD7").locator(".suggestions button").first().click();
  await carla.button("Invia in revisione").click();
  await carla.page.getByText(/Inviata in revisione/).waitFor();
  const at = `${gateway}/v1/tables/isola-bergamasca/intervention`;
  const sent = await (await carla.page.request.get(at)).json();
  await rowOf(anna, "CDD7").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.button("Invia in revisione").click();
  await anna.page.getByText(/Intanto qualcuno ha deciso su DIS\|CDD7 in modo diverso/).waitFor();
  await anna.accessible("a decision that was overtaken");
  // A code that nobody else decided: the review of another version is ended only after the question.
  await anna.button("Togli tutte le scelte").click();
  await rowOf(anna, "ADH2").getByRole("button", { name: "Ignora", exact: true }).click();
  await anna.button("Invia in revisione").click();
  await anna.page.getByRole("dialog", { name: `Riportare in bozza la versione ${sent.version}?` }).waitFor();
  await anna.page.getByRole("dialog").getByRole("button", { name: "Annulla", exact: true }).click();
  const now = await (await carla.page.request.get(at)).json();
  assert.deepEqual([now.state, now.rows], ["IN_REVIEW", sent.rows]);
  await anna.button("Togli tutte le scelte").click();
  const done = await carla.page.request.post(`${at}/discard`, { headers: { "Content-Type": "application/json" }, data: JSON.stringify({ version: sent.version, reason: "prova" }) });
  assert.equal(done.status(), 200);
  await anna.done();
  await carla.done();
});

test("several codes are ignored at once, on a telephone", async () => {
  const anna = await browser.person("anna", { viewport: PHONE });
  await anna.at("/worklist");
  await anna.page.getByLabel("Seleziona DIS|ADH2").check();
  await anna.page.getByLabel("Seleziona DIS|CDD7").check();
  await anna.page.getByText("2 selezionati").waitFor();
  await anna.accessible("selected codes");
  await anna.button("Ignora i selezionati").click();
  await anna.page.getByText("2 codici scelti").waitFor();
  await anna.picture("worklist-narrow");
  await anna.accessible("the choices on a telephone");
  await anna.button("Invia in revisione").click();
  await anna.page.getByText(/Inviata in revisione/).waitFor();
  await anna.done();
});
