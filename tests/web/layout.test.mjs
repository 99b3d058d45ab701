import assert from "node:assert/strict";
import {test} from "node:test";
import {articleShown, assertClean, open, parameters, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();
const SIZES = [
  {width: 320, height: 640},
  {width: 390, height: 844},
  {width: 768, height: 1024},
  {width: 1024, height: 768},
  {width: 1280, height: 720},
  {width: 1440, height: 900},
  {width: 2560, height: 1300},
];
const MOST_SHIFT = 0.05;

const STATES = {
  "the start": ["/"],
  results: ["/?q=Nvidia+OR+tariff"],
  filters: ["/?q=tariff&ticker=NVDA&ticker=AAPL&source=Harbor+Wire&since=2025-01-01&until=2025-06-30&match=all"],
  article: ["/?q=DeepSeek+GPU+demand&id=pzwxlrzffdosm6bx", articleShown],
  "nothing found": ["/?q=deepseak+gpu&match=all&source=Harbor+Wire&since=2025"],
  error: [`/?${new URLSearchParams({q: `oil date:2025-02-31 ${"and more ".repeat(30)}`})}`],
  help: ["/?q=oil", (page) => page.locator("#help-open").click()],
  headlines: ["/?q=Nvidia", (page) => page.locator("#headlines").click()],
  exports: ["/?q=oil", (page) => page.locator("#exports summary").click()],
};

test("no state of the page is wider than the screen, and nothing lies outside", async () => {
  for (const viewport of SIZES) {
    const page = await world.newPage({viewport, colorScheme: viewport.width === 390 ? "dark" : "light"});
    for (const [state, [address, act]] of Object.entries(STATES)) {
      await open(page, address);
      await act?.(page);
      const found = await page.evaluate(() => {
        const scroller = (node) => node.parentElement.closest("pre, .side, .timeline-plot, .headlines .row-title a");
        const outside = [...document.querySelectorAll("body *")].filter((node) => {
          if (!node.checkVisibility() || scroller(node) || node.closest(".hidden, .skip, svg, [hidden]")) return false;
          const box = node.getBoundingClientRect();
          return box.width > 0 && box.height > 0 && (box.right > innerWidth + 1 || box.left < -1);
        });
        return {
          wider: document.documentElement.scrollWidth - innerWidth,
          outside: outside.map((node) => node.outerHTML.slice(0, 120)),
        };
      });
      assert.deepEqual(found, {wider: 0, outside: []}, `${state}, ${viewport.width} wide`);
    }
    assertClean(page, {refused: true});
    await page.context().close();
  }
});

test("a phone shows filters and an article in place of the list", async () => {
  const page = await world.newPage({viewport: {width: 390, height: 844}, touch: true});
  await open(page, "/?q=tariff");
  const facet = page.locator(".facet-value", {hasText: "NVDA"}).first();
  assert.equal(await facet.isVisible(), false);
  await page.getByRole("button", {name: "Filters"}).tap();
  await facet.tap();
  await settled(page);
  assert.equal((await parameters(page)).ticker, "NVDA");
  await page.locator(".row .row-title a").first().tap();
  await articleShown(page);
  assert.equal(await page.locator("#results").isVisible(), false);
  await page.locator("#article-close").tap();
  await page.waitForFunction(() => document.getElementById("article").hidden);
  assert.equal(await page.locator("#results").isVisible(), true);
  assertClean(page);
});

test("the first result stands near the top of the screen", async () => {
  for (const [viewport, touch, most] of [
    [{width: 390, height: 844}, true, 145],
    [{width: 1280, height: 720}, false, 98],
  ]) {
    const page = await world.newPage({viewport, touch});
    await open(page, "/?q=Nvidia");
    const {y} = await page.locator(".row").first().boundingBox();
    assert.ok(y <= most, `${viewport.width} wide: at ${y} px`);
    await page.context().close();
  }
});

test("25 headlines fit on a screen, each in one line with time, outlet, companies and copies", async () => {
  const page = await world.newPage({viewport: {width: 1440, height: 900}});
  await open(page);
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("h");
  const whole = () =>
    page
      .locator(".row")
      .evaluateAll((rows) => rows.filter((row) => row.getBoundingClientRect().bottom <= innerHeight).length);
  assert.ok((await whole()) >= 25, `${await whole()} rows`);
  const row = page.locator(".row").first();
  const places = [".row-when", ".row-meta", ".row-tags", ".row-title"].map((part) => row.locator(part).boundingBox());
  const boxes = await Promise.all(places);
  boxes.reduce((before, box) => (assert.ok(before.x + before.width <= box.x, "columns in order"), box));
  assert.equal(await row.locator(".row-snippet").isVisible(), false);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#headlines").getAttribute("aria-pressed"), "true", "the choice is kept");
  await page.locator("#headlines").click();
  assert.equal(await row.locator(".row-snippet").isVisible(), true);
  assertClean(page);
});

test("timeline and facets stay beside an open article from 1280 px", async () => {
  for (const [width, isBeside] of [
    [1280, true],
    [1279, false],
  ]) {
    const page = await world.newPage({viewport: {width, height: 800}});
    await open(page, "/?q=DeepSeek+GPU+demand&id=pzwxlrzffdosm6bx");
    await articleShown(page);
    assert.equal(await page.locator("#facets").isVisible(), isBeside, `${width} wide`);
    assert.equal(await page.locator("#results").isVisible(), true);
    await page.context().close();
  }
});

test("dark and light follow the system, and the choice made by the button is kept", async () => {
  const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const page = await world.newPage({colorScheme: "dark"});
  await open(page, "/?q=oil");
  const dark = await paper(page);
  await page.locator("#theme").click();
  const light = await paper(page);
  assert.notEqual(light, dark);
  await page.reload();
  await settled(page);
  assert.equal(await paper(page), light);
  await page.locator("#theme").click();
  assert.equal(await paper(page), dark);
  assertClean(page);
});

// The sum of Chromium's layout-shift entries that were not caused by input.
function watchShifts(page) {
  return page.addInitScript(() => {
    window.shift = 0;
    window.shifted = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        window.shift += entry.value;
        window.shifted.push(...entry.sources.map(({node}) => node?.outerHTML?.slice(0, 80) ?? String(node)));
      }
    }).observe({type: "layout-shift", buffered: true});
  });
}

