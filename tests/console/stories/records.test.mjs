// Records and the documents that bring them: waiting records with their data masked, decisions, dry runs, sending, receipts.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Browser, DESKTOP, gateway, PHONE } from "../support/browser.mjs";

const SUBMISSIONS = "/v1/sources/isola-bergamasca/submissions";
const CANARY = "canarinonascosto"; // a name that must not reach the gateway's log; run_stories.py searches for it
const MARKUP = '<img src=x onerror="document.title=1">';
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

/** One case of Isola Bergamasca about an invented person. */
const caseFile = (id, changes = {}) => ({
  id,
  aggiornata: "2017-05-02T09:00:00Z",
  comune: "016009",
  apertura: "2017-03-02",
  assistito: { cf: "TSTGXZ40A41A794V", sesso: "F", nome: CANARY, nato_il: "1940-01-01" },
  interventi: [{ id: "1", area: "ANZ", codice: "SAD", dal: "2017-03-06", importo: 120.5 }],
  ...changes,
});
const documentOf = (...cases) => JSON.stringify({ ente: "Isola Bergamasca", cartelle: cases }, null, 1);

/** A picture for docs/images/console: what a small window shows, from this part on. */
async function pictureForDocs(person, name, from = "h1") {
  await person.page.setViewportSize({ width: 960, height: 760 });
  await person.page.locator(from).first().evaluate((part) => part.scrollIntoView());
  await person.page.screenshot({ path: join(process.env.PICTURES, `docs-${name}.png`) });
  await person.page.setViewportSize(DESKTOP);
}

/** Sends a document as the system itself does; the person must hold the right. */
async function sendBy(person, ...cases) {
  const answer = await person.page.request.post(gateway + SUBMISSIONS, {
    data: Buffer.from(documentOf(...cases)),
    headers: { "Content-Type": "application/json" },
  });
  assert.equal(answer.status(), 201, await answer.text());
  return answer.json();
}
const choose = (person, name, text) =>
  person.page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });

async function ask(person, name) {
  await person.button(name).click();
  const dialog = person.page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}
/** The waiting record of this id, opened from the list. */
async function openRecord(person, id) {
  await person.at(`/quarantine?record_id=${encodeURIComponent(id)}`);
  await person.page.getByRole("link", { name: id, exact: true }).click();
  await person.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
}

test("waiting records are filtered in the address, paged, and come back with the button back", async () => {
  const admin = await browser.person("administrator");
  assert.equal(await admin.at("/quarantine"), "Casi in attesa");
  assert.equal(await admin.page.locator("tbody tr").count(), 50);
  await admin.picture("quarantine-list");
  await admin.page.getByRole("link", { name: "Pagina successiva" }).click();
  await admin.page.getByText("Non è la prima pagina").waitFor();
  await admin.page.locator("tbody tr").first().waitFor();
  assert.equal(await admin.page.locator("tbody tr").count(), 11);
  await admin.page.goBack();
  await admin.page.getByText("Non è la prima pagina").waitFor({ state: "detached" });

  await admin.page.getByLabel("Codice", { exact: true }).fill("DIS|ADH2");
  await admin.page.getByLabel("Comune", { exact: true }).fill("ambivere");
  await admin.page.keyboard.press("Enter");
  await admin.page.waitForURL(/comune=016009/);
  assert.doesNotMatch(admin.page.url(), /ADH2/, "free text stays out of the address");
  await admin.page.waitForFunction(() => [2, 3].includes(document.querySelectorAll("tbody tr").length));
  const codes = await admin.page.locator("tbody tr").allInnerTexts();
  for (const text of codes) assert.match(text, /DIS\|ADH2[^]*Assistenza domiciliare handicap/);
  await admin.accessible("the filtered list");

  await admin.page.locator("tbody a").first().click();
  await admin.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
  await admin.page.goBack();
  assert.equal(await admin.page.getByLabel("Codice", { exact: true }).inputValue(), "DIS|ADH2");
  await admin.at("/quarantine?until=2001-01-01");
  await admin.page.getByText("Nessuna cartella corrisponde ai filtri").waitFor();
  await admin.page.getByRole("link", { name: "Togli i filtri" }).click();
  await admin.page.locator("tbody tr").first().waitFor();
  await admin.done();
});

