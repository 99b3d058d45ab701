import assert from "node:assert/strict";
import {test} from "node:test";
import {
  address,
  articleShown,
  assertClean,
  count,
  open,
  parameters,
  search,
  settled,
  titles,
} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

// The visible state of a view.
async function view(page) {
  return {
    query: await page.locator("#query").inputValue(),
    count: await count(page),
    titles: await titles(page),
    chips: await page.locator(".chip").allInnerTexts(),
    periods: await page.locator(".period").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label"))),
    facets: await page
      .locator(".facet-value")
      .evaluateAll((nodes) =>
        nodes.map(
          (node) =>
            `${node.querySelector(".facet-symbol, .facet-name").textContent} ${node.querySelector(".facet-count").textContent}`,
        ),
      ),
    sort: await page.locator("#sort").inputValue(),
    article: await page.locator("#article .article-title").allTextContents(),
  };
}

test("back and forward restore each view", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const first = await view(page);
  await page.locator(".facet-value", {hasText: "NVDA"}).first().click();
  await settled(page);
  const second = await view(page);
  await page.getByLabel("Order").selectOption("Newest");
  await settled(page);
  await page.locator(".row .row-title a").nth(1).click();
  await articleShown(page);
  const third = await view(page);
  assert.equal(third.article.length, 1);
  await page.goBack();
  await page.goBack();
  await settled(page);
  assert.deepEqual(await view(page), second);
  await page.goBack();
  await settled(page);
  assert.deepEqual(await view(page), first);
  await page.goForward();
  await page.goForward();
  await page.goForward();
  await settled(page);
  await articleShown(page);
  assert.deepEqual(await view(page), third);
  assertClean(page);
});

test("a copied address gives the same view in another browser", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.locator(".facet-value", {hasText: "NVDA"}).first().click();
  await settled(page);
  await page.getByLabel("Order").selectOption("Newest");
  await settled(page);
  await page.locator(".facet-value", {hasText: "Apr 2025"}).click();
  await settled(page);
  await page.locator(".row .row-title a").first().click();
  await articleShown(page);
  const other = await world.newPage();
  await open(other, await address(page));
  await articleShown(other);
  assert.deepEqual(await view(other), await view(page));
  assertClean(page);
  assertClean(other);
});

test("a copied address brings back the pages that were loaded", async () => {
  const page = await world.newPage();
  await open(page);
  // The next page is loaded at the end of the list or by its button; both may happen.
  await page.locator("#more").click();
  await page.waitForFunction(() => {
    const loaded = document.querySelectorAll(".row").length;
    return loaded >= 60 && Number(new URLSearchParams(location.search).get("shown")) === loaded;
  });
  await settled(page);
  const copied = await page.evaluate(() => ({
    address: location.href,
    titles: [...document.querySelectorAll(".row-title")].map((node) => node.textContent),
  }));
  const other = await world.newPage();
  await open(other, copied.address);
  assert.deepEqual(await titles(other), copied.titles);
  assertClean(other);
});

test("back returns to the place in the list", async () => {
  for (const viewport of [
    {width: 1440, height: 900},
    {width: 390, height: 844},
  ]) {
    const page = await world.newPage({viewport});
    await open(page, "/?q=tariff");
    const row = page.locator(".row").nth(12);
    await row.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => scrollY);
    assert.ok(before > 300);
    await row.locator(".row-title a").click();
    await articleShown(page);
    await page.goBack();
    await page.waitForFunction(() => document.getElementById("article").hidden);
    const back = await page.evaluate(() => scrollY);
    assert.ok(Math.abs(back - before) <= 2, `${back} is ${before}, ${viewport.width} wide`);
    assert.ok(await row.evaluate((node) => node.classList.contains("current")));
    assertClean(page);
  }
});

test("a list that back returned to loads further", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.locator(".facet-value", {hasText: "NVDA"}).first().click();
  await settled(page);
  await page.goBack();
  await settled(page);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelectorAll(".row").length === 54);
  assertClean(page);
});

test("a reload keeps view and place", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&sort=newest");
  await page.evaluate(() => scrollTo(0, 700));
  await page.waitForTimeout(400);
  const before = await view(page);
  await page.reload();
  await settled(page);
  assert.deepEqual(await view(page), before);
  assert.ok(Math.abs((await page.evaluate(() => scrollY)) - 700) <= 2);
  assertClean(page);
});

test("typing a query makes one step of the history", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil");
  for (const query of ["tar", "tarif", "tariff"]) await search(page, query);
  await page.goBack();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "oil"});
  assert.equal(await page.locator("#query").inputValue(), "oil");
  assertClean(page);
});
