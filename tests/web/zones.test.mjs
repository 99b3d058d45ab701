// Days and times in the reader's own time zone, with UTC one click away; and feeds as browsers show them.
import assert from "node:assert/strict";
import {test} from "node:test";
import {archiveOf} from "./support/archives.mjs";
import {assertClean, count, open, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite(() =>
  archiveOf([
    {id: "a", title: "Late oil", source: "Harbor Wire", published: "2025-01-30T23:30:00Z", body: "Oil's price rose late."},
    {id: "b", title: "Early oil", source: "Harbor Wire", published: "2025-01-30T08:00:00Z", body: "Oil fell early."},
    {id: "c", title: "Oil of a day", source: "Harbor Wire", published: "2025-01-30", body: "Oil had a day."},
  ]),
);

async function times(page) {
  const rows = await page.locator(".row").all();
  return Object.fromEntries(
    await Promise.all(
      rows.map(async (row) => [
        await row.locator(".row-title").innerText(),
        (await row.locator(".row-when").innerText()).replace(/\s+/g, " ").trim(),
      ]),
    ),
  );
}

test("times and days are those of the reader, and of UTC after a click", async () => {
  const page = await world.newPage({timezoneId: "Asia/Tokyo"});
  await open(page, "/?q=oil&sort=newest");
  const own = await times(page);
  assert.match(own["Late oil"], /^31 Jan 2025 08:30 GMT\+9$/);
  assert.match(own["Early oil"], /^30 Jan 2025 17:00 GMT\+9$/);
  assert.equal(own["Oil of a day"], "30 Jan 2025");

  // A day is the reader's day, too.
  await open(page, "/?q=oil&since=2025-01-31&until=2025-01-31");
  assert.deepEqual(await titles(page), ["Late oil"]);
  const zone = page.locator(".facet-zone");
  assert.match(await zone.getAttribute("aria-label"), /in Asia\/Tokyo; switch to UTC/);
  await zone.click();
  await settled(page);
  await page.waitForFunction(() => document.querySelector(".facet-zone")?.textContent === "UTC");
  await page.waitForFunction(() => !document.querySelector(".row"));
  await open(page, "/?q=oil&sort=newest");
  assert.equal((await times(page))["Late oil"], "30 Jan 2025 23:30 UTC");
  await page.reload();
  await settled(page);
  assert.equal((await times(page))["Late oil"], "30 Jan 2025 23:30 UTC", "the browser remembers it");
  assertClean(page);
});

test("in UTC there is nothing to switch", async () => {
  const page = await world.newPage({timezoneId: "UTC"});
  await open(page, "/?q=oil");
  assert.equal(await count(page), 3);
  assert.equal(await page.locator(".facet-zone").count(), 0);
  assertClean(page);
});

test("a zone that the server does not know is given up for UTC", async () => {
  const page = await world.newPage({timezoneId: "Asia/Tokyo"});
  await page.route(/timezone=/, (route) =>
    route.fulfill({
      status: 400,
      contentType: "application/problem+json",
      body: JSON.stringify({type: "urn:broadtape:problem:parameter", title: "", status: 400, detail: "no such zone", parameter: "timezone"}),
    }),
  );
  await open(page, "/?q=oil&sort=newest");
  assert.equal((await times(page))["Late oil"], "30 Jan 2025 23:30 UTC");
  assertClean(page, {refused: true});
});

test("a feed is readable in a browser, and says what it is for", async () => {
  for (const format of ["rss", "atom"]) {
    const page = await world.newPage();
    await page.goto(`/api/v1/search?q=oil&format=${format}`);
    const shown = await page.evaluate(() => {
      const root = document.documentElement;
      const owner = root.querySelector("channel") ?? root;
      const title = [...root.querySelectorAll("item > title, entry > title")][0];
      return {
        note: getComputedStyle(owner, "::before").content,
        display: getComputedStyle(title).display,
        text: root.textContent,
      };
    });
    assert.match(shown.note, /feed reader/, format);
    assert.equal(shown.display, "block");
    assert.match(shown.text, /Late oil/);
    assert.match(shown.text, /Oil's/);
    assert.doesNotMatch(shown.text, /&\w+;/);
    assert.deepEqual(page.faults.violations, []);
    await page.context().close();
  }
});
