import assert from "node:assert/strict";
import {test} from "node:test";
import {assertClean, count, open, parameters, search, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

test("a query is answered while it is typed, with the words marked in every form", async () => {
  const page = await world.newPage();
  await open(page);
  await page.locator("#query").pressSequentially("DeepSeek GPU demand");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("q") === "DeepSeek GPU demand");
  await settled(page);
  assert.equal(await count(page), 6);
  assert.equal((await titles(page)).length, 5);
  const marks = new Set(await page.locator(".row-snippet mark").allTextContents());
  for (const word of ["DeepSeek", "GPUs", "demand"]) assert.ok(marks.has(word), `${word} is marked`);
  assert.match(await page.locator("#count").textContent(), /^6 articles in 5 stories · [\d.]+ m?s Show copies$/);
  await page.waitForFunction(() => document.getElementById("announcer").textContent === "6 articles found");
  assertClean(page);
});

test("a story is listed once; its copies open in place, and can be listed", async () => {
  const page = await world.newPage();
  await open(page, "/?q=DeepSeek+GPU+demand");
  const copies = page.locator(".copies-open");
  assert.equal(await copies.textContent(), "+1 copy: Harbor Wire 22:30 first");
  await copies.click();
  await page.waitForFunction(() => document.querySelectorAll(".copies time").length === 2);
  const reports = await page.locator(".copies li").allTextContents();
  assert.match(reports[0], /^27 Jan 2025, 22:30 UTC · Harbor Wire · the first report/);
  assert.match(reports[1], /^28 Jan 2025, 00:10 UTC · Northgate Markets · .* words more/);
  await page.locator(".count-every").click();
  await page.waitForFunction(() => document.querySelector(".rows")?.childElementCount === 6);
  assert.equal((await parameters(page)).collapse, "none");
  assert.equal(await page.locator(".copies-open").count(), 0);
  assertClean(page);
});

test("a result has title, outlet, time with its zone, companies and snippet", async () => {
  const page = await world.newPage();
  await open(page, "/?q=title%3A%22AI+power+trade+short-circuits%22");
  const row = page.locator(".row").first();
  assert.equal(
    await row.locator(".row-title").textContent(),
    "AI power trade short-circuits: Vistra, Constellation dive on DeepSeek news",
  );
  assert.equal(await row.locator(".row-meta b").textContent(), "Northgate Markets");
  assert.equal(await row.locator("time").getAttribute("datetime"), "2025-01-28T00:10:00Z");
  assert.equal(await row.locator(".row-when").innerText(), "28 Jan 2025\n00:10 UTC");
  assert.ok((await row.locator(".tag").allTextContents()).includes("VST"));
  assert.ok((await row.locator(".row-snippet").textContent()).length > 80);
  assertClean(page);
});

test("without a query the page shows the latest articles of the whole archive", async () => {
  const page = await world.newPage();
  await open(page);
  assert.equal(await count(page), 167);
  assert.equal(await page.locator("#results h2").first().textContent(), "Latest articles");
  assert.equal((await titles(page))[0], "Xiaomi sells out months of production in one hour with YU7");
  assert.ok((await page.locator(".period").count()) > 20);
  assertClean(page);
});

test("results are sorted by time when asked", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.getByLabel("Order").selectOption("Oldest");
  await settled(page);
  assert.equal((await parameters(page)).sort, "oldest");
  const times = await page.locator(".row time").evaluateAll((nodes) => nodes.map((node) => node.dateTime));
  assert.ok(times.length > 20);
  assert.deepEqual(times, [...times].sort());
  assertClean(page);
});

test("the order shown is the order of the list", async () => {
  const page = await world.newPage();
  const shown = () => page.getByLabel("Order").evaluate((select) => select.selectedOptions[0].text);
  const offered = () =>
    page
      .getByLabel("Order")
      .evaluate((select) => [...select.options].filter(({hidden}) => !hidden).map(({text}) => text));
  for (const [address, order] of [
    ["/?q=tariff", "Relevance"],
    ["/?q=tariff&sort=relevance", "Relevance"],
    ["/?q=tariff&sort=recent", "Recent and relevant"],
    ["/?q=tariff&sort=oldest", "Oldest"],
    ["/?q=tariff&sort=length", "length"],
    ["/?q=ticker%3AMETA", "Newest"],
    ["/?q=ticker%3AMETA&sort=recent", "Newest"],
    ["/?ticker=META", "Newest"],
    ["/", "Newest"],
  ]) {
    await open(page, address);
    assert.equal(await shown(), order, address);
  }
  assert.deepEqual(await offered(), ["Newest", "Oldest"], "there is nothing to rank by");
  await open(page, "/?q=ticker%3AMETA");
  await page.locator(".row-title a").first().click();
  await page.waitForFunction(() => !document.getElementById("article").hidden);
  assert.equal(await shown(), "Newest");
  assertClean(page);
});

