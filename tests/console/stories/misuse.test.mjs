// What people do by mistake, and what others may send on purpose: pasted garbage, a megabyte in a cell, markup in every text, a
// double click on every button, the button back in the middle, the same page in two tabs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, gateway } from "../support/browser.mjs";

const MARKUP = '<img src=x onerror="document.title=1">';
const SCRIPT = "<script>document.title=2</script>";
const NEED = "/tables/isola-bergamasca/need";
const CHANNEL = "/tables/isola-bergamasca/channel";
const CLOSURE = "/tables/isola-bergamasca/closure";
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

const cell = (person, column, row) => person.page.getByLabel(new RegExp(`^${column}, riga ${row}(:|$)`));

/** All rows in sight have their fields, which are drawn a few rows a frame. */
const fieldsDrawn = (person) =>
  person.page.waitForFunction(() => document.querySelector("[data-cell]") && !document.querySelector(".vrow-text"));

async function edit(person, path) {
  await person.at(path);
  await person.button("Modifica").click();
  await fieldsDrawn(person);
}

/** Pastes into the field that has the focus, as a spreadsheet does. */
const paste = (person, text) =>
  person.page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData("text/plain", pasted);
    document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);

/** The page shows this text, somewhere. */
async function reads(person, text, where) {
  const isThere = () => person.page.evaluate((wanted) => document.body.innerText.includes(wanted), text);
  const found = await person.until(isThere, Boolean);
  assert.ok(found, `${where}: ${(await person.page.locator("main").innerText()).slice(0, 3000)}`);
}

/** Nothing of a text became an element or ran. */
async function isOnlyText(person, where) {
  assert.equal(await person.page.locator('img[src="x"], script:not([src])').count(), 0, where);
  assert.doesNotMatch(await person.page.title(), /^[12]$/, where);
}

/** Two answers to one question of the browser ("Lasciare la pagina?"), given in order. */
function answers(person, ...given) {
  const asked = [];
  person.page.on("dialog", async (dialog) => {
    asked.push(dialog.message());
    await (given[asked.length - 1] ? dialog.accept() : dialog.dismiss());
  });
  return asked;
}

test("pasted garbage is marked, harms nothing and is undone at once", async () => {
  const anna = await browser.person("anna");
  await edit(anna, NEED);
  const before = await anna.page.locator("[data-cell]").evaluateAll((all) => all.map((each) => each.value));
  const garbage = [
    ['"a quote that never ends\tx\ny', false],
    [Array.from({ length: 60 }, () => Array.from({ length: 40 }, () => "\u202e\u0007ï¿½🙂").join("\t")).join("\n"), true],
    [`${MARKUP}\t${SCRIPT}\t${MARKUP}\t${SCRIPT}\t${MARKUP}\t31/12/2017\tnon una data\n=1+1\t\t\t\t\t\n`, true],
    ["\t\t\t\t\t\t\t\t\t\t\t\n\t\n\n\n", true],
  ];
  for (const [text, isFaulty] of garbage) {
    await cell(anna, "Codice del sistema", 1).focus();
    await paste(anna, text);
    await anna.page.getByText(/[1-9][0-9]* rig(a|he) modificat[ae]/).waitFor();
    if (isFaulty) {
      await anna.page.getByText(/[1-9][0-9]* rig(a|he) con errori/).waitFor();
      assert.equal(await anna.button("Salva").isDisabled(), true);
    }
    await isOnlyText(anna, "the editor");
    await anna.button("Annulla l’ultima modifica").click();
    await anna.page.getByText("0 righe modificate").waitFor();
  }
  await fieldsDrawn(anna);
  assert.deepEqual(await anna.page.locator("[data-cell]").evaluateAll((all) => all.map((each) => each.value)), before);
  assert.equal(await anna.button("Annulla l’ultima modifica").isDisabled(), true);
  await anna.done();
});

