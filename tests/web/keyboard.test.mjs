import assert from "node:assert/strict";
import {test} from "node:test";
import {articleShown, assertClean, open, parameters, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

function focused(page) {
  return page.evaluate(() => {
    const node = document.activeElement;
    return node.closest(".row")?.dataset.id ?? (node.id || node.className.baseVal || node.className || node.tagName);
  });
}

function rowIds(page) {
  return page.locator(".row").evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
}

async function tabTo(page, matches, most = 120) {
  for (let turn = 0; turn < most; ++turn) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((selector) => document.activeElement.matches(selector), matches)) return;
  }
  assert.fail(`${matches} is not reached by ${most} tabs`);
}

test("everything from query to article and back is done by keys alone", async () => {
  const page = await world.newPage();
  await open(page);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("/");
  assert.equal(await focused(page), "query");
  await page.keyboard.type("DeepSeek GPU");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("q") === "DeepSeek GPU");
  await settled(page);
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  const ids = await rowIds(page);
  assert.equal(await focused(page), ids[0]);
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await focused(page), ids[2]);
  await page.keyboard.press("k");
  assert.equal(await focused(page), ids[1]);
  await page.keyboard.press("Enter");
  await articleShown(page);
  assert.equal((await parameters(page)).id, ids[1]);
  assert.equal(await focused(page), "article-title");
  await page.keyboard.press("j");
  await page.waitForFunction((id) => new URLSearchParams(location.search).get("id") === id, ids[2]);
  await articleShown(page);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("article").hidden);
  assert.equal(await focused(page), ids[2]);
  assert.deepEqual(await parameters(page), {q: "DeepSeek GPU"});
  assertClean(page);
});

test("the answer to Enter leaves the focus on the row that a key has reached", async () => {
  const page = await world.newPage();
  await open(page);
  await page.locator("#query").focus();
  await page.keyboard.type("DeepSeek GPU");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("q") === "DeepSeek GPU");
  await settled(page);
  await page.route("**/api/v1/search*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    await route.continue().catch(() => {});
  });
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  const [first] = await rowIds(page);
  assert.equal(await focused(page), first);
  await page.waitForFunction(() => document.getElementById("results").dataset.search === "q=DeepSeek+GPU");
  assert.equal(await focused(page), first);
  assertClean(page);
});

test("Enter moves the focus to the list, but not before its answer, and not from what failed", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.locator("#query").focus();
  await page.keyboard.press("Enter");
  const before = await rowIds(page);
  assert.equal(await focused(page), before[0]);
  await page.fill("#query", "DeepSeek");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest(".row"));
  await settled(page);
  const ids = await rowIds(page);
  assert.notEqual(ids[0], before[0]);
  await page.keyboard.press("j");
  assert.equal(await focused(page), ids[1]);
  await page.fill("#query", "xqzzy");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.equal(await focused(page), "query");
  assertClean(page);
});

test("suggestions do not cover the timeline", async () => {
  for (const width of [1000, 1280, 1920]) {
    const page = await world.newPage({viewport: {width, height: 800}});
    await open(page);
    await page.locator("#query").pressSequentially("nvid");
    await page.getByRole("option", {name: "NVDA"}).waitFor();
    const [list, timeline] = await Promise.all(
      ["#suggestions", "#timeline"].map((id) => page.locator(id).boundingBox()),
    );
    assert.ok(list.x >= timeline.x + timeline.width, `${width} wide`);
    await page.context().close();
  }
});

test("the help opens and closes by keys, and gives the focus back", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil");
  await page.keyboard.press("j");
  const before = await focused(page);
  await page.keyboard.press("?");
  assert.equal(await page.locator("#help").isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#help").isVisible(), false);
  assert.equal(await focused(page), before);
  assertClean(page);
});

test("the timeline is walked through, extended and narrowed by keys", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await tabTo(page, ".period");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.period), "2025-W24");
  assert.match(await page.locator(".timeline-read").textContent(), /^9 – 15 Jun 2025/);
  await page.keyboard.press("Shift+ArrowLeft");
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await page.locator('.period[aria-selected="true"]').count(), 3);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-05-26", until: "2025-06-15"});
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains("period")), true);
  assertClean(page);
});

test("facets, chips and order are set by keys, and the focus stays where it was", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await tabTo(page, '[data-key="ticker NVDA"]');
  await page.keyboard.press("Space");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("ticker") === "NVDA");
  await settled(page);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "ticker NVDA");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "not ticker NVDA");
  await page.evaluate(() => document.getElementById("query").focus());
  await tabTo(page, ".chip");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff"});
  await page.evaluate(() => document.getElementById("query").focus());
  await tabTo(page, "#sort");
  await page.keyboard.press("ArrowDown");
  await settled(page);
  assert.equal((await parameters(page)).sort, "newest");
  assertClean(page);
});

test("the export menu opens and closes by keys", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await tabTo(page, "#exports summary");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "export-csv");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#export-csv").isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement.matches("#exports summary")), true);
  assertClean(page);
});

test("the first tab leads past everything to the results", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the results");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), (await rowIds(page))[0]);
  assertClean(page);
});

test("whatever has the focus shows it", async () => {
  const page = await world.newPage();
  await open(page, "/?q=Nvidia&ticker=NVDA&ticker=AAPL");
  const unseen = [];
  for (let turn = 0; turn < 60; ++turn) {
    await page.keyboard.press("Tab");
    const told = await page.evaluate(() => {
      const node = document.activeElement;
      if (node === document.body) return null;
      const shows = (one) =>
        one && getComputedStyle(one).outlineStyle !== "none" && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
      const places = [
        node,
        node.closest(".row"),
        node.closest("label"),
        node.nextElementSibling,
        node.querySelector?.(".ground"),
      ];
      const isSeen = places.some(shows) || getComputedStyle(node.querySelector?.(".ground") ?? node).stroke !== "none";
      return {isSeen, what: node.outerHTML.slice(0, 100)};
    });
    if (told && !told.isSeen) unseen.push(told.what);
  }
  assert.deepEqual(unseen, []);
});

test("keys of a single letter can be switched off", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil");
  await page.keyboard.press("?");
  await page.getByRole("checkbox", {name: "Keys of a single letter work"}).uncheck();
  await page.keyboard.press("Escape");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("j");
  assert.equal(await focused(page), "BODY");
  await page.reload();
  await settled(page);
  await page.keyboard.press("/");
  assert.equal(await focused(page), "BODY");
  assertClean(page);
});
