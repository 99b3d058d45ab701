// The timeline: hours of a day, comparisons, and the axis.
import assert from "node:assert/strict";
import {test} from "node:test";
import {assertClean, open, parameters, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

test("a day opens into hours, with those of its neighbours beside them", async () => {
  const page = await world.newPage();
  await open(page, "/?q=nvidia&since=2025-01-27&until=2025-01-27");
  assert.equal(await page.locator("#timeline h2").textContent(), "Articles per hour");
  assert.equal(await page.locator(".period").count(), 72);
  assert.equal(await page.locator(".period.beside").count(), 48);
  const {total} = await page.evaluate(async () =>
    (await fetch("api/v1/count?q=nvidia&since=2025-01-27&until=2025-01-27")).json().then(({counts}) => counts[0]),
  );
  assert.match(await page.locator(".timeline-read").textContent(), new RegExp(`^${total} articles?, 27 Jan 2025`));
  const names = await page.locator(".period:not(.beside)").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")));
  const counts = names.map((name) => Number(/: (\d+) /.exec(name)[1]));
  assert.equal(
    counts.reduce((sum, one) => sum + one, 0),
    total,
  );
  const at = counts.findIndex((one) => one > 0);
  const hour = String(at).padStart(2, "0");
  assert.ok(names[at].startsWith(`27 Jan 2025, ${hour}:00 – ${hour}:59: `), names[at]);
  await page.locator(".period:not(.beside)").nth(at).focus();
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await parameters(page), {
    q: "nvidia",
    since: `2025-01-27T${hour}:00`,
    until: `2025-01-27T${hour}:59`,
  });
  assert.equal(await page.locator(".row").count(), counts[at]);
  assert.equal(await page.locator(".chip").textContent(), `27 Jan 2025, ${hour}:00 – ${hour}:59`);
  assert.equal(await page.locator("#timeline h2").textContent(), "Articles per hour", "the day stays open");
  assertClean(page);
});

test("searches are drawn together, as counts or as shares", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff");
  await page.getByRole("button", {name: "Compare"}).click();
  await page.getByLabel("Compare with another search").fill("ticker:NVDA");
  await page.keyboard.press("Enter");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff", vs: "ticker:NVDA"});
  const legend = page.getByRole("list", {name: "Searches compared"}).locator("li");
  assert.deepEqual((await legend.locator("bdi").allTextContents()).map((text) => text.trim()), ["tariff", "Nvidia"]);
  assert.equal(await page.locator("polyline.series").count(), 1);
  const highest = () => page.locator(".timeline-plot svg > g:last-of-type > text:last-child").textContent();
  const count = await highest();
  assert.match(count, /^\d+$/);
  await page.getByRole("button", {name: "Shares"}).click();
  assert.match(await highest(), /^[\d.]+ %$/);
  await page.reload();
  await settled(page);
  assert.match(await highest(), /^[\d.]+ %$/, "the browser remembers it");
  await page.getByRole("button", {name: "Shares"}).click();
  assert.equal(await highest(), count);
  await page.locator(".period").first().hover();
  assert.match(await page.locator(".timeline-read").textContent(), /tariff \d+ of \d+, .*; Nvidia \d+ of \d+, /);
  await page.getByRole("button", {name: "Stop comparing with Nvidia"}).click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "tariff"});
  assert.equal(await page.locator("polyline.series").count(), 0);
  assertClean(page);
});

test("hours are drawn as shares of the articles of that hour, too", async () => {
  const page = await world.newPage();
  await open(page, "/?q=nvidia&vs=tariff&since=2025-01-27&until=2025-01-27");
  assert.equal(await page.locator("#timeline h2").textContent(), "Articles per hour");
  const highest = () => page.locator(".timeline-plot svg > g:last-of-type > text:last-child").textContent();
  assert.match(await highest(), /^\d+$/);
  await page.getByRole("button", {name: "Shares"}).click();
  assert.match(await highest(), /^[\d.]+ %$/);
  const ofHour = async (q) => {
    const answer = await page.evaluate(
      async (text) => (await fetch(`api/v1/facets?by=hour&since=2025-01-27&until=2025-01-27${text}`)).json(),
      q ? `&q=${q}` : "",
    );
    return answer.facets.hour.values;
  };
  const [{value: hour, count: own}] = await ofHour("nvidia");
  const {count: all} = (await ofHour("")).find(({value}) => value === hour);
  await page.locator(".period:not(.beside)").nth(Number(hour)).focus();
  const read = await page.locator(".timeline-read").textContent();
  assert.ok(read.includes(`nvidia ${own} of ${all}, `), read);
  assertClean(page);
});

test("companies among which articles are searched, and `vs` in the box, are compared by one click", async () => {
  const page = await world.newPage();
  const cases = [
    ["/?ticker=NVDA,AAPL", {ticker: "NVDA", vs: "ticker:NVDA"}, ["Nvidia, Apple", "Nvidia", "Apple"]],
    ["/?q=oil+vs+gold", {q: "oil", vs: "gold"}, ["oil", "gold"]],
  ];
  for (const [address, expected, names] of cases) {
    await open(page, address);
    await page.getByRole("button", {name: "Compare"}).click();
    await settled(page);
    const all = new URL(page.url()).searchParams;
    for (const [name, value] of Object.entries(expected)) assert.equal(all.getAll(name)[0], value);
    assert.deepEqual(await page.locator(".timeline-legend bdi").allTextContents(), names);
  }
  assertClean(page);
});

test("the labels of the axis are at regular distances", async () => {
  const page = await world.newPage();
  await open(page);
  const cases = [
    ["year", 1987, 40, 285],
    ["month", 2001, 100, 285],
    ["month", 2024, 8, 285],
    ["day", 2025, 45, 285],
  ];
  const found = await page.evaluate(async (all) => {
    const {axisLabels} = await import(new URL("scripts/timeline_axis.js", document.baseURI).href);
    return all.map(([by, year, length, width]) => {
      const periods = Array.from({length}, (_, i) => {
        const date = {
          year: [year + i, 0, 1],
          month: [year, i, 1],
          day: [year, 0, 1 + i],
        }[by];
        const begin = new Date(Date.UTC(...date)).toISOString().slice(0, 10);
        return {begin, period: begin};
      });
      return axisLabels(periods, by, width).map(({text}) => text);
    });
  }, cases);
  assert.deepEqual(found, [
    ["1990", "1995", "2000", "2005", "2010", "2015", "2020"],
    ["2001", "2002", "2003", "2004", "2005", "2006", "2007", "2008"],
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"],
    ["6 Jan", "13", "20", "27", "3 Feb", "10"],
  ]);
});
