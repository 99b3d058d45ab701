// An open page while the archive grows.
import assert from "node:assert/strict";
import {test} from "node:test";
import {addArticles, archiveOf, saveSearch} from "./support/archives.mjs";
import {assertClean, count, open, parameters, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

function article(index) {
  return {
    id: `news-${index}`,
    title: `Oil report number ${index}`,
    source: "Harbor Wire",
    published: `2025-01-${10 + index}T12:00:00Z`,
    body: `Oil moved ${index} percent in a quiet session, said the desk of house ${index}.`,
  };
}

const world = suite(() => archiveOf([article(1), article(2)]));

test("new articles are offered while the page is open, and shown when asked for", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&sort=newest");
  const before = await titles(page);
  addArticles(world.archive, [article(3), {...article(4), title: "Copper", body: "Copper alone."}, article(5)]);
  await page.locator("#news:not([hidden])").waitFor();
  assert.equal(await page.locator("#news").innerText(), "2 new");
  assert.match(await page.title(), /^\(2\) oil/);
  assert.deepEqual(await titles(page), before, "the list waits for the reader");
  await page.locator("#news").click();
  await settled(page);
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 4);
  assert.equal(await count(page), 4);
  assert.equal((await titles(page))[0], "Oil report number 5");
  assert.equal(await page.locator("#news").isVisible(), false);
  assert.match(await page.title(), /^oil/);
  assertClean(page);
});

test("while nothing changes, the server answers 304", async () => {
  const page = await world.newPage();
  await page.clock.install();
  await open(page, "/?q=oil");
  const statuses = [];
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  cdp.on("Network.responseReceivedExtraInfo", ({statusCode}) => statuses.push(statusCode));
  for (let turn = 0; turn < 3; ++turn) {
    const answered = page.waitForResponse(/limit=0/);
    await page.clock.runFor(4000);
    await (await answered).finished();
    await page.waitForTimeout(50);
  }
  assert.deepEqual(statuses, [200, 304, 304]);
  assertClean(page);
});

test("a saved search is in the menu with what is new, until it is shown", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&source=Harbor+Wire");
  const menu = page.locator("#saved summary");
  await menu.click();
  await page.getByRole("button", {name: "Save this search"}).click();
  assert.deepEqual(await page.locator("#saved-body li a").allInnerTexts(), ["oil, Harbor Wire"]);
  await page.goto("/?q=copper");
  await settled(page);
  addArticles(world.archive, [article(6), article(7), article(8)]);
  await menu.click();
  await page.locator("#saved-body").getByText("3 new").waitFor();
  assert.equal(await page.locator("#saved-new").innerText(), "3");
  await page.locator("#saved-body li a").click();
  await settled(page);
  assert.match(await page.title(), /oil/);
  await menu.click();
  await page.getByRole("button", {name: "Remove this search"}).waitFor();
  await page.waitForFunction(() => document.getElementById("saved-new").textContent === "");
  await page.getByRole("button", {name: "Remove oil, Harbor Wire"}).click();
  assert.equal(await page.locator("#saved-body li").count(), 0);
  assertClean(page);
});

test("searches saved in the archive are in the menu", async () => {
  saveSearch(world.archive, "harbor-oil", ["--source", "Harbor Wire", "oil"]);
  addArticles(world.archive, [article(9)]);
  const page = await world.newPage();
  await open(page, "/");
  await page.locator("#saved summary").click();
  const link = page.locator("#saved-body li a", {hasText: "harbor-oil"});
  await link.waitFor();
  assert.equal(await link.innerText(), "harbor-oil 1 new");
  await link.click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "oil", source: "Harbor Wire"});
  assertClean(page);
});
