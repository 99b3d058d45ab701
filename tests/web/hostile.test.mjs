// An archive whose fields all try to run code in the reader's browser.
import assert from "node:assert/strict";
import {test} from "node:test";
import {archiveOf} from "./support/archives.mjs";
import {articleShown, assertClean, open, search, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const ran = (where) => `window.ran="${where}"`;
const PAYLOADS = [
  (where) => `<script>${ran(where)};alert(1)</script>`,
  (where) => `<img src=x onerror='${ran(where)};alert(1)'>`,
  (where) => `"><svg onload='${ran(where)};alert(1)'>`,
  (where) => `' onmouseover='${ran(where)}' style='position:fixed;inset:0' x='`,
  (where) => `</title></textarea></style><iframe src="javascript:parent.${ran(where)}"></iframe>`,
  (where) => `{{constructor.constructor('${ran(where)}')()}}\${${ran(where)}}`,
];
const ADDRESSES = [
  `javascript:${ran("url")};alert(1)//`,
  `JaVaScRiPt:${ran("url")}`,
  `data:text/html,<script>${ran("url")}</script>`,
  `vbscript:${ran("url")}`,
  `https://evil.example/"onmouseover="${ran("url")}`,
  `//evil.example/`,
];

// tape-index removes markup from its input, so text that must arrive as markup is written with entities.
const written = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
const ARTICLES = PAYLOADS.flatMap((payload) => [payload, (where) => written(payload(where))]);

const articles = ARTICLES.map((payload, index) => ({
  id: `hostile-${index}`,
  title: `Oil ${payload("title")}`,
  source: `Wire ${payload("source")}`,
  author: `By ${payload("author")}`,
  url: `${ADDRESSES[index % ADDRESSES.length]}${index}`,
  tickers: [`T${index}`, payload("ticker")],
  labels: [payload("label")],
  language: payload("language"),
  published: `2025-01-${10 + index}T12:00:00Z`,
  body: `Oil prices rose. ${payload("body")} (NYSE: XOM)\n\nMore of it: ${payload("body")} oil`,
}));

const world = suite(() => archiveOf(articles));

async function assertNothingRan(page, options) {
  assert.equal(await page.evaluate(() => window.ran), undefined);
  const strange = await page.evaluate(() => {
    const isOwn = (node) => /^assets\/[0-9a-f]{12}\/(scripts\/(theme|main)|bundle\/page)\.js$/.test(node.getAttribute("src"));
    const scripts = [...document.querySelectorAll("script")].filter((node) => !isOwn(node));
    const others = document.querySelectorAll(
      "iframe, object, embed, img, base, meta[http-equiv], body style, body link, [srcdoc]",
    );
    const handlers = [...document.querySelectorAll("*")].filter((node) =>
      [...node.attributes].some(({name}) => name.startsWith("on")),
    );
    const links = [...document.querySelectorAll("a[href]")].filter(
      (node) => !/^(https?:\/\/|[?#]|\.\/$|api\/v1\/)/.test(node.getAttribute("href")),
    );
    return [...scripts, ...others, ...handlers, ...links].map((node) => node.outerHTML);
  });
  assert.deepEqual(strange, []);
  assertClean(page, options);
}

test("a list of hostile articles is text and runs nothing", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&collapse=none");
  assert.equal(await page.locator(".row").count(), ARTICLES.length);
  const text = await page.locator("#results").innerText();
  for (const markup of ["<script>", "<img src=x", "<svg onload", "<iframe src="])
    assert.ok(text.includes(markup), `${markup} has come as far as the page`);
  for (const where of ["title", "source", "author", "body"])
    assert.ok(text.includes(`window.ran="${where}"`), `the ${where} is shown as it is`);
  for (const row of await page.locator(".row").all()) await row.hover();
  await assertNothingRan(page);
});

test("hostile articles can be read", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&collapse=none");
  for (const link of await page.locator(".row-title a").all()) {
    await link.click();
    await articleShown(page);
    await page.locator("#article summary").first().click();
    for (const part of [".article-title", ".article-tags .tag", ".article-body p", ".article-original", "dd"])
      await page.locator(`#article ${part}`).first().hover({force: true});
    await assertNothingRan(page);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.getElementById("article").hidden);
  }
});