test("nothing jumps while answers arrive, not even slow ones", async (t) => {
  for (const viewport of [
    {width: 1440, height: 900},
    {width: 390, height: 844},
  ]) {
    for (const [state, [address]] of Object.entries(STATES)) {
      const page = await world.newPage({viewport});
      await watchShifts(page);
      const waits = {search: 200, facets: 300, timeline: 400, articles: 500, similar: 600, coverage: 700};
      await page.route("**/api/v1/**", async (route) => {
        const [, name] = /\/api\/v1\/(\w+)/.exec(route.request().url());
        await new Promise((resolve) => setTimeout(resolve, waits[name] ?? 0));
        await route.continue().catch(() => {});
      });
      await open(page, address);
      await page.waitForTimeout(500);
      const {shift, shifted} = await page.evaluate(() => ({shift: window.shift, shifted: window.shifted}));
      t.diagnostic(`layout shift ${shift.toFixed(4)}: ${state}, ${viewport.width} wide`);
      assert.ok(shift < MOST_SHIFT, `${state}, ${viewport.width} wide: ${shift} by ${shifted.join("\n")}`);
      await page.context().close();
    }
  }
});

test("results stand within moments of the last key", async (t) => {
  const page = await world.newPage();
  await open(page);
  const times = [];
  for (const query of [
    "tariff",
    "Nvidia",
    "oil price",
    "rate cut",
    "DeepSeek GPU demand",
    '"rate cut" Fed',
    "bank*",
    "inflation",
    "Apple",
    "bitcoin",
  ]) {
    await page.fill("#query", "");
    await settled(page);
    await page.locator("#query").pressSequentially(query.slice(0, -1), {delay: 15});
    await page.evaluate((whole) => {
      const key = new URLSearchParams({q: whole}).toString();
      const keys = [key, `${key}&typing`];
      window.painted = new Promise((resolve, reject) => {
        const end = performance.now() + 8000;
        const look = () => {
          const shown = document.getElementById("results").dataset.search;
          if (keys.includes(shown)) requestAnimationFrame(() => resolve(performance.now()));
          else if (performance.now() > end) reject(new Error(`the page shows ${shown}, not ${key}`));
          else requestAnimationFrame(look);
        };
        document.getElementById("query").addEventListener(
          "input",
          () => {
            window.typedAt = performance.now();
            look();
          },
          {once: true},
        );
      });
    }, query);
    await page.keyboard.type(query.at(-1));
    times.push(await page.evaluate(async () => (await window.painted) - window.typedAt));
  }
  times.sort((one, other) => one - other);
  const [median, most] = [times[Math.floor(times.length / 2)], times.at(-1)];
  t.diagnostic(
    `from the last key to painted results: median ${median.toFixed(0)} ms, at most ${most.toFixed(0)} ms, ${times.length} queries`,
  );
  assert.ok(median < 500, `median ${median} ms`);
  assertClean(page);
});
