// Figures: how long the first view takes and what it fetches, and how long the browser is busy while a table of 100,000 rows is
// scrolled. Other programs on the machine make times longer, so each is taken several times and the best one is judged, and the
// bounds of times are twice as wide (machines differ), on a busy machine ten times; RACCORDO_STRICT_FIGURES=1 takes them as they
// are. All is printed.
import assert from "node:assert/strict";
import { availableParallelism, loadavg } from "node:os";
import { after, before, test } from "node:test";
import { Browser, gateway } from "../support/browser.mjs";

const FIRST_VIEW = 1000; // ms until the page shows its content, of a browser that has nothing of it yet
const LONGEST_TASK = 50; // ms
const REQUESTS = 24; // of the first view
const BYTES = 300 * 1024; // of the first view, as they travel
const ROWS = 100_000;
const TRIES = 3;

/** 2, or 1 if asked for; 10 while more programs want to run than 1.5 to a processor, as browser and gateway alone do not. */
function width() {
  const ratio = loadavg()[0] / availableParallelism();
  console.log(`programs to a processor: ${ratio.toFixed(1)}${ratio > 1.5 ? "; the machine is busy" : ""}`);
  if (process.env.RACCORDO_STRICT_FIGURES) return 1;
  return ratio > 1.5 ? 10 : 2;
}
let browser;
before(async () => {
  browser = await Browser.open();
});
after(() => browser.close());

/** When the heading and the content were there, what was asked for, and the bytes of the answers. */
async function firstView(path) {
  const anna = await browser.person("anna");
  await anna.page.addInitScript(() => {
    const look = () => {
      if (!document.querySelector("h1") || document.querySelector(".state-loading")) return;
      window.firstView ??= performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true, attributes: true });
  });
  await anna.at(path);
  await anna.page.waitForLoadState("networkidle");
  const found = await anna.page.evaluate(() => {
    const all = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    return { took: window.firstView, requests: all.length, bytes: all.reduce((sum, each) => sum + each.transferSize, 0) };
  });
  await anna.done();
  return found;
}

const say = (what, all) => console.log(`${what}: ${all.map((each) => Math.round(each)).join(", ")}`);

for (const path of ["/", "/worklist", "/tables"]) {
  test(`the first view of ${path} takes less than a second, few requests and few bytes`, async () => {
    const views = [];
    for (let at = 0; at < TRIES; at += 1) views.push(await firstView(path));
    say(`first view of ${path}, ms`, views.map((each) => each.took));
    say(`first view of ${path}, requests`, views.map((each) => each.requests));
    say(`first view of ${path}, bytes`, views.map((each) => each.bytes));
    assert.ok(Math.min(...views.map((each) => each.took)) < FIRST_VIEW * width());
    assert.ok(Math.max(...views.map((each) => each.requests)) <= REQUESTS);
    assert.ok(Math.min(...views.map((each) => each.bytes)) > 10_000, "the sizes are counted");
    assert.ok(Math.max(...views.map((each) => each.bytes)) <= BYTES);
  });
}

/** Scrolls the list down and up by wheel and by leaps: the longest task of more than 50 ms (0: none), the longest frame, and where
 * the wheel came to. */
async function scrollThrough(person) {
  await person.page.evaluate(() => {
    window.tasks = [];
    window.watch?.disconnect();
    window.watch = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration)));
    window.watch.observe({ entryTypes: ["longtask"] });
  });
  const { frame, top } = await person.page.evaluate(async () => {
    const box = document.querySelector(".vlist");
    const frames = [];
    let last = performance.now();
    const next = async () => {
      await new Promise((done) => requestAnimationFrame(done));
      const now = performance.now();
      frames.push(now - last);
      last = now;
    };
    for (let at = 0; at < 60; at += 1) {
      box.scrollBy(0, 120); // as a wheel does
      await next();
    }
    const top = box.scrollTop;
    for (let at = 0; at <= 40; at += 1) {
      box.scrollTo(0, (box.scrollHeight * at) / 40); // as somebody who drags the bar
      await next();
    }
    box.scrollTo(0, 0);
    await next();
    return { frame: Math.max(...frames), top };
  });
  const tasks = await person.page.evaluate(() => [...window.tasks, ...window.watch.takeRecords().map((each) => each.duration)]);
  return { frame, top, task: Math.max(0, ...tasks) };
}

test("no task is longer than its bound while a table of 100,000 rows is scrolled, to read and to edit", async () => {
  const anna = await browser.person("anna");
  const table = `${gateway}/v1/tables/treviglio/need`;
  const read = await anna.page.request.get(table);
  const lines = ["source_code,source_label,target_code,relationship,status,valid_from,valid_to,comment"];
  for (let at = 0; at < ROWS; at += 1) lines.push(`K${at},Voce ${at},,,UNCHECKED,,,`);
  const put = await anna.page.request.put(table, {
    headers: { "If-Match": read.headers().etag, "Content-Type": "text/csv" },
    data: lines.join("\n") + "\n",
  });
  assert.equal(put.status(), 200, await put.text());
  await anna.at("/tables/treviglio/need?view=rows");
  await anna.page.getByText("100.000 di 100.000 righe").waitFor();
  // The measurement sees a task that is too long.
  await anna.page.evaluate(() => {
    window.tasks = [];
    window.watch = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((each) => each.duration)));
    window.watch.observe({ entryTypes: ["longtask"] });
    setTimeout(() => {
      const end = performance.now() + 120;
      while (performance.now() < end);
    }, 0);
  });
  await anna.page.waitForFunction(() => window.tasks.some((each) => each >= 120));
  for (const what of ["reading", "editing"]) {
    if (what === "editing") {
      await anna.button("Modifica").click();
      await anna.page.locator('[data-cell="4-comment"]').waitFor();
      // All rows were judged once, and those in sight have their fields.
      await anna.page.waitForFunction(() => !document.querySelector(".vrow-text"));
      await anna.page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    }
    const passes = [];
    for (let at = 0; at < TRIES; at += 1) passes.push(await scrollThrough(anna));
    say(`scrolling 100,000 rows, ${what}: longest task over 50 ms (0: none)`, passes.map((each) => each.task));
    say(`scrolling 100,000 rows, ${what}: longest frame, ms`, passes.map((each) => each.frame));
    assert.ok(Math.min(...passes.map((each) => each.task)) <= LONGEST_TASK * width(), what);
    for (const { top } of passes) assert.equal(top, 60 * 120, "the list stays where it was scrolled to");
    assert.ok((await anna.page.getByRole("row").count()) < 80, "only rows in sight are drawn");
    if (what === "editing") await anna.page.locator('[data-cell="4-comment"]').waitFor(); // the fields follow
  }
  await anna.done();
});
