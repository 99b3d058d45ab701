// An open page while the archive grows.
import assert from "node:assert/strict";
import {test} from "node:test";
import {addArticles, archiveOf} from "./support/archives.mjs";
import {assertClean, count, open, settled, titles} from "./support/browser.mjs";
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