test("changes are undone and done again by keyboard and by button, one cell at a time", async () => {
  const anna = await browser.person("anna");
  await edit(anna, CHANNEL);
  const first = await cell(anna, "Nota", 1).inputValue();
  await cell(anna, "Nota", 1).pressSequentially(" uno");
  await cell(anna, "Nota", 2).pressSequentially("due");
  await anna.page.getByText("2 righe modificate").waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.page.getByText("1 riga modificata").waitFor();
  assert.equal(await cell(anna, "Nota", 2).inputValue(), "");
  await anna.page.keyboard.press("Control+z");
  await anna.page.getByText("0 righe modificate").waitFor();
  assert.equal(await cell(anna, "Nota", 1).inputValue(), first);
  assert.equal(await anna.page.evaluate(() => document.activeElement?.getAttribute("data-cell")), "0-comment");
  await anna.page.keyboard.press("Control+y");
  await anna.page.keyboard.press("Control+Shift+z");
  await anna.page.getByText("2 righe modificate").waitFor();
  assert.equal(await cell(anna, "Nota", 2).inputValue(), "due");
  await anna.button("Annulla l’ultima modifica").click();
  await anna.button("Annulla l’ultima modifica").click();
  await anna.page.getByText("0 righe modificate").waitFor();
  await anna.button("Ripeti").click();
  await anna.page.getByText("1 riga modificata").waitFor();
  // A row that was removed by mistake, with a double click, which removes one row only.
  const codes = async () => {
    await fieldsDrawn(anna);
    return anna.page.locator("[data-cell$=source_code]").evaluateAll((all) => all.map((each) => each.value));
  };
  const before = await codes();
  await anna.page.getByRole("button", { name: "Togli la riga 2", exact: true }).dblclick();
  assert.deepEqual(await codes(), before.filter((_, at) => at !== 1));
  await anna.button("Annulla l’ultima modifica").click();
  assert.deepEqual(await codes(), before);
  await anna.accessible("the editor with steps to undo");
  await anna.button("Salva").click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  await anna.page.getByText("Righe aggiunte: 0, cambiate: 1, tolte: 0").first().waitFor();
  await anna.done();
});

test("a megabyte in a cell does not stop the editor, and the gateway says what it thinks of it", async () => {
  const anna = await browser.person("anna");
  await edit(anna, NEED);
  await cell(anna, "Nota", 1).focus();
  await paste(anna, `${"x".repeat(1_000_000)}\ty`);
  await anna.page.getByText("1 riga modificata").waitFor();
  const took = await anna.busy(async () => {
    await cell(anna, "Nota", 2).fill("dopo");
    await anna.page.getByText("2 righe modificate").waitFor();
  });
  assert.ok(took > 0 && took < 3000, `the next cell took ${took} ms`);
  await anna.button("Salva").click();
  await anna.page.locator('[role="alert"], .alert-success').first().waitFor();
  const said = await anna.page.locator('[role="alert"], .alert-success').first().innerText();
  assert.match(said, /Salvata come bozza|Numero della richiesta: /);
  await anna.done();
});

