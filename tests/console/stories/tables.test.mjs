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

/** Until the cell has this value, for at most ten seconds. */
async function has(person, column, row, value) {
  for (let at = 0; at < 100 && (await cell(person, column, row).inputValue()) !== value; at += 1) await person.page.waitForTimeout(100);
  assert.equal(await cell(person, column, row).inputValue(), value);
}

async function edit(person, path) {
  await person.at(path);
  await person.button("Modifica").click();
  await person.page.getByRole("row").nth(1).waitFor();
}

test("faults are said as one types, and saving waits until they are corrected", async () => {
  const anna = await browser.person("anna");
  await edit(anna, NEED);
  assert.equal(await anna.button("Salva").isDisabled(), true);
  await cell(anna, "Valida dal", 1).fill("31/12/2017");
  await anna.page.getByText("1 riga con errori").waitFor();
  await anna.page.getByText("Scrivi la data così: 2026-01-31.").waitFor();
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
  await anna.page.getByText("1 aggiunte, 1 cambiate, 1 tolte").first().waitFor();
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
  await anna.page.getByText("2 aggiunte, 0 cambiate, 0 tolte").first().waitFor();
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
  assert.match(await dialog.innerText(), /Numero della richiesta: /);
  await anna.accessible("a refused import");
  await anna.picture("table-import");
  await upload(`${csv}Q1,Quinta,,,UNCHECKED,,,\n`);
  await dialog.getByRole("button", { name: "Importa", exact: true }).click();
  await anna.page.getByText("1 aggiunte, 0 cambiate, 0 tolte").first().waitFor();
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
  await anna.page.getByText("1 aggiunte, 0 cambiate, 0 tolte").first().waitFor();
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
  // Each key is answered within a frame or two; a whole word never takes a second.
  const took = await anna.page.evaluate(async () => {
    const field = document.querySelector('[data-cell="4-comment"]');
    field.focus();
    const begun = performance.now();
    for (const key of "fluida") {
      field.value += key;
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      await new Promise((done) => requestAnimationFrame(done));
    }
    return performance.now() - begun;
  });
  assert.ok(took < 1000, `six keys took ${Math.round(took)} ms`);
  await anna.page.getByText("1 riga modificata").waitFor();
  anna.page.on("dialog", (dialog) => dialog.accept());
  await anna.button("Chiudi senza salvare").click();
  await anna.done();
});

test("tables are accessible on a telephone", async () => {
  const carla = await browser.person("carla", { viewport: PHONE });
  await carla.at("/tables");
  await carla.accessible("the list");
  await carla.picture("tables-narrow");
  for (const view of ["rows", "diff", "history"]) {
    await carla.at(`${NEED}?view=${view}`);
    await carla.accessible(view);
    await carla.picture(`table-${view}-narrow`);
  }
  await carla.at(`${NEED}?view=rows&lang=en`);
  await carla.page.getByRole("button", { name: "Edit", exact: true }).click();
  await carla.page.getByRole("row").nth(1).waitFor();
  await carla.accessible("the editor");
  await carla.picture("table-edit-narrow");
  await carla.done();
});