test("the code of a person or an unknown Comune in a filter is refused, and reaches neither address nor history", async () => {
  const admin = await browser.person("administrator");
  const asked = [];
  admin.page.on("request", (request) => asked.push(request.url()));
  await admin.at("/quarantine");
  await admin.page.locator("tbody tr").first().waitFor();
  await admin.page.getByLabel("Numero della cartella").fill("tst gxz 40a41 a794v");
  await admin.page.getByLabel("Comune", { exact: true }).fill("Non esiste");
  await admin.button("Filtra").click();
  await admin.page.getByText("Qui non si cerca per codice fiscale").waitFor();
  await admin.page.getByText("Scrivi il nome di un Comune").waitFor();
  assert.ok(await admin.page.locator("tbody tr").count(), "the list stays as it was");
  await admin.accessible("refused filters");
  await admin.at("/audit");
  await admin.page.getByLabel("Oggetto").fill("TSTGXZ40A41A794V");
  await admin.button("Filtra").click();
  await admin.page.getByText("Qui non si cerca per codice fiscale").waitFor();
  assert.equal(await admin.page.evaluate(() => location.search), "");
  assert.deepEqual(asked.filter((url) => /a794v/i.test(url)), []);
  // An address that somebody made by hand loses it at once.
  await admin.at("/quarantine?record_id=TSTGXZ40A41A794V&source=isola-bergamasca");
  assert.equal(await admin.page.evaluate(() => location.search), "?source=isola-bergamasca");
  assert.ok(!asked.some((url) => url.includes("/v1/") && /A794V/i.test(url)));
  await admin.done();
});

test("a waiting record shows why it waits and where, with the data of the person masked", async () => {
  const admin = await browser.person("administrator");
  await admin.at("/quarantine?code=ANZ%7CXX1");
  await admin.page.locator("tbody a").first().click();
  await admin.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
  const text = await admin.page.locator("main").innerText();
  assert.match(text, /Codice «ANZ\|XX1» \(Interventi\)/);
  assert.match(text, /\/cartelle\/\d+\/interventi\/0\/codice/);
  assert.match(text, /\*\*\*/);
  assert.doesNotMatch(text, /TST[A-Z]{3}40A41/);
  await admin.accessible("a waiting record");
  await admin.picture("quarantine-record");
  await pictureForDocs(admin, "waiting-record", ".panel:nth-of-type(2)");
  await admin.button("Rielabora").click();
  await admin.page.getByText(/Completata/).waitFor();
  await admin.done();
});

test("unmasking needs a reason, is audited, and is forgotten when the page is left", async () => {
  const admin = await browser.person("administrator");
  const asked = [];
  admin.page.on("request", (request) => {
    if (/unmask/.test(request.url())) asked.push([request.method(), new URL(request.url()).search]);
  });
  await admin.at("/quarantine?code=ANZ%7CSAD9");
  await admin.page.locator("tbody a").first().click();
  const content = admin.page.locator("main");
  const dialog = await ask(admin, "Mostra in chiaro");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await dialog.getByText("Scrivi il motivo.").waitFor();
  assert.deepEqual(asked, []);
  await admin.accessible("the question for the reason");
  await admin.picture("quarantine-reason");
  await dialog.getByLabel("Motivo").fill("Verifica chiesta dal Comune, prova 4711");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await admin.page.getByText("Dati in chiaro").waitFor();
  assert.deepEqual(asked, [["POST", ""]]);
  assert.match(await content.innerText(), /TST[A-Z]{3}40A41A794[A-Z]/);
  await admin.accessible("the unmasked record");
  const kept = await admin.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]) + location.href);
  assert.doesNotMatch(kept, /40A41|4711/);

  await admin.button("Copri di nuovo").click();
  assert.doesNotMatch(await content.innerText(), /40A41A794/);
  const again = await ask(admin, "Mostra in chiaro");
  await again.getByLabel("Motivo").fill("Seconda verifica, prova 4712");
  await again.getByRole("button", { name: "Conferma", exact: true }).click();
  await admin.page.getByText("Dati in chiaro").waitFor();
  await admin.page.getByRole("link", { name: "Tutti i casi in attesa" }).click();
  await admin.page.locator("tbody tr").first().waitFor();
  assert.match(admin.page.url(), /\?code=ANZ%7CSAD9$/, "the way back leads to the list as it was");
  await admin.page.goForward();
  await admin.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
  assert.doesNotMatch(await content.innerText(), /40A41A794/);

  await admin.at("/audit?action=record.unmask");
  const entries = await admin.page.locator("tbody").innerText();
  assert.match(entries, /prova 4711/);
  assert.match(entries, /Ha visto una cartella in chiaro/);
  await admin.done();
});