test("markup in codes, labels and record ids is shown as text on every page", async () => {
  const system = await browser.person("isola-bergamasca");
  const admin = await browser.person("administrator");
  const anna = await browser.person("anna");
  const send = (...cases) =>
    system.page.request.post(`${gateway}/v1/sources/isola-bergamasca/submissions`, {
      data: Buffer.from(JSON.stringify({ ente: "Isola Bergamasca", cartelle: cases })),
      headers: { "Content-Type": "application/json" },
    });
  const strange = {
    id: MARKUP,
    aggiornata: "2017-05-02T09:00:00Z",
    comune: "016009",
    apertura: "2017-03-02",
    assistito: { cf: "TSTGXZ40A41A794V", sesso: "F", nato_il: "1940-01-01" },
    interventi: [{ id: "1", area: "ANZ", codice: MARKUP, descrizione: SCRIPT, dal: "2017-03-06" }],
  };
  const answer = await send(strange, { ...strange, id: SCRIPT, apertura: MARKUP });
  assert.equal(answer.status(), 201, await answer.text());
  const submission = (await answer.json()).id;
  const pages = [
    [anna, "/worklist", MARKUP],
    [anna, "/worklist", SCRIPT],
    [anna, `/tables/${encodeURIComponent(MARKUP)}/${encodeURIComponent(SCRIPT)}`, SCRIPT],
    [admin, `/quarantine?record_id=${encodeURIComponent(MARKUP)}`, MARKUP],
    [admin, `/quarantine?record_id=${encodeURIComponent(SCRIPT)}`, null],
    [system, `/submissions/${submission}`, MARKUP],
  ];
  for (const [person, path, shown] of pages) {
    await person.at(path);
    if (shown) await reads(person, shown, path);
    await isOnlyText(person, path);
  }
  await admin.at(`/quarantine?record_id=${encodeURIComponent(MARKUP)}`);
  await admin.page.getByRole("link", { name: MARKUP, exact: true }).click();
  await admin.page.getByRole("heading", { name: "Contenuto della cartella" }).waitFor();
  await isOnlyText(admin, "the waiting record");
  await edit(anna, CLOSURE);
  await cell(anna, "Nota", 1).fill(MARKUP);
  await anna.page.locator('[data-cell="0-source_label"]').fill(SCRIPT);
  await anna.button("Salva").click();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  await reads(anna, MARKUP, "the table");
  await reads(anna, SCRIPT, "the table");
  await isOnlyText(anna, "the differences");
  await anna.at(`${CLOSURE}?view=rows`);
  await reads(anna, MARKUP, "the table");
  await isOnlyText(anna, "the rows");
  for (const person of [system, admin, anna]) await person.done();
});

/** Every button of the page that can be used, by its place. */
const usable = (person) => person.page.locator("main button:not([disabled]):visible, header button:not([disabled]):visible");

