// A need is reported: consent first, a draft without identifier, one document, and what the gateway says of it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, DESKTOP, PHONE } from "../support/browser.mjs";

let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

const STP = "STP0300000000001"; // invented
const stored = (person) => person.page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }));

async function fill(person) {
  const page = person.page;
  await page.getByLabel("Sì, è d’accordo").check();
  await page.getByLabel("Comune dove vive *").selectOption({ label: "Bergamo" });
  await page.getByLabel("Codice STP").check();
  await page.getByLabel("Il codice *").fill(STP);
  await page.getByLabel("Sesso").selectOption("F");
  await page.getByLabel("Anno di nascita").fill("1950");
  await page.getByLabel("Alimentazione e pasti").check();
  await page.getByLabel("Solitudine e isolamento sociale").check();
  await page.getByLabel("Al Comune").check();
  await page.getByLabel("Che cosa chiede").selectOption("meals");
  await page.getByLabel("Nome dell’associazione *").fill("Mensa di quartiere");
  await page.getByLabel("Codice fiscale dell’associazione").fill("95000000000");
}

test("the form is filled in, kept without the identifier, sent once, and cleared", async () => {
  const mensa = await browser.person("mensa");
  const sent = [];
  mensa.page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.postDataJSON());
  });
  await mensa.at("/report");
  await mensa.picture("report-begin");
  assert.equal(await mensa.page.getByLabel("Comune dove vive *").count(), 0, "nothing is asked before consent");
  await mensa.button("Invia").click();
  await mensa.page.getByText("Scegli una risposta.").waitFor();
  await fill(mensa);
  assert.ok(!(await stored(mensa)).includes(STP), "the identifier is never stored");
  assert.match(await stored(mensa), /Mensa di quartiere/);
  await mensa.picture("report-form");
  await mensa.page.reload();
  await mensa.heading();
  await mensa.page.getByText("Abbiamo ripreso quello che avevi scritto").waitFor();
  assert.equal(await mensa.page.getByLabel("Il codice *").inputValue(), "");
  await mensa.button("Invia").click();
  await mensa.page.getByText("Il codice non è completo").waitFor();
  assert.equal(sent.length, 0);
  await mensa.page.getByLabel("Il codice *").fill(STP.toLowerCase());
  await mensa.button("Invia").dblclick();
  await mensa.page.getByRole("heading", { name: "Segnalazione ricevuta" }).waitFor();
  assert.equal(sent.length, 1);
  const [report] = sent[0].reports;
  const { id, sent_at: at, date, ...rest } = report;
  assert.match(id, /^[0-9a-f-]{36}$/);
  assert.match(at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.match(date, /^\d{4}-\d\d-\d\d$/);
  assert.deepEqual(rest, {
    comune: "016024",
    body: { name: "Mensa di quartiere", fiscal_code: "95000000000" },
    consent: true,
    person: { stp: STP, sex: "F", birth_year: 1950 },
    needs: ["meals", "loneliness"],
    request: "meals",
    referred_to: "comune",
  });
  assert.ok(!(await stored(mensa)).includes("Mensa"), "the draft is gone");
  await mensa.accessible("a report that was received");
  await mensa.button("Un’altra segnalazione").click();
  await mensa.page.getByLabel("No, o non l’ho chiesto").check();
  assert.equal(await mensa.page.getByLabel("Nome dell’associazione *").inputValue(), "Mensa di quartiere");
  await mensa.done();
});

test("without consent no identifier is asked for or sent, and what the gateway refuses can be corrected", async () => {
  const mensa = await browser.person("mensa");
  let sent;
  await mensa.page.route("**/v1/sources/terzo-settore/submissions", async (route) => {
    sent = route.request().postDataJSON();
    await route.continue();
  });
  await mensa.at("/report");
  await fill(mensa);
  await mensa.page.getByLabel("No, o non l’ho chiesto").check();
  assert.equal(await mensa.page.getByLabel("Il codice *").count(), 0);
  await mensa.page.getByText("vale come bisogno del territorio").waitFor();
  await mensa.button("Invia").click();
  await mensa.page.getByText(/Segnalazione ricevuta|La segnalazione non è stata accettata/).waitFor();
  assert.ok(!JSON.stringify(sent).includes(STP));
  assert.equal(sent.reports[0].consent, false);
  await mensa.accessible("the answer");
  await mensa.done();
});

