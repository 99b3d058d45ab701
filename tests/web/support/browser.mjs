// Debian's Chromium and Firefox, and pages that record everything that must not happen in them.
import assert from "node:assert/strict";
import {existsSync} from "node:fs";
import {chromium, firefox} from "playwright-core";

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const FIREFOX = process.env.BROADTAPE_FIREFOX ?? "/usr/bin/firefox-esr";
const WIDE = {width: 1440, height: 900};

export function launch() {
  return chromium.launch({executablePath: process.env.BROADTAPE_CHROMIUM ?? "/usr/bin/chromium", args: FLAGS});
}

// Why Firefox cannot be tested here; false if it can.
export function withoutFirefox() {
  return existsSync(FIREFOX) ? false : `${FIREFOX} is not installed; ./dev test installs it`;
}

// An unchanged Firefox by its own WebDriver BiDi, which has no way to set the colours that a page sees as preferred.
export function launchFirefox({colorScheme = "light"} = {}) {
  return firefox.launch({
    channel: "moz-firefox",
    executablePath: FIREFOX,
    firefoxUserPrefs: {"layout.css.prefers-color-scheme.content-override": colorScheme === "dark" ? 0 : 1},
  });
}

// A page in a new context. page.faults: {errors, violations, dialogs, foreign}.
export async function newPage(
  browser,
  url,
  {viewport = WIDE, colorScheme = "light", touch = false, bypassCSP = false, ignoreHTTPSErrors = false, timezoneId = "UTC"} = {},
) {
  const context = await browser.newContext({
    viewport,
    colorScheme,
    hasTouch: touch,
    isMobile: touch,
    bypassCSP,
    ignoreHTTPSErrors,
    timezoneId,
    baseURL: url,
  });
  const page = await context.newPage();
  page.faults = {errors: [], violations: [], dialogs: [], foreign: []};
  const {faults} = page;
  page.on("pageerror", (error) => faults.errors.push(String(error.stack ?? error)));
  page.on("console", (message) => message.type() === "error" && faults.errors.push(message.text()));
  page.on("dialog", (dialog) => {
    faults.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  context.on("request", (request) => new URL(request.url()).origin === url || faults.foreign.push(request.url()));
  await context.exposeBinding("reportViolation", (_, text) => faults.violations.push(text));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI}`),
    );
  });
  page.setDefaultTimeout(8000);
  return page;
}

// Chromium logs a line for each error response; `refused` is true if such responses are expected.
export function assertClean(page, {refused = false} = {}) {
  const {errors, ...others} = page.faults;
  const own = refused ? errors.filter((text) => !/^Failed to load resource/.test(text)) : errors;
  assert.deepEqual({errors: own, ...others}, {errors: [], violations: [], dialogs: [], foreign: []});
}

// Waits until results, timeline and facets match the address, also of a query that is still being typed.
export async function settled(page) {
  const missing = await page.evaluate(async (most) => {
    const {parseState, searchKey} = await import(new URL("scripts/view_state.js", document.baseURI).href);
    const end = performance.now() + most;
    for (;;) {
      const key = searchKey(parseState(location.search));
      const keys = [key, `${key}&typing`];
      const late = ["results", "timeline", "facets"].filter(
        (id) => !keys.includes(document.getElementById(id).dataset.search),
      );
      if (!late.length || performance.now() > end) return late;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }, 8000);
  assert.deepEqual(missing, [], "parts of the page that do not show the search of its address");
}

export async function open(page, address = "/") {
  await page.goto(address);
  await settled(page);
}

export async function search(page, query) {
  await page.fill("#query", query);
  await page.waitForFunction((text) => new URLSearchParams(location.search).get("q") === text, query);
  await settled(page);
}

export async function articleShown(page) {
  await page.waitForSelector("#article:not([aria-busy]) .article-body p");
}

// Of the results, excluding partial matches.
export function titles(page) {
  return page.locator("#results ol.rows").first().locator(".row-title").allTextContents();
}

export async function count(page) {
  return Number((await page.locator("#count strong").textContent()).replaceAll(",", ""));
}

// The current address of the page; page.url() is updated by an event that may arrive later.
export function address(page) {
  return page.evaluate(() => location.href);
}

export async function parameters(page) {
  return Object.fromEntries(new URL(await address(page)).searchParams);
}