test("a double click on every button sends nothing twice and breaks nothing", async () => {
  const pages = [
    ["carla", "/"], ["carla", "/worklist"], ["carla", "/tables"], ["carla", NEED], ["carla", `${CHANNEL}?view=diff`],
    ["carla", `${CHANNEL}?view=history`], ["administrator", "/quarantine"], ["isola-bergamasca", "/submissions"],
    ["administrator", "/releases"], ["administrator", "/clients"], ["administrator", "/audit"], ["administrator", "/me"],
  ]; // prettier-ignore
  let pressed = 0;
  const shown = (person) => person.page.evaluate(() => location.href + document.body.innerHTML);
  for (const [name, path] of pages) {
    const person = await browser.person(name);
    person.page.on("dialog", (dialog) => dialog.accept());
    const sent = [];
    const seen = new Set();
    person.page.on("request", (request) => {
      if (!["GET", "HEAD"].includes(request.method())) sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`);
    });
    await person.at(path);
    const count = await usable(person).count();
    for (let at = 0; at < count; at += 1) {
      const button = usable(person).nth(at);
      if ((await button.count()) === 0) continue; // another button has changed the page for good
      const text = `${await button.innerText()} ${(await button.getAttribute("aria-expanded")) ?? ""}`;
      if (seen.has(text)) continue; // the same button of another row
      seen.add(text);
      sent.length = 0;
      const before = await shown(person);
      await button.dblclick();
      await person.frames();
      assert.equal(new Set(sent).size, sent.length, `${path}, ${text}: ${sent.join("; ")}`);
      await person.heading();
      pressed += 1;
      if ((await shown(person)) !== before) await person.at(path);
    }
    await person.done();
  }
  console.log(`pressed ${pressed} buttons`);
  assert.ok(pressed > 25, `${pressed} buttons`);
});

test("a double click in a question decides once", async () => {
  const anna = await browser.person("anna");
  await edit(anna, CHANNEL);
  await cell(anna, "Nota", 1).fill("per la revisione");
  await anna.button("Salva").dblclick();
  await anna.page.getByText(/Salvata come bozza/).waitFor();
  const posts = [];
  anna.page.on("request", (request) => request.method() === "POST" && posts.push(request.url()));
  await anna.button("Invia in revisione").dblclick();
  await anna.page.getByText("In revisione").first().waitFor();
  assert.equal(posts.length, 1);
  const bruno = await browser.person("bruno");
  const decided = [];
  bruno.page.on("request", (request) => request.method() === "POST" && decided.push(request.url()));
  await bruno.at(CHANNEL);
  await bruno.button("Approva").dblclick();
  const dialog = bruno.page.getByRole("dialog");
  await dialog.waitFor();
  assert.equal(await dialog.count(), 1);
  await dialog.getByRole("button", { name: "Conferma", exact: true }).dblclick();
  await dialog.waitFor({ state: "detached" });
  assert.equal(decided.length, 1, decided.join("; "));
  assert.equal(await bruno.page.getByRole("alert").count(), 0);
  await anna.done();
  await bruno.done();
});

test("the button back asks before unsaved changes are lost, and comes back to where one was", async () => {
  const anna = await browser.person("anna");
  await anna.at("/tables");
  await anna.page.getByRole("link", { name: "need", exact: true }).first().click();
  await anna.page.waitForFunction(() => document.querySelector("h1")?.textContent === "need");
  await anna.button("Modifica").click();
  await cell(anna, "Nota", 1).fill("da non perdere");
  const asked = answers(anna, false, true);
  const here = anna.page.url();
  // The browser goes back, and the page sends it forward again once the answer is no.
  await anna.page.evaluate(() => {
    window.moves = 0;
    addEventListener("popstate", () => (window.moves += 1));
    history.back();
  });
  await anna.page.waitForFunction(() => window.moves === 2);
  assert.equal(anna.page.url(), here);
  assert.deepEqual(asked, ["Le modifiche non sono salvate. Lasciare la pagina?"]);
  assert.equal(await anna.heading(), "need");
  assert.equal(await cell(anna, "Nota", 1).inputValue(), "da non perdere");
  await anna.page.evaluate(() => history.back());
  await anna.page.waitForFunction(() => document.querySelector("h1")?.textContent === "Tabelle");
  assert.equal(asked.length, 2);
  await anna.page.goForward();
  await anna.page.waitForFunction(() => document.querySelector("h1")?.textContent === "need");
  assert.equal(asked.length, 2, "nothing is unsaved any more");
  // Back while a question is open closes it with its page.
  await anna.at("/worklist");
  await anna.page.getByRole("link", { name: "Tabelle", exact: true }).click();
  await anna.heading();
  await anna.page.goBack();
  assert.equal(await anna.heading(), "Codici da associare");
  await anna.done();
});

test("two tabs of one person: neither overwrites the other, and a decision counts once", async () => {
  const carla = await browser.person("carla");
  const context = carla.page.context();
  const tab = await context.newPage();
  const other = Object.assign(Object.create(Object.getPrototypeOf(carla)), { ...carla, page: tab });
  await edit(carla, CLOSURE);
  await edit(other, CLOSURE);
  await cell(carla, "Nota", 2).fill("dalla prima");
  await cell(other, "Nota", 3).fill("dalla seconda");
  await carla.button("Salva").click();
  await carla.page.getByText(/Salvata come bozza/).waitFor();
  await other.button("Salva").click();
  await other.page.getByRole("dialog", { name: "Intanto la tabella è cambiata" }).waitFor();
  await other.button("Riapplica le mie modifiche").click();
  await other.page.getByText("Le tue modifiche sono sulla versione nuova").waitFor();
  await other.button("Salva").click();
  await other.page.getByText(/Salvata come bozza/).waitFor();
  const saved = await (await tab.request.get(`${gateway}/v1/tables/isola-bergamasca/closure`)).json();
  assert.deepEqual(saved.rows.slice(1, 3).map((row) => row.comment), ["dalla prima", "dalla seconda"]);
  // Both tabs show the draft; the second to submit it is told that it was submitted.
  await carla.at(CLOSURE);
  await other.at(CLOSURE);
  await carla.button("Invia in revisione").click();
  await carla.page.getByText("In revisione").first().waitFor();
  await other.button("Invia in revisione").click();
  const alert = other.page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /Numero della richiesta: /);
  // The language chosen in one tab is that of the other from the next page on.
  await carla.button("EN").click();
  assert.equal(await other.at("/tables"), "Tables");
  await carla.done();
});