test("what the gateway refuses is said beside its field, which takes the focus", async () => {
  const mensa = await browser.person("mensa");
  await mensa.page.route("**/v1/sources/terzo-settore/submissions", async (route) => {
    const answer = await route.fetch();
    const receipt = await answer.json();
    const issue = { severity: "error", code: "not-your-body", message: "not for this body", field: "managed_by", record: 1, outcome: "REJECTED" };
    const counts = { received: 1, accepted: 0, unchanged: 0, quarantined: 0, rejected: 1 };
    await route.fulfill({ response: answer, json: { ...receipt, counts, issues: [issue] } });
  });
  await mensa.at("/report");
  await fill(mensa);
  await mensa.button("Invia").click();
  await mensa.page.getByText("Con questo certificato non si segnala per questa associazione").waitFor();
  await mensa.page.waitForFunction(() => document.activeElement?.id === "report-bodyCode");
  assert.equal(await mensa.page.locator("#report-bodyCode").getAttribute("aria-invalid"), "true");
  assert.doesNotMatch(await mensa.page.locator("main").innerText(), /managed_by|client/);
  await mensa.accessible("a refused report");
  await mensa.done();
});

test("after 30 minutes the form is emptied", async () => {
  const mensa = await browser.person("mensa");
  await mensa.page.clock.install();
  await mensa.at("/report");
  await fill(mensa);
  await mensa.page.clock.fastForward("29:00");
  assert.equal(await mensa.page.getByLabel("Il codice *").inputValue(), STP);
  await mensa.page.clock.fastForward("01:01");
  await mensa.page.getByText("Sono passati 30 minuti").waitFor();
  assert.equal(await mensa.page.getByLabel("Il codice *").count(), 0);
  assert.ok(!(await stored(mensa)).includes("Mensa"));
  await mensa.done();
});

test("after 30 minutes the draft is gone, though another page of the console is open", async () => {
  const mensa = await browser.person("mensa");
  await mensa.page.clock.install();
  await mensa.at("/report");
  await fill(mensa);
  await mensa.page.getByRole("link", { name: "Situazione", exact: true }).click();
  await mensa.page.waitForFunction(() => document.querySelector("h1")?.textContent === "Situazione");
  await mensa.page.clock.fastForward("29:00");
  assert.match(await stored(mensa), /Mensa di quartiere/);
  await mensa.page.clock.fastForward("01:30");
  await mensa.page.waitForFunction(() => sessionStorage.length === 0);
  await mensa.done();
});

test("a tab that was duplicated sends a report of its own", async () => {
  const mensa = await browser.person("mensa");
  await mensa.at("/report");
  await fill(mensa);
  // As "duplicate tab" does: the copy has the first tab's sessionStorage.
  const opened = mensa.page.context().waitForEvent("page");
  await mensa.page.evaluate(() => void window.open(location.href));
  const copy = Object.assign(Object.create(Object.getPrototypeOf(mensa)), { ...mensa, page: await opened });
  await copy.page.getByText("Abbiamo ripreso quello che avevi scritto").waitFor();
  const ids = [];
  for (const [person, year] of [[mensa, "1950"], [copy, "1960"]]) {
    person.page.on("request", (request) => {
      if (request.method() === "POST") ids.push(request.postDataJSON().reports[0].id);
    });
    await person.page.getByLabel("Il codice *").fill(STP);
    await person.page.getByLabel("Anno di nascita").fill(year);
    await person.button("Invia").click();
    await person.page.getByRole("heading", { name: "Segnalazione ricevuta" }).waitFor();
  }
  assert.equal(new Set(ids).size, 2, ids.join(" "));
  await mensa.done();
});

test("it can be filled in by keyboard, and another certificate is told why not", async () => {
  const mensa = await browser.person("mensa");
  await mensa.at("/report");
  await mensa.page.getByLabel("Sì, è d’accordo").focus();
  await mensa.page.keyboard.press("Space");
  await mensa.page.getByLabel("Comune dove vive *").waitFor();
  await mensa.button("Invia").focus();
  await mensa.page.keyboard.press("Enter");
  await mensa.page.getByRole("alert").getByText("campi da completare").waitFor();
  await mensa.page.waitForFunction(() => document.activeElement?.id === "report-comune");
  await mensa.accessible("a form with faults");
  await mensa.done();
  const isola = await browser.person("isola-bergamasca");
  await isola.at("/report");
  await isola.page.getByText("Questo certificato non può segnalare").waitFor();
  await isola.done();
});

test("the form is accessible in both languages, narrow and wide", async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const mensa = await browser.person("mensa", { viewport });
    for (const [lang, yes] of [["en", "Yes, the person agrees"], ["it", "Sì, è d’accordo"]]) {
      await mensa.at(`/report?lang=${lang}`);
      await mensa.page.getByLabel(yes).check();
      await mensa.accessible(`the form ${lang} ${viewport.width}`);
    }
    if (viewport === PHONE) await mensa.picture("report-narrow");
    await mensa.done();
  }
});
