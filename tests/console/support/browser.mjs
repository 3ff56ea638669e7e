// A person at the console: Chromium with that person's certificate. Every page that a story sees must be free of errors in the
// browser's console; `at` opens an address, `accessible` runs axe on what is shown.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the stories by tests/console/run`);
  return value;
};
export const gateway = need("GATEWAY");
const certificates = need("CERTIFICATES");
const pictures = need("PICTURES");
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export const DESKTOP = { width: 1280, height: 900 };
export const PHONE = { width: 320, height: 640 };

export class Browser {
  static async open() {
    const browser = new Browser();
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    browser.chromium = await chromium.launch({
      executablePath: process.env.RACCORDO_CHROMIUM || "/usr/bin/chromium",
      args: [...sandbox, "--disable-dev-shm-usage", "--lang=it-IT"],
      env: { ...process.env, LANGUAGE: "it", LC_ALL: "C.UTF-8" }, // fields for dates as an Italian reader has them
    });
    return browser;
  }
  close() {
    return this.chromium.close();
  }
  /** A person by the name of the certificate, in a window of their own. */
  async person(name, { viewport = DESKTOP, ...more } = {}) {
    const context = await this.chromium.newContext({
      viewport,
      ignoreHTTPSErrors: true, // the server's certificate is of a development authority
      locale: "it-IT",
      timezoneId: "Europe/Rome",
      reducedMotion: "reduce",
      acceptDownloads: true,
      clientCertificates: name
        ? [{ origin: gateway, certPath: join(certificates, `${name}.pem`), keyPath: join(certificates, `${name}.key`) }]
        : [],
      ...more,
    });
    context.setDefaultTimeout(30_000);
    return new Person(name, await context.newPage());
  }
}

export class Person {
  constructor(name, page) {
    this.name = name;
    this.page = page;
    this.faults = []; // what the browser complained about
    this.foreign = []; // addresses outside the gateway that were asked for
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      // A refused request is logged by the browser; the stories check what the page makes of it.
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) this.faults.push(message.text());
    });
    page.on("request", (request) => {
      if (!request.url().startsWith(gateway) && !/^(data|blob):/.test(request.url())) this.foreign.push(request.url());
    });
  }
  /** Opens an address below /console and waits for its heading; returns the heading's text. */
  async at(path) {
    await this.page.goto(`${gateway}/console${path}`);
    return this.heading();
  }
  async heading() {
    const heading = this.page.locator("h1");
    await heading.waitFor();
    await this.page.waitForFunction(() => !document.querySelector(".state-loading"));
    assert.equal(await heading.count(), 1, "one h1 a page");
    return (await heading.innerText()).trim();
  }
  button(name) {
    return this.page.getByRole("button", { name, exact: true });
  }
  /**
   * Fails on any violation of WCAG 2.1 A and AA that axe finds, and on a page that scrolls sideways. Of a long table axe looks at
   * the first rows and the last one: the others are drawn alike, and were three quarters of the time of all stories.
   */
  async accessible(what) {
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(axeSource); // as a debugger does: the content security policy allows no foreign script
    const found = await this.page.evaluate(async () => {
      const result = await window.axe.run({ exclude: [["tbody tr:nth-child(n + 9):not(:last-child)"]] }, {
        runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] },
        resultTypes: ["violations"], // the rest is not described node by node
      });
      return result.violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.html.slice(0, 200)).join(" | ")}`);
    });
    assert.deepEqual(found, [], `axe on ${what}`);
    const wide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.ok(wide <= 0, `${what} scrolls sideways by ${wide} px`);
  }
  /** Milliseconds of the processor that the page's thread needs for what `act` does: a busy machine does not make them more. */
  async busy(act) {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("Performance.enable", { timeDomain: "threadTicks" });
    const spent = async () => (await session.send("Performance.getMetrics")).metrics.find((each) => each.name === "TaskDuration").value;
    const before = await spent();
    await act();
    const took = Math.round(1000 * ((await spent()) - before));
    await session.detach();
    return took;
  }
  /** Two frames later, when what a click set off has begun. */
  frames() {
    return this.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  }
  /** Until `look` gives what `is` accepts; the last one, for a message. */
  async until(look, is) {
    const end = Date.now() + 30_000;
    let seen = await look();
    while (!is(seen) && Date.now() < end) {
      await this.frames();
      seen = await look();
    }
    return seen;
  }
  picture(name) {
    return this.page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  }
  async done() {
    assert.deepEqual(this.faults, [], `the browser of ${this.name} complained`);
    assert.deepEqual(this.foreign, [], `the page asked for something elsewhere`);
    await this.page.context().close();
  }
}
