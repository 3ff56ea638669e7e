// The whole invented province, 40,125 cases and its release: every page shows it, narrow and wide, and stays usable.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Browser, DESKTOP, gateway, PHONE } from "../support/browser.mjs";

const CASES = 40_125;
const PAGES = ["/", "/worklist", "/tables", "/quarantine", "/submissions", "/releases", "/clients", "/audit", "/me"];

let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

async function json(person, path) {
  const answer = await person.page.request.get(gateway + path);
  assert.equal(answer.status(), 200, path);
  return answer.json();
}

test("every page is accessible with the whole province, narrow and wide", async () => {
  for (const [width, viewport] of [["wide", DESKTOP], ["narrow", PHONE]]) {
    const person = await browser.person("administrator", { viewport });
    for (const path of PAGES) {
      await person.at(path);
      await person.accessible(`${path} of the province, ${width}`);
    }
    await person.at("/");
    await person.picture(`province-home-${width}`);
    await person.done();
  }
});

test("the overview counts what the systems sent", async () => {
  const administrator = await browser.person("administrator");
  await administrator.at("/");
  const text = await administrator.page.locator("main").innerText();
  const sources = (await json(administrator, "/v1/sources")).items.filter((each) => /portal|isola|bergamo|treviglio/.test(each.source));
  assert.ok(sources.length >= 4);
  for (const { title } of sources) assert.ok(text.includes(title), title);
  // Every Comune that sent something, the most first; the sum is that of the cases.
  const arrived = administrator.page.locator(".panel").filter({ has: administrator.page.getByRole("heading", { name: "Arrivi per Comune" }) });
  await arrived.getByRole("button", { name: /^Mostra tutti i / }).click();
  const numbers = (await arrived.locator("tbody td.number").allInnerTexts()).map((each) => Number(each.replaceAll(".", "")));
  assert.deepEqual(numbers, [...numbers].sort((left, right) => right - left));
  const all = numbers.reduce((sum, each) => sum + each, 0);
  assert.ok(all > CASES * 0.9, `${all} records by Comune`);
  await administrator.page.getByText(/^Numeri del /).waitFor();
  const again = administrator.page.waitForResponse(/\/v1\/statistics/);
  await administrator.button("Aggiorna").click();
  assert.equal((await again).status(), 200);
  await arrived.locator("tbody tr").first().waitFor();
  // Of more than 200 Comuni the lowest shares come first, all on request.
  const comuni = administrator.page.locator(".coverage .shares").nth(1).locator("tbody tr");
  assert.equal(await comuni.count(), 15);
  const shares = (await comuni.allInnerTexts()).map((each) => Number(/(\d+)\s*%/.exec(each)[1]));
  assert.deepEqual(shares, [...shares].sort((left, right) => left - right));
  await administrator.page.locator(".coverage").getByRole("button", { name: /^Mostra tutti i / }).click();
  assert.ok((await comuni.count()) > 200);
  await administrator.accessible("the coverage of every Comune");
  await administrator.done();
});

test("codes to map are those of the faulty records, and lead to them", async () => {
  const anna = await browser.person("anna");
  await anna.at("/worklist");
  const rows = anna.page.locator("main").getByRole("row");
  assert.ok((await rows.count()) > 1, "there are codes to map");
  await anna.at("/quarantine");
  const { items } = await json(anna, "/v1/quarantine/records?limit=100");
  assert.ok(items.length > 50, "many records wait");
  await anna.page.locator("main").getByRole("link").first().waitFor();
  await anna.accessible("waiting records of the province");
  await anna.picture("province-quarantine");
  await anna.done();
});

test("the release counts every Ambito, as table and as plot", async () => {
  const dario = await browser.person("dario");
  const { items } = await json(dario, "/v1/releases");
  const [{ id }] = items;
  const cube = await json(dario, `/v1/releases/${id}/tables/cases-by-ambito`);
  await dario.at(`/releases/${id}/tables/cases-by-ambito`);
  await dario.page.getByRole("table").first().waitFor();
  await dario.accessible("a release of the province");
  await dario.picture("province-release");
  const total = Math.max(...Object.values(cube.value).filter((each) => each !== null));
  assert.ok(total > CASES * 0.9 && total <= CASES, `${total} cases`);
  const shown = await dario.page.locator("main").innerText();
  assert.ok(shown.replaceAll(".", "").includes(String(total)), "the total of the province is shown");
  await dario.done();
});