test("an address is linked when it is of the web, and otherwise shown as text", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&sort=oldest&collapse=none");
  for (const [index, link] of (await page.locator(".row-title a").all()).entries()) {
    await link.click();
    await articleShown(page);
    const hrefs = await page
      .locator(".article-original a, .article-bar a")
      .evaluateAll((nodes) => nodes.map((node) => node.href));
    const address = ADDRESSES[index % ADDRESSES.length];
    const isWeb = address.startsWith("https:");
    assert.equal(hrefs.length, isWeb ? 2 : 0, address);
    for (const href of hrefs) assert.ok(href.startsWith("https://evil.example/"), href);
    const popups = [];
    page.context().on("page", (popup) => popups.push(popup));
    if (!isWeb) await page.keyboard.press("o");
    assert.deepEqual(popups, []);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.getElementById("article").hidden);
  }
  await assertNothingRan(page);
});

test("hostile facets, filters and chips are text", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&collapse=none");
  if (await page.locator('[data-key="more-source"]').count()) await page.locator('[data-key="more-source"]').click();
  const names = await page
    .locator('[data-facet="source"] input')
    .evaluateAll((nodes) => nodes.map((node) => node.dataset.key));
  assert.ok(names.length > PAYLOADS.length);
  for (const name of names) {
    const value = page.locator(`.facet-value:has([data-key=${JSON.stringify(name)}])`);
    await value.hover();
    await value.click();
    await settled(page);
    await assertNothingRan(page);
  }
  assert.equal(await page.locator(".chip[data-kind=outlet]").count(), names.length);
  assert.equal(await page.locator(".row").count(), ARTICLES.length, "each outlet's name is understood as it is");
  await assertNothingRan(page);
});

test("a hostile query and address are text", async () => {
  const page = await world.newPage();
  for (const payload of PAYLOADS) {
    const hostile = payload("query");
    const address = new URLSearchParams({
      q: hostile,
      tickers: hostile,
      sources: hostile,
      since: hostile,
      until: hostile,
      sort: hostile,
      match: hostile,
      id: hostile,
      shown: hostile,
    });
    await page.goto(`/?${address}`);
    await page.locator(".problem, .nothing").first().waitFor();
    await assertNothingRan(page, {refused: true});
    await page.goto(`/?${new URLSearchParams({q: hostile, match: "all"})}`);
    await settled(page);
    await assertNothingRan(page, {refused: true});
    await search(page, `${hostile} nothing`);
    await assertNothingRan(page, {refused: true});
  }
});

test("hostile suggestions are text", async () => {
  const page = await world.newPage();
  await open(page);
  for (const typed of ["wire", "wi", "t1", "scr", "ala"]) {
    await page.fill("#query", "");
    await page.locator("#query").pressSequentially(typed);
    await page.waitForTimeout(200);
    if (await page.locator("#suggestions").isVisible()) await page.keyboard.press("ArrowDown");
    await assertNothingRan(page);
  }
});

test("what the browser was told to forbid is forbidden", async () => {
  const page = await world.newPage();
  await open(page);
  const blocked = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.inline = true";
    document.body.append(script);
    const image = new Image();
    const failed = new Promise((resolve) => {
      image.onerror = () => resolve(true);
    });
    image.src = "http://127.0.0.1:9/x.png";
    return {inline: window.inline === undefined, image: await failed};
  });
  assert.deepEqual(blocked, {inline: true, image: true});
  await page.waitForTimeout(100);
  assert.equal(page.faults.violations.length, 2, "and reported to this test");
});
