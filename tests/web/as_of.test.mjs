// The page as it stood at an earlier time, and reports that were withdrawn.
import assert from "node:assert/strict";
import {test} from "node:test";
import {addArticles, archiveOf} from "./support/archives.mjs";
import {assertClean, count, open, parameters, settled, titles} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const HEADLINE = "Acme to buy Initech for 4 billion";
const BODY = "Acme will buy Initech for 4 billion in cash and shares, two people with knowledge of it said on Thursday.";

function article(id, day, title, body, more = {}) {
  return {id, title, source: "Harbor Wire", published: `2025-01-${day}T12:00:00Z`, body, ...more};
}

function makeArchive() {
  const archive = archiveOf([article("old", 1, "Oil reserves", "Oil was pumped out of the reserves.")]);
  const by = ["--first-seen", "published"];
  addArticles(archive, [article("deal", 10, HEADLINE, BODY)], by);
  addArticles(archive, [article("rise", 10, "Acme rises", "Acme rose in early trade.")], by);
  addArticles(archive, [article("rise", 10, "Acme rises", "Acme rose and then fell.")], ["--now", "2025-01-12T00:00:00Z"]);
  addArticles(archive, [article("kill", 20, `KILL-${HEADLINE}`, "Please kill the story.")], by);
  return archive;
}

const world = suite(makeArchive);

test("as of a day, every request of the page has the archive as it stood, and a chip removes it", async () => {
  const page = await world.newPage();
  const asked = [];
  page.on("request", (request) => /api\/v1\/(search|facets|timeline|coverage|articles|similar)/.test(request.url()) && asked.push(request.url()));
  await open(page, "/?q=acme&as_of=2025-01-11");
  assert.equal(await count(page), 2);
  assert.deepEqual((await titles(page)).sort(), [HEADLINE, "Acme rises"].sort());
  assert.equal(await page.locator(".chip").innerText(), "as it stood on 11 Jan 2025");
  assert.match(await page.locator(".facets-archive").innerText(), /^The archive: 2 articles/);
  await page.getByRole("link", {name: "Acme rises"}).click();
  await page.locator(".article-body p").waitFor();
  assert.equal(await page.locator(".article-body").innerText(), "Acme rose in early trade.");
  assert.equal(await page.locator(".versions").count(), 0);
  await page.locator(".similar li").first().waitFor();
  for (const path of ["search", "facets", "timeline", "coverage", "articles", "similar"])
    assert.ok(asked.some((url) => url.includes(`/${path}`)), path);
  for (const url of asked) assert.match(url, /as_of=2025-01-11/);
  assert.match(await page.locator("#export-csv").getAttribute("href"), /as_of=2025-01-11/);

  await page.locator("#article-close").click();
  await page.locator(".chip").click();
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "acme"});
  assert.equal(await count(page), 3);
  await page.waitForFunction(() => document.querySelector(".facets-archive").textContent.includes("4 articles"));
  assertClean(page);
});

test("the day is chosen below the dates", async () => {
  const page = await world.newPage();
  await open(page, "/?q=acme");
  await page.getByText("As it stood on an earlier day").click();
  await page.getByLabel("Day on which the archive is searched as it stood").fill("2025-01-09");
  await settled(page);
  assert.deepEqual(await parameters(page), {q: "acme", as_of: "2025-01-09"});
  assert.equal(await count(page), 0);
  assertClean(page);
});

test("a withdrawn report is marked, as of a time only once its notice was seen", async () => {
  const page = await world.newPage();
  const marks = async () => {
    const rows = await page.locator(".row").all();
    return Object.fromEntries(
      await Promise.all(
        rows.map(async (row) => [await row.locator("h3").innerText(), await row.locator(".flag").allInnerTexts()]),
      ),
    );
  };
  await open(page, "/?q=acme&collapse=none");
  assert.deepEqual(await marks(), {[HEADLINE]: ["Withdrawn"], "Acme rises": [], [`KILL-${HEADLINE}`]: ["Withdrawal notice"]});
  await page.getByRole("link", {name: HEADLINE, exact: true}).click();
  await page.locator(".flag-note").waitFor();
  assert.equal(await page.locator(".flag-note").innerText(), "Withdrawn: a notice takes this report back.");
  await open(page, "/?q=acme&collapse=none&as_of=2025-01-19");
  assert.deepEqual(await marks(), {[HEADLINE]: [], "Acme rises": []});
  await open(page, "/?q=acme&collapse=none&as_of=2025-01-20");
  assert.deepEqual((await marks())[HEADLINE], ["Withdrawn"]);
  assertClean(page);
});
