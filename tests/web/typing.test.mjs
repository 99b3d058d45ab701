import assert from "node:assert/strict";
import {test} from "node:test";
import {assertClean, count, open, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

// A page whose clock stands still, so that no pause in typing happens unless a test makes it.
async function typist(address) {
  const page = await world.newPage();
  await page.clock.install();
  await open(page, address);
  await page.clock.pauseAt(Date.now() + 60_000);
  return page;
}

// Types, and waits for the answer's effect on the page: all requests are over, and their continuations have run.
async function type(page, keys, query) {
  const isOf = (url, path) =>
    url.pathname.endsWith(`/${path}`) && url.searchParams.get("q") === query && url.searchParams.has("typing");
  const answered = ["search", "timeline", "facets"].map((path) =>
    page.waitForResponse((response) => isOf(new URL(response.url()), path)),
  );
  await page.keyboard.type(keys);
  await page.clock.runFor(100);
  for (const response of await Promise.all(answered)) await response.finished();
  await page.waitForFunction(() => !document.getElementById("results").hasAttribute("aria-busy"));
  await page.clock.runFor(100);
}

async function behind(page) {
  return page.locator(".behind").evaluateAll((nodes) => nodes.map(({id}) => id).sort());
}

const PARTS = ["count", "facets", "results", "timeline"];

test("half a word shows the articles of the words that begin with it", async () => {
  const page = await typist("/?q=tariff");
  await page.fill("#query", "");
  await type(page, "nvid", "nvid");
  assert.equal(await count(page), 31);
  assert.deepEqual(await behind(page), []);
  assertClean(page);
});

test("a failure waits for a pause, and the earlier answer stays, dimmed and without counts", async () => {
  const FAILURES = [
    ["nothing found", "xq", ".nothing h2", "Nothing found"],
    ["some of the words", " xqyz volcano", ".note li", /No article has all of/],
    ["an error", " date:2025-0", ".problem-detail", /no month 0/i],
  ];
  for (const [name, keys, place, text] of FAILURES) {
    const page = await typist("/?q=nvidia");
    const before = await titles(page);
    await page.locator("#query").focus();
    await page.keyboard.press("End");
    await type(page, keys, `nvidia${keys}`);
    assert.deepEqual(await titles(page), before, name);
    assert.deepEqual(await behind(page), PARTS, name);
    assert.equal(await page.locator("#count").isVisible(), false, name);
    assert.equal(await page.locator(".facet-count").first().isVisible(), false, name);
    await page.clock.runFor(1000);
    await page.locator(place).first().waitFor();
    assert.match(await page.locator(place).first().textContent(), new RegExp(text), name);
    assert.deepEqual(await behind(page), [], name);
    assertClean(page, {refused: true});
  }
});

test("a correction waits for the pause, too", async () => {
  const page = await typist("/?q=nvidia");
  await page.locator("#query").focus();
  await page.keyboard.press("Home");
  await type(page, "chpis ", "chpis nvidia");
  await page.clock.runFor(100);
  assert.equal(await page.locator(".note li").count(), 0);
  await page.clock.runFor(1000);
  await page.locator("[data-corrected]").waitFor();
  assert.deepEqual(await behind(page), []);
  assertClean(page);
});

test("Enter shows a failure at once", async () => {
  const page = await typist("/?q=nvidia");
  await page.locator("#query").focus();
  await page.keyboard.press("End");
  await type(page, "xq", "nvidiaxq");
  await page.keyboard.press("Enter");
  await page.locator(".nothing h2").waitFor();
  assert.deepEqual(await behind(page), []);
  assertClean(page);
});

test("the key after a failure brings the answer to the new text only", async () => {
  const page = await typist("/?q=nvidia");
  await page.locator("#query").focus();
  await page.keyboard.press("End");
  await type(page, "x", "nvidiax");
  await page.keyboard.press("Backspace");
  await type(page, "", "nvidia");
  await page.clock.runFor(2000);
  assert.equal(await page.locator(".nothing").count(), 0);
  assert.equal(await count(page), 31);
  assertClean(page);
});

test("an answer that takes long leaves the earlier one dimmed until it is there", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const before = await titles(page);
  let release;
  const released = new Promise((resolve) => (release = resolve));
  await page.route(/\/api\/v1\/(search|timeline|facets)\?/, async (route) => {
    await released;
    await route.continue().catch(() => {});
  });
  await page.fill("#query", "nvidia");
  await page.waitForFunction(() => document.querySelectorAll(".behind").length === 4);
  assert.deepEqual(await titles(page), before);
  release();
  await settled(page);
  assert.deepEqual(await behind(page), []);
  assert.equal(await count(page), 31);
  assertClean(page);
});
