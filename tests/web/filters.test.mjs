import assert from "node:assert/strict";
import {test} from "node:test";
import {archiveOf} from "./support/archives.mjs";
import {address, assertClean, count, newPage, open, parameters, settled, titles} from "./support/browser.mjs";
import {serve} from "./support/server.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

async function periodBox(page, period) {
  return page.locator(`.period[data-period="${period}"] .ground`).boundingBox();
}

async function middle(page, period) {
  const box = await periodBox(page, period);
  return [box.x + box.width / 2, box.y + box.height / 2];
}

test("a click on a column of the timeline narrows the dates to it", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const label = await page.locator('.period[data-period="2025-W09"]').getAttribute("aria-label");
  assert.equal(label, "24 Feb – 2 Mar 2025: 5 articles");
  await page.mouse.click(...(await middle(page, "2025-W09")));
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-02-24", until: "2025-03-02"});
  assert.equal(await count(page), 5);
  assert.equal(await page.locator(".chip").first().innerText(), "24 Feb – 2 Mar 2025");
  await page.getByRole("button", {name: "All dates"}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff"});
  assertClean(page);
});

test("a drag over columns narrows the dates to all of them, either way", async () => {
  for (const [from, to] of [
    ["2025-W14", "2025-W16"],
    ["2025-W16", "2025-W14"],
  ]) {
    const page = await world.newPage();
    await open(page, "/?q=tariff");
    await page.mouse.move(...(await middle(page, from)));
    await page.mouse.down();
    await page.mouse.move(...(await middle(page, to)), {steps: 5});
    assert.equal(await page.locator('.period[aria-selected="true"]').count(), 3);
    assert.match(await page.locator(".timeline-read").textContent(), /31 Mar – 20 Apr 2025\s+11 articles/);
    await page.mouse.up();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-03-31", until: "2025-04-20"});
    assert.equal(await count(page), 11);
    assertClean(page);
  }
});

test("a finger narrows the dates too", async () => {
  const page = await world.newPage({viewport: {width: 390, height: 844}, touch: true});
  await open(page, "/?q=tariff");
  await page.getByRole("button", {name: "Filters"}).tap();
  await page.touchscreen.tap(...(await middle(page, "2025-W09")));
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-02-24", until: "2025-03-02"});
  assertClean(page);
});

test("columns never widen the dates that hold already", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&since=2025-01-01&until=2025-06");
  const first = page.locator(".period").first();
  assert.match(await first.getAttribute("aria-label"), /^1 – 5 Jan 2025/);
  const box = await first.locator(".ground").boundingBox();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await settled(page);
  assert.equal((await parameters(page)).since, "2025-01-01");
  assertClean(page);
});

test("a peak is named by its top headline, and its name narrows the dates to it", async () => {
  const page = await world.newPage();
  await open(page, "/?q=Nvidia");
  const peak = page.locator(".peak-name").first();
  assert.equal(await peak.textContent(), "Nvidia claws back $260 billion as tech shares steady after DeepSeek shock");
  await peak.hover();
  assert.match(
    await page.locator(".timeline-read").textContent(),
    /27 Jan – 2 Feb 2025\s+10 articles, usually 1, most on 2\d Jan 2025; often DeepSeek, /,
  );
  await peak.click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "Nvidia", since: "2025-01-27", until: "2025-02-02"});
  assert.equal(await count(page), 10);
  assertClean(page);
});

test("a facet narrows, a second value of it widens, and their counts hold", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const value = (name) => page.locator(".facet-value", {hasText: name}).first();
  const told = Number(await value("NVDA").locator(".facet-count").textContent());
  await value("NVDA").click();
  await settled(page);
  assert.equal((await parameters(page)).ticker, "NVDA");
  assert.equal(await count(page), told);
  assert.equal(await value("NVDA").locator("input").isChecked(), true);
  await value("AAPL").click();
  await settled(page);
  assert.deepEqual(new URL(await address(page)).searchParams.getAll("ticker"), ["NVDA", "AAPL"]);
  assert.ok((await count(page)) > told);
  await value("Harbor Wire").click();
  await settled(page);
  assert.equal((await parameters(page)).source, "Harbor Wire");
  const outlets = new Set(await page.locator(".row-meta b").allTextContents());
  assert.deepEqual([...outlets], ["Harbor Wire"]);
  assertClean(page);
});