test("a question that is being sent cannot be taken back by Escape or Annulla", async () => {
  const admin = await browser.person("administrator");
  await admin.at("/quarantine?code=ANZ%7CSAD9");
  await admin.page.locator("tbody a").first().click();
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await admin.page.route("**/unmask", async (route) => {
    await held;
    await route.continue();
  });
  const dialog = await ask(admin, "Mostra in chiaro");
  await dialog.getByLabel("Motivo").fill("Verifica chiesta dal Comune");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await dialog.getByText("In corso").waitFor();
  assert.ok(await dialog.getByRole("button", { name: "Annulla", exact: true }).isDisabled());
  for (let at = 0; at < 3; at += 1) await admin.page.keyboard.press("Escape");
  assert.ok(await dialog.isVisible(), "the question stays until it is answered");
  answer();
  await admin.page.getByText("Dati in chiaro").waitFor();
  await dialog.waitFor({ state: "detached" });
  await admin.done();
});

test("who may see waiting records but not their data is told which right is missing", async () => {
  const anna = await browser.person("anna");
  await anna.at("/quarantine");
  await anna.page.locator("tbody a").first().click();
  await anna.page.getByText("serve il diritto lettura in chiaro (see-bodies)").waitFor();
  assert.equal(await anna.button("Mostra in chiaro").count(), 0);
  assert.equal(await anna.button("Rielabora").count(), 0);
  await anna.page.getByText("serve il diritto rielaborazione (replay)").waitFor();
  await anna.accessible("a waiting record without rights");
  await anna.at("/quarantine/999999");
  await anna.page.getByText("La cartella non è più in attesa").waitFor();
  await anna.done();
});

test("a record taken over by another Comune is decided with a reason, once", async () => {
  const system = await browser.person("isola-bergamasca");
  await system.at("/me");
  for (const number of [1, 2]) {
    await sendBy(system, caseFile(`TK-${number}`));
    const other = { comune: "016170", aggiornata: "2018-01-01T00:00:00Z", assistito: { sesso: "F", cf: "TSTHXZ40A41A794W", nato_il: "1940-01-01" } };
    const receipt = await sendBy(system, caseFile(`TK-${number}`, other));
    assert.equal(receipt.counts.quarantined, 1, JSON.stringify(receipt));
  }
  const admin = await browser.person("administrator");
  const second = await browser.person("administrator"); // another tab, opened before the decision
  await openRecord(admin, "TK-1");
  await openRecord(second, "TK-1");
  await admin.page.getByRole("heading", { name: "Serve una decisione" }).waitFor();
  await admin.accessible("a record that awaits a decision");
  await admin.picture("quarantine-decision");
  const dialog = await ask(admin, "Accetta la nuova");
  await dialog.getByLabel("Motivo").fill("Trasferimento confermato dai due Comuni");
  await dialog.getByRole("button", { name: "Conferma", exact: true }).click();
  await admin.page.getByText(/Fatto: la cartella TK-1 ora è «accettata»/).waitFor();

  const late = await ask(second, "Tieni quella salvata");
  await late.getByLabel("Motivo").fill("Tardi");
  await late.getByRole("button", { name: "Conferma", exact: true }).click();
  await late.getByRole("alert").waitFor();
  assert.match(await late.innerText(), /Numero della richiesta/);
  await second.done();

  await openRecord(admin, "TK-2");
  const keep = await ask(admin, "Tieni quella salvata");
  await keep.getByLabel("Motivo").fill("Errore di numerazione");
  await keep.getByRole("button", { name: "Conferma", exact: true }).click();
  await admin.page.getByText(/Fatto: la cartella TK-2 ora è «respinta»/).waitFor();
  await admin.done();
  await system.done();
});