test("recent and relevant ranks newer articles higher", async () => {
  const page = await world.newPage();
  const mean = async () => {
    const times = await page
      .locator(".row time")
      .evaluateAll((nodes) => nodes.slice(0, 10).map((node) => Date.parse(node.dateTime)));
    return times.reduce((sum, time) => sum + time, 0) / times.length;
  };
  await open(page, "/?q=tariff");
  const ranked = await mean();
  await page.getByLabel("Order").selectOption("Recent and relevant");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", sort: "recent"});
  assert.ok((await mean()) - ranked > 30 * 86_400_000, "the first ten are newer by months");
  assertClean(page);
});

test("results load further by the button and by scrolling, each article once", async () => {
  const page = await world.newPage();
  await open(page);
  const rows = page.locator(".row");
  assert.equal(await rows.count(), 30);
  await page.locator("#more").click();
  await page.waitForFunction(() => document.querySelectorAll(".row").length >= 60);
  assert.ok(Number((await parameters(page)).shown) >= 60);
  for (let turn = 0; turn < 20 && (await page.locator("#more").count()); ++turn) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForTimeout(120);
  }
  assert.equal(await rows.count(), 165);
  const ids = await rows.evaluateAll((nodes) => nodes.map((node) => node.dataset.id));
  assert.equal(new Set(ids).size, 165);
  assert.equal(await page.locator(".more").textContent(), "All 165 stories shown");
  assertClean(page);
});

test("a company suggested while typing becomes a filter", async () => {
  const page = await world.newPage();
  await open(page);
  await page.locator("#query").pressSequentially("tariff nvid");
  const option = page.getByRole("option", {name: "NVDA Nvidia"});
  await option.waitFor();
  assert.equal(await page.locator("#query").getAttribute("aria-expanded"), "true");
  await page.keyboard.press("ArrowDown");
  assert.equal(await option.getAttribute("aria-selected"), "true");
  assert.equal(await page.locator("#query").getAttribute("aria-activedescendant"), await option.getAttribute("id"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("ticker") === "NVDA");
  await settled(page);
  assert.equal(await page.locator("#query").inputValue(), "tariff");
  assert.equal(await page.locator(".chip").first().innerText(), "NVDA Nvidia");
  assert.equal(await count(page), 10);
  assertClean(page);
});

test("an outlet and a word are suggested, and go into a query that is more than words", async () => {
  const page = await world.newPage();
  await open(page);
  await page.locator("#query").pressSequentially("oil -source:har");
  await page.getByRole("option", {name: "Harbor Wire"}).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#query").inputValue(), 'oil -source:"Harbor Wire" ');
  await page.fill("#query", "");
  await page.locator("#query").pressSequentially("tarif");
  await page.getByRole("option", {name: "tariffs"}).first().waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#suggestions").isVisible(), false);
  assertClean(page);
});

test("the query language is one click away, and every example in it works", async () => {
  const page = await world.newPage();
  await open(page);
  await page.getByRole("button", {name: "How to search"}).click();
  const examples = page.locator("#help td a");
  const queries = await examples.allTextContents();
  assert.ok(queries.length >= 15);
  for (const query of queries) {
    const response = await page.request.get(`/api/v1/search?${new URLSearchParams({q: query, match: "all"})}`);
    assert.equal(response.status(), 200, query);
    assert.deepEqual((await response.json()).query.warnings, [], query);
  }
  await examples.filter({hasText: '"rate cut"'}).first().click();
  await settled(page);
  assert.equal(await page.locator("#query").inputValue(), '"rate cut"');
  assert.equal(await page.locator("#help").isVisible(), false);
  assert.ok((await count(page)) > 0);
  assertClean(page);
});

test("warnings are shown, and a misspelt word can be searched for as it is meant", async () => {
  const page = await world.newPage();
  await open(page, "/?q=deepseak+gpu");
  const notes = page.getByRole("list", {name: "Notes on this search"});
  assert.match(await notes.textContent(), /No article has all of: deepseak, gpu/);
  assert.ok((await page.locator(".period").count()) > 0, "the timeline shows what the results do");
  await notes.getByRole("button", {name: "DeepSeek gpu"}).click();
  await settled(page);
  assert.equal((await parameters(page)).q, "DeepSeek gpu");
  assert.equal(await count(page), 13);
  assertClean(page);
});

test("articles with some of the words stand under a heading of their own", async () => {
  const page = await world.newPage();
  await open(page, "/?q=%22rate+cut%22+inflation");
  const own = page.getByRole("list", {name: /With some of the words/});
  assert.ok((await own.locator(".row").count()) > 0);
  assert.equal(await page.locator("ol.rows").first().locator(".row").count(), await count(page));
  assertClean(page);
});

test("nothing found is explained, with what may have been meant", async () => {
  const page = await world.newPage();
  await open(page, "/?q=deepseak+gpu&match=all&source=Harbor+Wire");
  assert.equal(await page.locator(".nothing h2").textContent(), "Nothing found");
  assert.match(await page.locator(".nothing").textContent(), /deepseak\s*in no article/);
  assert.match(await page.locator(".nothing").textContent(), /source:"Harbor Wire"/);
  await page.locator(".nothing [data-corrected]").click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "DeepSeek gpu", match: "all", source: "Harbor Wire"});
  assert.equal(await count(page), 3);
  assertClean(page);
});