test("all values of a facet can be unfolded", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const values = page.locator('[data-facet="ticker"] .facet-value');
  assert.equal(await values.count(), 8);
  await page.locator('[data-key="more-ticker"]').click();
  assert.equal(await values.count(), 50);
  assertClean(page);
});

test("months narrow to their days, and dates can be typed", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.locator(".facet-value", {hasText: "Apr 2025"}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-04", until: "2025-04"});
  assert.equal(await page.locator(".chip").first().innerText(), "Apr 2025");
  assert.ok((await page.locator('[data-key^="date 2025-04-"]').count()) > 5);
  await page.getByRole("textbox", {name: /^From/}).fill("2025-03-10");
  await page.getByRole("textbox", {name: /^To/}).fill("2025-03");
  await page.getByRole("button", {name: "Set"}).click();
  await page.waitForURL(/since=2025-03-10/); // once the server has read the dates
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-03-10", until: "2025-03"});
  assertClean(page);
});

test("a date that is invalid marks its field, and takes nothing away", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&until=2025-03");
  const [titlesBefore, countBefore] = [await titles(page), await count(page)];
  const from = page.getByRole("textbox", {name: /^From/});
  await from.fill("2025-02-31");
  await page.keyboard.press("Enter");
  await page.locator('[name="since"][aria-invalid="true"]').waitFor();
  assert.match(
    await page.locator("#date-problem").textContent(),
    /^The month 2025-02 has no day 31; its last is 2025-02-28/,
  );
  assert.deepEqual(await parameters(page), {q: "tariff", until: "2025-03"});
  assert.deepEqual([await titles(page), await count(page)], [titlesBefore, countBefore]);
  await from.fill("2025-02");
  assert.equal(await from.getAttribute("aria-invalid"), null);
  await page.keyboard.press("Enter");
  await page.waitForURL(/since=2025-02/);
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-02", until: "2025-03"});
  await from.fill("2025-04");
  await page.keyboard.press("Enter");
  await page
    .locator("#date-problem")
    .getByText(/end before they begin.*; give the earlier date first$/)
    .waitFor();
  assertClean(page, {refused: true});
});

test("a usual period is one click, and a second click takes it away", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&until=2025-03");
  for (const [name, since] of [
    ["Today", "today"],
    ["24 h", "24h"],
    ["7 d", "7d"],
    ["30 d", "30d"],
    ["This year", "ytd"],
  ]) {
    const period = page.getByRole("button", {name, exact: true});
    await period.click();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "tariff", since});
    assert.equal(await period.getAttribute("aria-pressed"), "true");
    await period.click();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "tariff"});
  }
  assertClean(page);
});

test("any value can be required or excluded, and the labels say how many articles that leaves", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA");
  const act = (name) => page.getByRole("button", {name});
  const leaves = async (button) =>
    Number(/: (?:leaves )?(\d+) article/.exec(await button.getAttribute("aria-label"))[1]);
  for (const [name, filter] of [
    [/^and company \.SPX/, "ticker:.SPX"],
    [/^not outlet Quayside Financial/, '-source:"Quayside Financial"'],
  ]) {
    const button = act(name);
    const expected = await leaves(button);
    await button.click();
    await settled(page);
    assert.equal(await count(page), expected, filter);
    assert.ok(new URL(await address(page)).searchParams.getAll("filter").includes(filter));
    assert.equal(await act(name).getAttribute("aria-pressed"), "true");
  }
  assert.deepEqual(await page.locator(".chip:not(.chip-all)").allInnerTexts(), [
    "NVDA Nvidia",
    "and .SPX S&P 500",
    "not Quayside Financial",
  ]);
  await act(/^not company \.SPX/).click();
  await settled(page);
  assert.deepEqual(new URL(await address(page)).searchParams.getAll("filter"), [
    '-source:"Quayside Financial"',
    "-ticker:.SPX",
  ]);
  await act(/^not company \.SPX/).click();
  await settled(page);
  await page.getByRole("button", {name: "Remove the filter outlet: not Quayside Financial"}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", ticker: "NVDA"});
  assertClean(page);
});