test("each code of a record is explained, of one that waits and of one that counts", async () => {
  const admin = await browser.person("administrator");
  await openRecord(admin, "IB-61");
  await admin.button("Spiega").click();
  const told = admin.page.locator(".explain");
  await told.getByRole("heading", { name: /Contenuto che attende/ }).waitFor();
  assert.match(await told.innerText(), /ANZ\|SAD9[^]*Assistenza domiciliare integrata/);
  await admin.accessible("a record that waits, explained");
  const asked = [];
  admin.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await admin.at("/quarantine");
  await admin.page.locator("#explain-source").selectOption("isola-bergamasca");
  await admin.page.getByLabel("Cartella da spiegare").fill("TSTGXZ40A41A794V");
  await admin.button("Spiega").click();
  await admin.page.getByText("Qui non si cerca per codice fiscale").waitFor();
  assert.ok(!asked.some((path) => /explain/.test(path)));
  await admin.page.getByLabel("Cartella da spiegare").fill("IB-1");
  await admin.button("Spiega").click();
  await told.getByRole("heading", { name: /Contenuto che conta/ }).waitFor();
  const text = await told.innerText();
  assert.match(text, /intervento 1, tipo[^]*anziani\.[a-z-]+[^]*Tabella «Interventi», versione \d+/);
  assert.equal(await admin.page.evaluate(() => location.search), "", "the number is in no address");
  await admin.accessible("an accepted record, explained");
  await admin.done();
});

test("a document with faults is tried, corrected and sent; a double click sends it once", async () => {
  const system = await browser.person("isola-bergamasca");
  assert.equal(await system.at("/submissions"), "Invii");
  const before = await system.page.locator("tbody tr").count();
  await system.button("Invia").click();
  await system.page.getByText("Scegli prima un file.").waitFor();
  await system.picture("submissions-list");

  const faulty = documentOf(
    caseFile("UP-1", { apertura: "2017-02-30" }),
    caseFile("UP-2", { apertura: "2017-02-31" }),
    caseFile("UP-3", { interventi: [{ id: "1", area: "ANZ", codice: MARKUP, dal: "2017-03-06", descrizione: MARKUP }] }),
    caseFile("UP-4"),
  );
  await choose(system, "cartelle.json", faulty);
  await system.button("Prova").click();
  await system.page.getByRole("heading", { name: "Esito della prova" }).waitFor();
  await system.page.getByText("Niente è stato salvato.").waitFor();
  const said = await system.page.locator(".upload-result").innerText();
  const lines = faulty.split("\n");
  for (const day of ["2017-02-30", "2017-02-31"]) {
    const line = lines.findIndex((each) => each.includes(day)) + 1;
    assert.match(said, new RegExp(`riga ${line}, colonna`), said);
  }
  assert.match(said, /Una data non è leggibile/);
  assert.match(said, /in 2 punti/);
  assert.ok(said.includes(MARKUP), "markup is shown as text");
  assert.equal(await system.page.locator("main img").count(), 0);
  await system.accessible("the result of a dry run");
  await system.picture("submissions-dry-run");
  assert.equal(await system.page.locator("table").last().locator("tbody tr").count(), before, "a dry run stores nothing");

  // The picture of the guide: faults as they happen, not those of an attacker.
  const usual = { interventi: [{ id: "1", area: "DIS", codice: "CDD7", dal: "2017-03-06", descrizione: "Centro diurno disabili" }] };
  await choose(system, "cartelle.json", documentOf(caseFile("UP-1", { apertura: "2017-02-30" }), caseFile("UP-2", usual), caseFile("UP-4")));
  await system.button("Prova").click();
  await system.page.getByText("Codice «DIS|CDD7» della tabella «Interventi»").waitFor();
  await pictureForDocs(system, "dry-run", ".upload-result");

  const sent = [];
  system.page.on("request", (request) => {
    if (request.method() === "POST") sent.push([request.headers()["idempotency-key"], new URL(request.url()).search]);
  });
  await choose(system, "cartelle.json", documentOf(caseFile("UP-1"), caseFile("UP-2"), caseFile("UP-4")));
  await system.button("Invia").dblclick();
  await system.page.getByRole("heading", { name: "Ricevuta", exact: true }).waitFor();
  assert.equal(sent.length, 1);
  assert.match(sent[0][0], /^[0-9a-f-]{36}$/);
  assert.equal(sent[0][1], "");
  assert.match(await system.page.locator(".totals").innerText(), /Accettate\s*3/);
  await system.button("Invia").click();
  await system.page.getByText("era già stato inviato").waitFor();
  assert.equal(sent[1][0], sent[0][0]);
  await system.page.getByRole("link", { name: "Apri la ricevuta" }).click();
  await system.page.getByText(/^Ricevuta 01/).waitFor();
  await system.page.getByText("Nessun errore.").waitFor();
  await system.page.reload();
  assert.equal(await system.heading(), "Invii");
  await system.done();
});

