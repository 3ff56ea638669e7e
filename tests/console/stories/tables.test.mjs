// Tables: editing with faults as one types, keyboard, paste, import and export, a conflict of two editors, and 100,000 rows.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { Browser, gateway, PHONE } from "../support/browser.mjs";

const NEED = "/tables/isola-bergamasca/need";
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

const cell = (person, column, row) => person.page.getByLabel(new RegExp(`^${column}, riga ${row}(:|$)`));

/** Until the cell has this value. */
async function has(person, column, row, value) {
  assert.equal(await person.until(() => cell(person, column, row).inputValue(), (seen) => seen === value), value);
}

/** All rows in sight have their fields, which are drawn a few rows a frame. */
const fieldsDrawn = (person) =>
  person.page.waitForFunction(() => document.querySelector("[data-cell]") && !document.querySelector(".vrow-text"));

async function edit(person, path) {
  await person.at(path);
  await person.button("Modifica").click();
  await fieldsDrawn(person);
}

test("faults are said as one types, and saving waits until they are corrected", async () => {
  const anna = await browser.person("anna");
  await edit(anna, NEED);
  assert.equal(await anna.button("Salva").isDisabled(), true);
  await cell(anna, "Valida dal", 1).fill("31/02/2017");
  await anna.page.getByText("1 riga con errori").waitFor();
  await anna.page.getByText("Scrivi la data così: 31/01/2026.").waitFor();
  await cell(anna, "Voce del vocabolario", 2).fill("nessuna-voce");
  await anna.page.getByText("2 righe con errori").waitFor();
  assert.equal(await anna.button("Salva").isDisabled(), true);
  await anna.accessible("the editor with faults");
  await anna.picture("table-edit");
  await cell(anna, "Valida dal", 1).fill("2017-01-01");
  const good = await cell(anna, "Voce del vocabolario", 3).inputValue();
  await cell(anna, "Voce del vocabolario", 2).fill(good);
  await anna.page.getByText("0 righe con errori").waitFor();
  await cell(anna, "Nota", 1).press("ArrowDown");
  await anna.page.waitForFunction(() => document.activeElement?.getAttribute("data-cell") === "1-comment");
  await anna.button("Salva").click();
  await anna.page.getByText("Salvata come bozza: versione 2.").waitFor();
  await anna.page.getByText("Righe aggiunte: 1, cambiate: 1, tolte: 1").first().waitFor();
  // An example that would be read otherwise is told in words, without JSON and without English.
  const example = anna.page.locator(".impact .alert-danger > ul > li").first();
  await example.waitFor();
  assert.match(await example.innerText(), /^Riga 1 di usual\.expected\.ndjson\s+bisogno 1, codice: diventa codice «B01», che nessuna riga associa, invece di «daily-living»/);
  assert.equal(await anna.page.locator(".impact [lang=en]").count(), 0);
  await anna.picture("table-diff");
  await anna.done();
});