test("dates outside the archive are said to be so", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&since=2031");
  assert.match(
    await page.locator(".nothing").textContent(),
    /The archive's articles are from 1 Nov 2024, 22:40 UTC to 27 Jun 2025, 08:50 UTC/,
  );
  await page.getByRole("button", {name: "Search without the filters"}).click();
  await settled(page);
  assert.equal(await count(page), 54);
  assertClean(page);
});

test("an unknown company in a filter can be put right", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDIA");
  await page.locator(".nothing").getByRole("button", {name: "NVDA Nvidia"}).click();
  await settled(page);
  assert.equal((await parameters(page)).ticker, "NVDA");
  assert.equal(await count(page), 10);
  assertClean(page);
});

test("articles without a date that the dates leave out are told of, and can be shown", async () => {
  const page = await world.newPage();
  await open(page, "/?q=nvidia+tariff+OR+H20&since=2024");
  await page.getByRole("button", {name: "Show it"}).click();
  await settled(page);
  assert.equal(await page.locator(".row-when").first().innerText(), "Undated");
  assert.equal(await count(page), 1);
  assertClean(page);
});

test("an error in the query is shown with a caret under its place", async () => {
  const page = await world.newPage();
  const query = "öl 🛢 date:2025-02-31 crude";
  await open(page, `/?${new URLSearchParams({q: query})}`);
  const [line, caret] = (await page.locator(".place").textContent()).split("\n");
  assert.equal(line, query);
  assert.equal(
    Array.from(line).slice(caret.indexOf("^")).join(""),
    "31 crude",
    "it stands under the day, counted in characters",
  );
  assert.match(await page.locator(".problem-detail").textContent(), /no day 31/);
  assertClean(page, {refused: true});
});

test("typical words of the results are one click away, and a click searches for them too", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.getByRole("button", {name: "Typical words"}).click();
  const term = page.locator('[data-facet="terms"] .facet-value').first();
  await term.waitFor();
  const [word, expected] = await Promise.all(
    [".facet-name", ".facet-count"].map((part) => term.locator(part).innerText()),
  );
  await term.click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: `tariff ${word}`});
  assert.equal(await count(page), Number(expected));
  assertClean(page);
});

test("the current search can be had as a table and as a feed", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA");
  const forms = [
    ["#export-csv", "text/csv"],
    ["#export-snippets", "text/csv"],
    ["#export-rss", "application/rss+xml; charset=utf-8"],
    ["#export-atom", "application/atom+xml; charset=utf-8"],
  ];
  for (const [link, type] of forms) {
    const response = await page.request.get(await page.locator(link).getAttribute("href"));
    assert.equal(response.status(), 200, link);
    assert.ok(response.headers()["content-type"].startsWith(type), `${link}: ${response.headers()["content-type"]}`);
    assert.match(await response.text(), /tariff/i, link);
  }
  const table = await page.request.get(await page.locator("#export-snippets").getAttribute("href"));
  assert.match(await table.text(), /^[^\n]*,snippet\r?\n/);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator("#exports summary").click();
  await page.locator('[data-feed="export-rss"]').click();
  await page.getByRole("button", {name: "Copied"}).waitFor();
  assert.equal(
    await page.evaluate(() => navigator.clipboard.readText()),
    `${world.url}/${await page.locator("#export-rss").getAttribute("href")}`,
  );
  assert.equal(
    await page.locator("#feed-discovery").getAttribute("href"),
    await page.locator("#export-rss").getAttribute("href"),
  );
  const openSearch = await page.request.get(await page.locator('link[rel="search"]').getAttribute("href"));
  assert.equal(openSearch.status(), 200);
  assert.match(await openSearch.text(), /<OpenSearchDescription/);
  assertClean(page);
});