test("beside a further value stands how many articles it adds", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA");
  const before = await count(page);
  const value = page.locator('[data-facet="ticker"] .facet-row', {hasText: "AAPL"});
  const added = await value.locator(".facet-count").innerText();
  assert.match(added, /^\+\d+$/);
  await value.locator("label").click();
  await settled(page);
  assert.equal(await count(page), before + Number(added));
  assertClean(page);
});

test("a box searches all values of a facet", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.getByRole("textbox", {name: "Find companies in the results"}).fill("barrick");
  const rows = page.locator('[data-facet="ticker"] .facet-row');
  await page.waitForFunction(() => document.querySelectorAll('[data-facet="ticker"] .facet-row').length === 1);
  assert.match(await rows.innerText(), /Barrick Mining/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "box-ticker");
  await rows.locator("label").click();
  await settled(page);
  assert.equal(await count(page), 1);
  assertClean(page);
});

test("authors and lengths are counted once opened, and narrow the search", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  assert.equal(await page.locator('[data-facet="author"] .facet-row').count(), 0);
  await page.getByRole("button", {name: "Authors"}).click();
  const author = page.locator('[data-facet="author"] .facet-row').first();
  await author.waitFor();
  const expected = Number(await author.locator(".facet-count").innerText());
  await author.locator("label").click();
  await settled(page);
  assert.equal(await count(page), expected);
  assert.equal(await page.locator('[data-facet="author"] input:checked').count(), 1, "it stays open");
  await page.locator(".chip").first().click();
  await settled(page);
  await page.getByRole("button", {name: "Length"}).click();
  const length = page.locator('[data-facet="length"] .facet-row', {hasText: "100 to 299 words"});
  await length.waitFor();
  const long = Number(await length.locator(".facet-count").innerText());
  await length.locator("label").click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", filter: "words:100..299"});
  assert.equal(await count(page), long);
  assertClean(page);
});

test("topics and languages narrow the search like other facets", async () => {
  const topics = [["Oil"], ["Oil", "Rates & Bonds"], ["rates & bonds"], [], ...Array(9).fill(["Oil"])];
  const archive = archiveOf(
    topics.map((labels, i) => ({
      title: `Quarry report ${i}`,
      body: `The quarry produced ${i} tons of limestone.`,
      date: "2025-01-30",
      source: "Quarry Wire",
      language: i % 2 ? "en" : "de",
      labels: i > 3 ? [...labels, `Region ${i}`] : labels,
    })),
  );
  const server = await serve(archive.archive);
  try {
    const page = await newPage(world.browser, server.url);
    await open(page, "/?q=quarry");
    const value = (facet, text) => page.locator(`[data-facet="${facet}"] .facet-row`, {hasText: text});
    assert.match(await value("label", /^oil/).innerText(), /oil\s+11/);
    assert.equal(await page.locator('[data-facet="source"]').isVisible(), false, "all results have the one outlet");
    assert.match(await value("language", "German").innerText(), /German\s+7/);
    await value("label", "rates & bonds").locator("label").click();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "quarry", label: "rates & bonds"});
    assert.equal(await count(page), 2);
    assert.match(await value("label", /^oil/).innerText(), /oil\s+\+10/, "what a further topic adds");
    await value("language", "German").getByRole("button", {name: "not language German"}).click();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "quarry", label: "rates & bonds", filter: "-lang:de"});
    assert.equal(await count(page), 1);
    assert.deepEqual(await page.locator(".chip:not(.chip-all)").allInnerTexts(), ["rates & bonds", "not German"]);
    await page.getByRole("button", {name: "Remove all"}).click();
    await settled(page);
    await page.getByLabel("Find topics in the results").fill("region 1");
    await page.waitForFunction(() => document.querySelectorAll('[data-facet="label"] .facet-row').length === 3);
    await page.getByLabel("Find topics in the results").fill("");
    await value("label", "rates & bonds").getByRole("button", {name: "and topic rates & bonds"}).click();
    await settled(page);
    assert.deepEqual(await parameters(page), {q: "quarry", filter: 'label:"rates & bonds"'});
    assert.equal(await count(page), 2);
    assertClean(page);
  } finally {
    await server.stop();
    archive.remove();
  }
});

