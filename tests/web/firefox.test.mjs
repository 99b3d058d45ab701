// The main path of a reader, and axe at four widths, in Firefox.
import assert from "node:assert/strict";
import {test} from "node:test";
import {axeReport} from "./support/axe.mjs";
import {sampleArchive} from "./support/archives.mjs";
import {
  articleShown,
  assertClean,
  count,
  launchFirefox,
  newPage,
  open,
  parameters,
  settled,
  titles,
  withoutFirefox,
} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const skip = withoutFirefox();
const world = skip ? {} : suite(sampleArchive, launchFirefox);
const WIDTHS = [
  {width: 390, height: 844},
  {width: 1280, height: 720},
  {width: 1440, height: 900},
  {width: 2560, height: 1440},
];
const STATES = ["/", "/?q=tariff&ticker=NVDA", "/?q=deepseak+gpu&match=all"];

test("Firefox: a query is typed, narrowed, read and left again", {skip}, async () => {
  const page = await world.newPage();
  await open(page);
  await page.locator("#query").pressSequentially("DeepSeek GPU demand", {timeout: 30_000});
  await page.waitForFunction(() => new URLSearchParams(location.search).get("q") === "DeepSeek GPU demand");
  await settled(page);
  assert.equal(await count(page), 6);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.closest(".row"));
  const [, second] = await titles(page);
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await articleShown(page);
  assert.equal(await page.locator("#article h1, #article h2").first().textContent(), second);
  assert.ok((await page.locator("#article mark").count()) > 0);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !new URLSearchParams(location.search).get("id"));
  await page.locator('[data-facet="source"] .facet-value').first().click();
  await settled(page);
  assert.ok((await parameters(page)).source);
  const narrowed = await count(page);
  assert.ok(narrowed > 0 && narrowed < 6, String(narrowed));
  await page.goBack();
  await settled(page);
  assert.equal(await count(page), 6);
  assertClean(page);
});

test("Firefox: columns of the timeline narrow the dates, and a bad date marks its field", {skip}, async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const before = await count(page);
  const column = page.locator(".period.peak, .period").first();
  const period = await column.getAttribute("data-period");
  await column.click({position: {x: 1, y: 40}});
  await settled(page);
  assert.ok((await parameters(page)).since.startsWith(period.slice(0, 4)));
  assert.ok((await count(page)) < before);
  const from = page.getByRole("textbox", {name: /^From/});
  await from.fill("2025-02-31");
  await page.keyboard.press("Enter");
  await page.locator('[name="since"][aria-invalid="true"]').waitFor();
  assertClean(page, {refused: true});
});

for (const colorScheme of ["light", "dark"]) {
  test(`Firefox: axe finds nothing to complain of, ${colorScheme}`, {skip}, async (t) => {
    const browser = colorScheme === "dark" ? await launchFirefox({colorScheme}) : world.browser;
    for (const viewport of WIDTHS) {
      for (const state of STATES) {
        const page = await newPage(browser, world.url, {viewport});
        await open(page, state);
        const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
        assert.equal(isDark, colorScheme === "dark");
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(wide, 0, `${state} scrolls sideways at ${viewport.width}`);
        const {told, passes} = await axeReport(page);
        assert.deepEqual(told, [], `${state} at ${viewport.width}`);
        t.diagnostic(`${state} at ${viewport.width}: ${passes} rules hold`);
        await page.context().close();
      }
    }
    if (browser !== world.browser) await browser.close();
  });
}