test("cells of a spreadsheet are pasted, and the search fills the shared code", async () => {
  const anna = await browser.person("anna");
  await edit(anna, "/tables/isola-bergamasca/channel");
  await anna.button("Aggiungi una riga").click();
  await anna.page.waitForFunction(() => document.activeElement?.getAttribute("data-cell")?.endsWith("-source_code"));
  await anna.page.evaluate(() => {
    const data = new DataTransfer();
    data.setData("text/plain", "N1\tSportello nuovo\r\nN2\tAltro sportello\r\n");
    document.activeElement?.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await anna.page.waitForFunction(() => !document.querySelector(".vrow-text")); // every row has its fields
  await fieldsDrawn(anna);
  const codes = await anna.page.locator("[data-cell$=source_code]").evaluateAll((all) => all.map((each) => each.value));
  assert.deepEqual(codes.slice(-2), ["N1", "N2"]);
  const search = anna.page.getByRole("combobox", { name: "Cerca nel vocabolario" });
  await search.fill("ospedale");
  await anna.page.getByRole("listbox").getByRole("option").first().waitFor();
  await search.press("Enter");
  const row = codes.length - 1;
  assert.notEqual(await cell(anna, "Voce del vocabolario", row).inputValue(), "");
  await anna.button("Salva").click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  await anna.page.getByText("Righe aggiunte: 2, cambiate: 0, tolte: 0").first().waitFor();
  await anna.done();
});

test("two editors: the second is told what the first changed, and loses nothing", async () => {
  const anna = await browser.person("anna");
  const carla = await browser.person("carla");
  await edit(anna, "/tables/isola-bergamasca/closure");
  await edit(carla, "/tables/isola-bergamasca/closure");
  await cell(carla, "Nota", 1).fill("di carla");
  await cell(anna, "Nota", 2).fill("di anna");
  await carla.button("Salva").click();
  await carla.page.getByText(/Salvata come bozza/).waitFor();
  await anna.button("Salva").click();
  const dialog = anna.page.getByRole("dialog", { name: "Intanto la tabella è cambiata" });
  await dialog.getByText(/carla ha salvato la versione 2/).waitFor();
  await dialog.getByText("di carla").first().waitFor();
  await anna.accessible("the conflict");
  await anna.picture("table-conflict");
  await anna.button("Riapplica le mie modifiche").click();
  await has(anna, "Nota", 1, "di carla");
  await has(anna, "Nota", 2, "di anna");
  await anna.button("Salva").click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  const saved = await (await anna.page.request.get(`${gateway}/v1/tables/isola-bergamasca/closure`)).json();
  assert.deepEqual(saved.rows.slice(0, 2).map((row) => row.comment), ["di carla", "di anna"]);
  await anna.done();
  await carla.done();
});

const tableApi = async (person, table, version = "") => {
  const read = await person.page.request.get(`${gateway}/v1/tables/isola-bergamasca/${table}${version}`);
  return { ...(await read.json()), etag: read.headers().etag };
};

/** Changes a table behind the pages that show it; `change` gets its rows. */
async function changeBehind(person, table, change) {
  const read = await tableApi(person, table);
  change(read.rows);
  const put = await person.page.request.put(`${gateway}/v1/tables/isola-bergamasca/${table}`, {
    headers: { "If-Match": read.etag, "Content-Type": "application/json" },
    data: JSON.stringify({ rows: read.rows }),
  });
  assert.equal(put.status(), 200, await put.text());
  return (await put.json()).version;
}

async function stepBehind(person, table, step, version, reason = "prova") {
  const done = await person.page.request.post(`${gateway}/v1/tables/isola-bergamasca/${table}/${step}`, {
    headers: { "Content-Type": "application/json" },
    data: JSON.stringify({ version, reason, force: false }),
  });
  assert.equal(done.status(), 200, await done.text());
}

test("where both changed the same row one chooses; who did what meanwhile is said, with old and new labels", async () => {
  const anna = await browser.person("anna");
  const carla = await browser.person("carla");
  await edit(anna, "/tables/isola-bergamasca/management");
  await cell(anna, "Nota", 1).fill("nota di anna");
  await cell(anna, "Nota", 2).fill("anche di anna");
  let oldLabel = "";
  let code = "";
  const version = await changeBehind(carla, "management", (rows) => {
    code = rows[0].source_code;
    oldLabel = rows[0].source_label;
    rows[0].comment = "nota di carla";
    rows[0].source_label = "Etichetta di carla";
  });
  await stepBehind(carla, "management", "submit", version, "pronta");
  await anna.button("Salva").click();
  const dialog = anna.page.getByRole("dialog", { name: "Intanto la tabella è cambiata" });
  await dialog.getByText(`carla ha salvato la versione ${version}`).waitFor();
  await dialog.getByText(`carla ha inviato in revisione la versione ${version}`).waitFor();
  await dialog.getByText("se salvi le tue modifiche torna bozza").waitFor();
  const changed = await dialog.locator("tr.diff-changed").innerText();
  assert.ok(changed.includes(oldLabel) && changed.includes("Etichetta di carla"), changed);
  await anna.accessible("a conflict with choices");
  await anna.picture("table-choices");
  await dialog.getByRole("radio", { name: `La loro, codice ${code}`, exact: true }).check();
  await anna.button("Riapplica le mie modifiche").click();
  await has(anna, "Nota", 1, "nota di carla");
  await has(anna, "Descrizione del sistema", 1, "Etichetta di carla");
  await has(anna, "Nota", 2, "anche di anna");
  await anna.button("Salva").click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  const { rows } = await tableApi(anna, "management");
  assert.deepEqual(rows.slice(0, 2).map((row) => row.comment), ["nota di carla", "anche di anna"]);
  assert.equal(rows[0].source_label, "Etichetta di carla");
  await edit(anna, "/tables/isola-bergamasca/management?view=rows");
  await cell(anna, "Nota", 2).fill("dopo lo scarto");
  await stepBehind(carla, "management", "discard", version, "si ricomincia");
  await anna.button("Salva").click();
  await dialog.getByText(`carla ha scartato la versione ${version}`).waitFor();
  await dialog.getByText("si ricomincia").waitFor();
  await anna.done();
  await carla.done();
});

test("while a save is on its way the rows are locked, and the button back asks before another version is shown", async () => {
  const anna = await browser.person("anna");
  await changeBehind(anna, "unit", (rows) => (rows[1].comment = "bozza"));
  await anna.at("/tables/isola-bergamasca/unit?version=1&view=rows");
  await anna.page.getByRole("link", { name: "Torna a quella attuale", exact: true }).click();
  await anna.page.waitForFunction(() => location.search === "");
  await anna.button("Modifica").click();
  await cell(anna, "Nota", 1).fill("da non perdere");
  const asked = [];
  anna.page.on("dialog", (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await anna.page.evaluate(() => {
    window.moves = 0;
    addEventListener("popstate", () => (window.moves += 1));
    history.back();
  });
  await anna.page.waitForFunction(() => window.moves === 2); // back, and forward again
  assert.doesNotMatch(anna.page.url(), /version/);
  assert.deepEqual(asked, ["Le modifiche non sono salvate. Lasciare la pagina?"]);
  assert.equal(await cell(anna, "Nota", 1).inputValue(), "da non perdere");

  let release;
  const held = new Promise((done) => {
    release = done;
  });
  await anna.page.route("**/v1/tables/isola-bergamasca/unit", async (route) => {
    if (route.request().method() === "PUT") await held;
    await route.continue();
  });
  await anna.button("Salva").click();
  await anna.page.getByText("Salvataggio in corso").waitFor();
  assert.equal(await cell(anna, "Nota", 2).isDisabled(), true);
  assert.equal(await anna.button("Aggiungi una riga").isDisabled(), true);
  release();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  assert.equal((await tableApi(anna, "unit")).rows[0].comment, "da non perdere");
  await anna.done();
});

test("a reviewer approves only what the page has shown; a reason may have two lines", async () => {
  const anna = await browser.person("anna");
  const bruno = await browser.person("bruno");
  const version = await changeBehind(anna, "request", (rows) => (rows[0].comment = "innocua"));
  await stepBehind(anna, "request", "submit", version);
  await bruno.at("/tables/isola-bergamasca/request");
  await bruno.page.getByText("innocua").first().waitFor();
  await changeBehind(anna, "request", (rows) => (rows[1].comment = "mai vista"));
  await stepBehind(anna, "request", "submit", version);
  const approve = async () => {
    await bruno.button("Approva").click();
    const question = bruno.page.getByRole("dialog");
    await question.getByLabel("Motivo").fill("prima riga\nseconda riga");
    await question.getByRole("button", { name: "Conferma", exact: true }).click();
    await question.waitFor({ state: "detached" });
  };
  await approve();
  const alert = bruno.page.getByRole("alert");
  await alert.getByText("non è stato fatto nulla").waitFor();
  await alert.getByText("mai vista").waitFor();
  await alert.getByText(`anna ha inviato in revisione la versione ${version}`).waitFor();
  await bruno.accessible("a version that changed meanwhile");
  await bruno.picture("table-overtaken");
  assert.equal((await tableApi(bruno, "request")).state, "IN_REVIEW");
  await bruno.page.locator("section.alert ~ * tr.diff-changed").filter({ hasText: "mai vista" }).waitFor(); // the page shows the new version
  await approve();
  await bruno.page.getByText("Approvata").first().waitFor();
  const approved = await tableApi(bruno, "request");
  assert.deepEqual([approved.state, approved.reason], ["APPROVED", "prima riga seconda riga"]);
  assert.equal(await alert.count(), 0);
  await bruno.done();
  await anna.done();
});

test("the editor by keyboard: the focus is never lost, and the search is one key away", async () => {
  const anna = await browser.person("anna");
  await anna.at("/tables/isola-bergamasca/household");
  await anna.button("Modifica").press("Enter");
  const focusIs = (spot) => anna.page.waitForFunction((at) => document.activeElement?.getAttribute("data-cell") === at, spot);
  await focusIs("0-source_code");
  await cell(anna, "Voce del vocabolario", 2).press("F2");
  await anna.page.waitForFunction(() => document.activeElement?.getAttribute("role") === "combobox");
  await anna.page.keyboard.press("Escape");
  await focusIs("1-target_code");
  const { rows } = await tableApi(anna, "household");
  await anna.page.keyboard.press("Control+End");
  await focusIs(`${rows.length - 1}-target_code`);
  await anna.page.keyboard.press("Control+Home");
  await focusIs("0-target_code");
  await anna.page.getByRole("button", { name: "Togli la riga 2", exact: true }).press("Enter");
  await anna.page.getByText("1 riga modificata").waitFor();
  await focusIs("1-remove");
  await anna.button("Annulla l’ultima modifica").click();
  await anna.button("Chiudi senza salvare").press("Enter");
  await anna.page.waitForFunction(() => document.activeElement?.textContent === "Modifica");
  await anna.done();
});

test("a file is imported over somebody else's changes only after they were shown", async () => {
  const anna = await browser.person("anna");
  const carla = await browser.person("carla");
  await anna.at("/tables/isola-bergamasca/citizenship?view=rows");
  await anna.button("Importa un file").click();
  const dialog = anna.page.getByRole("dialog");
  const csv = await (await anna.page.request.get(`${gateway}/v1/tables/isola-bergamasca/citizenship?version=1&format=csv`)).text();
  const file = { name: "citizenship.csv", mimeType: "text/csv", buffer: Buffer.from(`${csv}Q1,Nuova,,,UNCHECKED,,,\n`) };
  await dialog.getByLabel(/^File/).setInputFiles(file);
  await changeBehind(carla, "citizenship", (rows) => (rows[0].comment = "di carla"));
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await dialog.getByText(/carla ha salvato la versione 2/).waitFor();
  await dialog.getByText("di carla").waitFor();
  await anna.accessible("an import over a change");
  await dialog.getByRole("button", { name: "Importa lo stesso", exact: true }).click();
  await anna.page.getByText("Righe aggiunte: 1, cambiate: 0, tolte: 0").first().waitFor();
  await anna.done();
  await carla.done();
});

test("a file with faults is refused with every row, a correct one becomes a draft; exports are downloads", async () => {
  const anna = await browser.person("anna");
  await anna.at("/tables/bergamo/need");
  const [download] = await Promise.all([
    anna.page.waitForEvent("download"),
    anna.page.getByRole("link", { name: "Esporta CSV" }).click(),
  ]);
  const csv = readFileSync(await download.path(), "utf8");
  assert.match(csv, /^source_code,source_label,target_code/);
  await anna.button("Importa un file").click();
  const dialog = anna.page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await dialog.getByText("Scegli un file.").waitFor();
  const upload = (text) => dialog.getByLabel(/^File/).setInputFiles({ name: "need.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await upload(`${csv}Q1,Quinta,nessuna,equivalent,APPROVED,,,\nQ2,Sesta,,equivalent,FORSE,,,\n`);
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await dialog.getByRole("row").first().waitFor();
  const rows = csv.trim().split("\n").length;
  const faults = await dialog.getByRole("row").allInnerTexts();
  assert.ok(faults.some((text) => text.includes(`Riga ${rows + 1}`)) && faults.some((text) => text.includes(`Riga ${rows + 2}`)), faults.join("; "));
  assert.ok(faults.some((text) => text.includes("non è nel vocabolario \"need\"")), faults.join("; "));
  assert.ok(faults.some((text) => text.includes("non è uno dei valori ammessi")), faults.join("; "));
  assert.equal(await dialog.locator(".faults [lang=en]").count(), 0);
  assert.match(await dialog.innerText(), /Numero della richiesta: /);
  await anna.accessible("a refused import");
  await anna.picture("table-import");
  await upload(`${csv}Q1,Quinta,,,UNCHECKED,,,\n`);
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await anna.page.getByText("Righe aggiunte: 1, cambiate: 0, tolte: 0").first().waitFor();
  await anna.at("/tables/bergamo/need?view=rows");
  const [map] = await Promise.all([
    anna.page.waitForEvent("download"),
    anna.page.getByRole("link", { name: "Esporta ConceptMap" }).click(),
  ]);
  assert.equal(JSON.parse(readFileSync(await map.path(), "utf8")).resourceType, "ConceptMap");
  await anna.button("Importa un file").click();
  await dialog.getByLabel(/^File/).setInputFiles({ name: "need.json", mimeType: "application/json", buffer: readFileSync(await map.path()) });
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  await anna.page.getByText("Righe aggiunte: 1, cambiate: 0, tolte: 0").first().waitFor();
  await anna.done();
});

test("100,000 rows stay fluid", async () => {
  const anna = await browser.person("anna");
  const table = `${gateway}/v1/tables/treviglio/need`;
  const read = await anna.page.request.get(table);
  const lines = ["source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment"];
  for (let at = 0; at < 100_000; at += 1) lines.push(`K${at},Voce ${at},,,UNCHECKED,,,`);
  const put = await anna.page.request.put(table, {
    headers: { "If-Match": read.headers().etag, "Content-Type": "text/csv" },
    data: lines.join("\n") + "\n",
  });
  assert.equal(put.status(), 200, await put.text());
  await anna.at("/tables/treviglio/need?view=rows");
  await anna.page.getByText("100.000 di 100.000 righe").waitFor();
  assert.ok((await anna.page.getByRole("row").count()) < 80, "only rows in sight are drawn");
  await anna.page.locator(".vlist").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  await anna.page.getByText("K99999", { exact: true }).waitFor();
  await anna.button("Modifica").click();
  await cell(anna, "Nota", 5).waitFor();
  // Each key is answered within a frame or two; a whole word never needs a second of the processor.
  const took = await anna.busy(() =>
    anna.page.evaluate(async () => {
      const field = document.querySelector('[data-cell="4-comment"]');
      field.focus();
      for (const key of "fluida") {
        field.value += key;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        await new Promise((done) => requestAnimationFrame(done));
      }
    }),
  );
  assert.ok(took > 0 && took < 1000, `six keys took ${took} ms`);
  await anna.page.getByText("1 riga modificata").waitFor();
  anna.page.on("dialog", (dialog) => dialog.accept());
  await anna.button("Chiudi senza salvare").click();
  await anna.done();
});

test("tables and their views are accessible in both languages, on a telephone and on a wide screen", async () => {
  const edit = { it: "Modifica", en: "Edit" };
  for (const [width, viewport] of Object.entries({ narrow: PHONE, wide: undefined })) {
    const carla = await browser.person("carla", { viewport });
    for (const language of ["it", "en"]) {
      const look = async (what) => {
        await carla.accessible(`${what}, ${language}, ${width}`);
        await carla.picture(`${what}-${language}-${width}`);
      };
      await carla.at(`/tables?lang=${language}`);
      await look("tables");
      for (const view of ["rows", "diff", "history"]) {
        await carla.at(`${NEED}?view=${view}&lang=${language}`);
        await look(`table-${view}`);
      }
      await carla.at(`${NEED}?view=rows&lang=${language}`);
      await carla.page.getByRole("button", { name: edit[language], exact: true }).click();
      await carla.page.getByRole("row").nth(1).waitFor();
      await look("table-edit");
    }
    await carla.done();
  }
});

test("what a spreadsheet would run as a formula is marked, and is text in the file for spreadsheets", async () => {
  const anna = await browser.person("anna");
  const address = `${gateway}/v1/tables/bergamo/management`;
  const read = await anna.page.request.get(address);
  const { rows } = await read.json();
  const formula = "=cmd|' /C calc'!A0";
  const put = await anna.page.request.put(address, {
    headers: { "If-Match": read.headers().etag, "Content-Type": "application/json" },
    data: JSON.stringify({ rows: [...rows, { source_code: "=1+1", source_label: formula, status: "UNCHECKED" }] }),
  });
  assert.equal(put.status(), 200, await put.text());
  await anna.at("/tables/bergamo/management?view=rows");
  await anna.page.getByLabel(/^Filtra/).fill("calc");
  assert.equal(await anna.page.locator(".vrow .formula-mark").count(), 2);
  await anna.accessible("marked formulas");
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.button("Esporta per foglio di calcolo").click()]);
  const file = readFileSync(await download.path());
  assert.match(file.toString("utf8"), /^\uFEFFsource_code;source_label;/);
  assert.ok(file.toString("utf8").includes(`\n'=1+1;'${formula};`));
  await anna.button("Importa un file").click();
  const dialog = anna.page.getByRole("dialog");
  await dialog.getByLabel(/^File/).setInputFiles({ name: "foglio.csv", mimeType: "text/csv", buffer: file });
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await anna.page.getByText("Righe aggiunte: 1, cambiate: 0, tolte: 0").first().waitFor();
  const stored = await (await anna.page.request.get(`${address}?format=csv&version=2`)).text();
  assert.ok(stored.includes(`=1+1,${formula},`), "without the apostrophes of the file for spreadsheets");
  await anna.done();
});