test("a symbol on a row narrows the search, and Tab reaches it", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&since=2025-02");
  await page.locator(".row-title a").first().focus();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "tag");
  const symbol = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-02", ticker: symbol});
  const other = page.locator(".row .tag", {hasText: /^\.SPX$/}).first();
  await other.click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-02", ticker: symbol, filter: "ticker:.SPX"});
  assertClean(page);
});

test("a list with commas in the address is read as in the API", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA,AAPL");
  assert.deepEqual(await page.locator(".chip:not(.chip-all)").allInnerTexts(), ["NVDA Nvidia", "AAPL Apple"]);
  assertClean(page);
});

test("a value that is unusually frequent shows how much", async () => {
  const page = await world.newPage();
  await open(page, "/?q=DeepSeek");
  const lift = page.locator('[data-facet="ticker"] .facet-row', {hasText: "NVDA"}).locator(".facet-lift");
  assert.match(await lift.innerText(), /^\d\.\d×$/);
  assertClean(page);
});

test("chips take their filters away, one by one and all at once", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA&ticker=AAPL&source=Harbor+Wire&since=2025-01&match=all");
  assert.deepEqual(await page.locator(".chip").allInnerTexts(), [
    "NVDA Nvidia",
    "AAPL Apple",
    "Harbor Wire",
    "since Jan 2025",
    "every word",
    "Remove all",
  ]);
  await page.getByRole("button", {name: "Remove the filter company: AAPL Apple"}).click();
  await settled(page);
  assert.deepEqual(new URL(await address(page)).searchParams.getAll("ticker"), ["NVDA"]);
  await page.getByRole("button", {name: "Remove all"}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff"});
  assert.equal(await page.locator(".chip").count(), 0);
  assertClean(page);
});

test("a company without a symbol narrows the search by its key", async () => {
  const page = await world.newPage();
  await open(page, "/?q=Calpine");
  const before = await count(page);
  await page.getByRole("checkbox", {name: /^company calpine, Calpine/}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "Calpine", ticker: "calpine"});
  assert.ok((await count(page)) <= before);
  assertClean(page);
});

test("another reading of a symbol in a note is a button that searches for it", async () => {
  const page = await world.newPage();
  const note =
    "ticker:NVDA is Nvidia; 3 articles of 1987 have NVDA for Nova Data: ticker:NVDA@1987 or company:nova-data";
  await page.route(/\/api\/v1\/search\?/, async (route) => {
    const response = await route.fetch();
    const json = await response.json();
    if (json.query.text.startsWith("ticker:NVDA ")) json.query.warnings = [{code: "company-meaning", message: note}];
    await route.fulfill({response, json});
  });
  await open(page, "/?q=ticker%3ANVDA+chips");
  const list = page.getByRole("list", {name: "Notes on this search"});
  assert.equal(await list.innerText(), note);
  assert.deepEqual(await list.getByRole("button").allInnerTexts(), ["ticker:NVDA@1987", "company:nova-data"]);
  await list.getByRole("button").first().click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "ticker:NVDA@1987 chips"});
  assertClean(page);
});

test("a day of the calendar is set at once, and leaves the other end open", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  const opened = await page.evaluate(() => {
    let shown = "";
    HTMLInputElement.prototype.showPicker = function () {
      shown = this.type;
      this.value = "2025-03-01";
      this.dispatchEvent(new Event("change"));
    };
    document.querySelector('[aria-label="Calendar: first day"]').click();
    return shown;
  });
  assert.equal(opened, "date");
  await page.waitForFunction(() => new URLSearchParams(location.search).get("since"));
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", since: "2025-03-01"});
  assertClean(page);
});