test("a receipt explains its faults in both languages, narrow and wide", async () => {
  for (const viewport of [undefined, PHONE]) {
    const system = await browser.person("isola-bergamasca", viewport ? { viewport } : {});
    await system.at("/submissions");
    const receipt = await sendBy(system, caseFile("RC-1", { apertura: "2017-13-01" }), caseFile("RC-2", { comune: "" }), caseFile(MARKUP));
    for (const [lang, words] of [["it", /Una data non è leggibile/], ["en", /A date cannot be read/]]) {
      await system.at(`/submissions/${receipt.id}?lang=${lang}`);
      assert.match(await system.page.locator("main").innerText(), words);
      await system.accessible(`a receipt, ${lang}`);
    }
    await system.at(`/submissions/${receipt.id}?lang=it`);
    await system.picture(`submissions-receipt-${viewport ? "narrow" : "wide"}`);
    await system.at("/submissions/01JD3ZK7Q8X9V5T2M4N6P8R0S1");
    await system.page.getByText("Invio non trovato").waitFor();
    await system.done();
  }
});

test("what cannot be read, looks wrong, changed or was lost is said", async () => {
  const system = await browser.person("isola-bergamasca");
  await system.at("/submissions");
  await choose(system, "altro.xml", "<cartelle/>");
  await system.page.getByText("Il file sembra XML, ma questo sistema invia JSON").waitFor();
  await system.button("Prova").click();
  const alert = system.page.getByRole("alert");
  await alert.getByText("Il documento non è leggibile").waitFor();
  await alert.getByText(/Numero della richiesta/).waitFor();
  await system.accessible("a refused document");

  await choose(system, "rotto.json", `${documentOf(caseFile("BR-1"), caseFile("BR-2")).slice(0, -40)}`);
  await system.button("Invia").click();
  await alert.getByText("Il documento si interrompe").waitFor();
  await system.page.locator("tbody tr").filter({ hasText: "Interrotto" }).waitFor();
  await system.picture("submissions-truncated");

  await choose(system, "vuoto.json", "");
  await system.button("Invia").click();
  await system.page.getByText("Il file è vuoto").waitFor();

  await choose(system, "cartelle.json", documentOf(caseFile("OFF-1")));
  await system.page.context().setOffline(true);
  await system.button("Invia").click();
  await alert.getByText("Il gateway non risponde").waitFor();
  await system.page.context().setOffline(false);
  await system.button("Invia").click();
  await system.page.getByRole("heading", { name: "Ricevuta", exact: true }).waitFor();
  await system.done();
});

test("a file is dropped on the page; one that changed after it was chosen is not sent", async () => {
  const system = await browser.person("isola-bergamasca");
  await system.at("/submissions");
  const data = await system.page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "trascinato.json", { type: "application/json" }));
    return transfer;
  }, documentOf(caseFile("DR-1")));
  await system.page.dispatchEvent(".drop", "dragover", { dataTransfer: data });
  await system.page.dispatchEvent(".drop", "drop", { dataTransfer: data });
  await system.page.getByText(/^trascinato\.json, /).waitFor();
  await system.button("Prova").click();
  await system.page.getByRole("heading", { name: "Esito della prova" }).waitFor();
  assert.match(await system.page.locator(".totals").innerText(), /Accettate\s*1\s*a posto: si possono inviare/);

  const folder = mkdtempSync(join(tmpdir(), "raccordo-console-"));
  try {
    const path = join(folder, "cartelle.json");
    writeFileSync(path, documentOf(caseFile("CH-1")));
    await system.page.locator('input[type="file"]').setInputFiles(path);
    await system.page.getByText(/^cartelle\.json, /).waitFor();
    writeFileSync(path, documentOf(caseFile("CH-1"), caseFile("CH-2")));
    await system.button("Invia").click();
    await system.page.getByRole("alert").getByText("Il file è cambiato").waitFor();
  } finally {
    rmSync(folder, { recursive: true });
  }
  await system.done();
});

