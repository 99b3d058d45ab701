import assert from "node:assert/strict";
import {test} from "node:test";
import {assertClean, count, open, parameters, search, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

const problem = (status, kind, title, headers = {}) => ({
  status,
  headers,
  contentType: "application/problem+json",
  body: JSON.stringify({type: `urn:broadtape:problem:${kind}`, title, status, detail: `told by ${kind}`}),
});

test("a server that is gone is said to be gone, and the search goes on when it is back", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const before = await titles(page);
  await world.server.stop();
  await page.fill("#query", "oil");
  await page.getByRole("alert").getByText("The server does not answer.").waitFor();
  assert.deepEqual(await titles(page), before, "what was found stays");
  await world.server.start();
  await page.getByRole("button", {name: "Try now"}).click();
  await settled(page);
  assert.equal(await page.locator("#outage").isVisible(), false);
  assert.equal((await parameters(page)).q, "oil");
  assert.equal(await count(page), 9);
  assertClean(page, {refused: true});
});

test("the page finds a server that is back by itself", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await world.server.stop();
  await page.fill("#query", "oil");
  await page.getByRole("alert").getByText("Trying again in").waitFor();
  await world.server.start();
  await settled(page);
  assert.equal(await count(page), 9);
  assertClean(page, {refused: true});
});

test("a busy server is asked again when it says", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.route(
    "**/api/v1/search?*",
    (route) => route.fulfill(problem(503, "busy", "The server is busy", {"Retry-After": "1"})),
    {times: 1},
  );
  await page.fill("#query", "oil");
  await page.getByText("Trying again in 1 s.").waitFor();
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 9);
  assert.equal(await count(page), 9);
  assertClean(page, {refused: true});
});

test("a search that took too long says so, and can be tried again", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.route(
    "**/api/v1/search?*",
    (route) => route.fulfill(problem(503, "timeout", "The search took too long")),
    {times: 1},
  );
  await page.fill("#query", "oil");
  await page.getByRole("heading", {name: "The search took too long"}).waitFor();
  await page.getByRole("button", {name: "Try again"}).click();
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 9);
  assertClean(page, {refused: true});
});

test("a timeline that fails leaves the results alone", async () => {
  const page = await world.newPage();
  await page.route("**/api/v1/timeline?*", (route) => route.fulfill(problem(503, "busy", "The server is busy")));
  await open(page, "/?q=oil");
  assert.equal(await count(page), 9);
  assert.equal(await page.locator(".timeline-none").textContent(), "The server is busy.");
  assertClean(page, {refused: true});
});

test("a list whose state of the archive is gone is loaded anew", async () => {
  const page = await world.newPage({viewport: {width: 1440, height: 600}});
  await page.route(
    "**/api/v1/search?*cursor=*",
    (route) => route.fulfill(problem(410, "state-gone", "The state is gone")),
    {times: 1},
  );
  await open(page, "/?q=tariff");
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.getByText("its earlier state is gone").waitFor();
  await page.getByRole("button", {name: "Reload the list"}).click();
  await page.waitForFunction(() => document.getElementById("more") || document.querySelectorAll(".row").length === 54);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 54);
  assertClean(page, {refused: true});
});

test("an answer that comes late does not replace a newer one", async () => {
  const page = await world.newPage();
  await open(page);
  let late = 0;
  await page.route(/\/api\/v1\/search\?q=tariff&/, async (route) => {
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 500));
    late += 1;
    await route.fulfill({response}).catch(() => {});
  });
  await page.fill("#query", "tariff");
  await page.waitForTimeout(150);
  await search(page, "oil");
  const before = await titles(page);
  await page.waitForTimeout(900);
  assert.equal(late, 1, "the first answer was on its way");
  assert.deepEqual(await titles(page), before);
  assert.equal(await count(page), 9);
  assert.equal((await parameters(page)).q, "oil");
  assertClean(page);
});