test("a large document is answered 202 and followed until its receipt is there", async () => {
  const system = await browser.person("isola-bergamasca");
  await system.at("/submissions");
  const note = "x".repeat(40_000);
  const cases = Array.from({ length: 300 }, (_, at) => caseFile(`BIG-${at}`, { note }));
  const folder = mkdtempSync(join(tmpdir(), "raccordo-console-"));
  writeFileSync(join(folder, "grande.json"), documentOf(...cases));
  await system.page.locator('input[type="file"]').setInputFiles(join(folder, "grande.json"));
  const statuses = [];
  system.page.on("response", (response) => {
    if (response.url().endsWith("/submissions") && response.request().method() === "POST") statuses.push(response.status());
  });
  await system.button("Invia").click();
  await system.page.getByRole("heading", { name: "Ricevuta", exact: true }).waitFor({ timeout: 60_000 });
  assert.deepEqual(statuses, [202]);
  assert.match(await system.page.locator(".totals").innerText(), /Cartelle\s*300/);
  rmSync(folder, { recursive: true });
  await system.done();
});

test("a megabyte in one cell is cut until it is asked for, and leaving in the middle harms nothing", async () => {
  const admin = await browser.person("administrator");
  await admin.page.route("**/v1/quarantine/records?*", async (route) => {
    const answer = await route.fetch();
    const body = await answer.json();
    body.items[0].waiting = [{ table: "intervention", code: "X".repeat(1_000_000), label: `<b>${"y ".repeat(500_000)}` }];
    await route.fulfill({ response: answer, json: body });
  });
  await admin.at("/quarantine");
  const cell = admin.page.locator("tbody tr").first();
  assert.ok((await cell.innerText()).length < 2000);
  await admin.accessible("a megabyte in a cell");
  await cell.getByRole("button", { name: /Mostra tutto/ }).first().click();
  await cell.getByRole("button", { name: "Mostra meno" }).waitFor();
  await admin.accessible("a megabyte in a cell, shown");
  await admin.page.unroute("**/v1/quarantine/records?*");
  await admin.page.getByRole("link", { name: "Registro", exact: true }).click();
  await admin.page.goBack();
  await admin.page.goForward();
  assert.equal(await admin.heading(), "Registro");
  await admin.done();
});

test("by keyboard alone: a record is found and unmasked, a document is tried", async () => {
  const admin = await browser.person("administrator");
  await admin.at("/quarantine");
  const key = (name) => admin.page.keyboard.press(name);
  const focused = () => admin.page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");
  for (let i = 0; i < 60 && !/^IB-/.test(await focused()); i += 1) await key("Tab");
  await key("Enter");
  await admin.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
  for (let i = 0; i < 40 && (await focused()) !== "Mostra in chiaro"; i += 1) await key("Tab");
  await key("Enter");
  await admin.page.getByRole("dialog").waitFor();
  await admin.page.keyboard.type("Solo tastiera");
  if (!(await admin.page.getByLabel("Motivo").inputValue())) {
    await key("Tab");
    await admin.page.keyboard.type("Solo tastiera");
  }
  await key("Tab");
  await key("Tab");
  await key("Enter");
  await admin.page.getByText("Dati in chiaro").waitFor();
  await admin.done();

  const system = await browser.person("isola-bergamasca");
  await system.at("/submissions");
  await choose(system, "cartelle.json", documentOf(caseFile("KB-1")));
  await system.page.locator('input[type="file"]').focus();
  await system.page.keyboard.press("Tab");
  await system.page.keyboard.press("Enter");
  await system.page.getByRole("heading", { name: "Esito della prova" }).waitFor();
  await system.page.waitForFunction(() => document.activeElement?.textContent === "Esito della prova");
  await system.done();
});
