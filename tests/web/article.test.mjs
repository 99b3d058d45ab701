import assert from "node:assert/strict";
import {test} from "node:test";
import {articleShown, assertClean, count, open, parameters, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

async function openFirst(page, address) {
  await open(page, address);
  await page.locator(".row .row-title a").first().click();
  await articleShown(page);
}

test("an article is shown whole beside the results, its words marked", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const title = page.locator(".article-title");
  assert.equal(
    await title.textContent(),
    "Power producers crumple as DeepSeek calls AI electricity boom into question",
  );
  assert.equal(
    await page.locator(".article-source").first().textContent(),
    "Harbor Wire · 27 Jan 2025, 22:30 UTC · Annika Solberg",
  );
  assert.equal(await page.locator(".article-body p").count(), 5);
  assert.deepEqual(await title.locator("mark").allTextContents(), ["DeepSeek"]);
  assert.ok((await page.locator(".article-body mark").allTextContents()).includes("GPUs"));
  assert.equal(await page.locator(".row").first().isVisible(), true);
  assert.equal(await title.evaluate((node) => node === document.activeElement), true);
  assert.match(await page.title(), /^Power producers crumple/);
  assertClean(page);
});

test("matches are gone through by button and key", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const total = await page.locator(".article mark").count();
  assert.equal(await page.locator(".article-marks").textContent(), `${total} matches`);
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  assert.equal(await page.locator(".article-marks").textContent(), `2 of ${total}`);
  await page.getByRole("button", {name: "Previous match"}).click();
  assert.equal(await page.locator(".article-marks").textContent(), `1 of ${total}`);
  assert.equal(await page.locator("mark.here").count(), 1);
  assertClean(page);
});

test("similar articles lead on, and Esc leads back to the list", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const similar = page.locator(".similar li");
  await similar.nth(2).waitFor();
  assert.match(await similar.first().textContent(), /AI power trade short-circuits.*nearly the same text.*8\d %/s);
  await similar.first().locator("a").click();
  await page.waitForFunction(() => document.querySelector(".article-title").textContent.startsWith("AI power trade"));
  await articleShown(page);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.getElementById("article").hidden);
  assert.deepEqual(await parameters(page), {q: "DeepSeek GPU demand"});
  assertClean(page);
});

test("a company of the article leads to all articles about it", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const tag = page.locator(".article-tags .tag").first();
  assert.equal(await tag.textContent(), "VSTVistra");
  await tag.click();
  await settled(page);
  assert.deepEqual(await parameters(page), {ticker: "VST"});
  assert.equal(await page.locator("#article").isVisible(), false);
  assert.ok((await count(page)) > 1);
  assertClean(page);
});

test("the original is linked without telling it where the reader came from", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  for (const link of [page.locator(".article-original a"), page.getByTitle("Open the original (o)")]) {
    assert.equal(
      await link.getAttribute("href"),
      "https://harborwire.example/2025/01/27/power-stocks-vistra-constellation-deepseek",
    );
    assert.equal(await link.getAttribute("rel"), "noopener noreferrer");
  }
  assertClean(page);
});

test("an article found by a copied address names its companies and can be closed", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&id=pzwxlrzffdosm6bx");
  await articleShown(page);
  assert.equal(await page.locator(".article-tags .tag").first().textContent(), "VSTVistra");
  await page.locator("#article-close").click();
  await page.waitForFunction(() => document.getElementById("article").hidden);
  assert.deepEqual(await parameters(page), {q: "oil"});
  assertClean(page);
});

test("the articles beside an article in the list are one click away", async () => {
  const page = await world.newPage();
  await open(page, "/?q=DeepSeek+GPU+demand&id=pzwxlrzffdosm6bx");
  await articleShown(page);
  assert.equal(await page.getByRole("button", {name: "Previous article (k)"}).isDisabled(), true);
  await page.getByRole("button", {name: "Next article (j)"}).click();
  await page.waitForFunction(() => document.querySelector(".article-title").textContent.startsWith("DeepSeek jolt"));
  assert.equal(await page.locator(".row.open").count(), 1);
  assert.equal(await page.getByRole("button", {name: "Previous article (k)"}).isDisabled(), false);
  assertClean(page);
});

test("earlier versions and what is known of the article can be unfolded", async () => {
  const page = await world.newPage();
  await open(page, "/?id=lhbgyhadaojo6bx3");
  await articleShown(page);
  await page.locator("summary", {hasText: "1 earlier version"}).click();
  assert.ok(await page.locator(".version").isVisible());
  assert.deepEqual(await page.locator(".version del").allTextContents(), ["57 "]);
  const [versions, body] = await Promise.all(
    [".versions", ".article-body"].map((part) => page.locator(part).boundingBox()),
  );
  assert.ok(versions.y < body.y, "what changed is above the text");
  await page.locator("summary", {hasText: "About this article"}).click();
  assert.match(await page.locator("dl").first().textContent(), /lhbgyhadaojo6bx3/);
  assertClean(page);
});

test("companies are one line, and the others behind their number", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const tags = page.locator(".article-tags .tag");
  assert.equal(await tags.count(), 3);
  await page.getByRole("button", {name: "4 more"}).click();
  assert.equal(await tags.count(), 7);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "TLNTalen Energy");
  assertClean(page);
});

test("an article can be linked and cited", async () => {
  const page = await world.newPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await openFirst(page, "/?q=DeepSeek+GPU+demand");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", {name: "Copy link"}).click();
  await page.getByRole("button", {name: "Copied"}).waitFor();
  assert.equal(await copied(), await page.evaluate(() => location.href));
  await page.getByRole("button", {name: "Cite"}).click();
  await page.waitForFunction(async () => (await navigator.clipboard.readText()).startsWith("“"));
  assert.equal(
    await copied(),
    "“Power producers crumple as DeepSeek calls AI electricity boom into question.” Annika Solberg, Harbor Wire, " +
      "27 Jan 2025, 22:30 UTC. https://harborwire.example/2025/01/27/power-stocks-vistra-constellation-deepseek",
  );
  assertClean(page);
});

test("why an article is in the list is shown part by part", async () => {
  const page = await world.newPage();
  await openFirst(page, "/?q=DeepSeek+GPU+demand+-oil&filter=ticker%3AVST");
  await page.getByRole("button", {name: "Why is it here?"}).click();
  await page.locator(".why tbody tr").first().waitFor();
  const rows = await page.locator(".why tbody tr").allInnerTexts();
  assert.deepEqual(
    rows.map((row) => row.split("\t").slice(0, 2)),
    [
      ["DeepSeek", "4 times"],
      ["GPU", "2 times"],
      ["demand", "once"],
      ["oil", "absent, as asked"],
      ["ticker:VST", "holds"],
    ],
  );
  assert.match(await page.locator(".why p").innerText(), /^By relevance, it is number 1, with a score of \d+\.\d\d/);
  await page.getByRole("button", {name: "Why is it here?"}).click();
  assert.equal(await page.locator(".why").isVisible(), false);
  assertClean(page);
});

test("an article that is not there is said not to be", async () => {
  const page = await world.newPage();
  await open(page, "/?q=oil&id=aaaaaaaaaaaaaaaa");
  await page.locator("#article .problem h2").waitFor();
  assert.ok((await page.locator(".row").count()) > 0);
  assertClean(page, {refused: true});
});

test("a query that cannot be understood does not keep an article from being read", async () => {
  const page = await world.newPage();
  await page.goto(`/?${new URLSearchParams({q: "oil date:2025-02-31", id: "pzwxlrzffdosm6bx"})}`);
  await articleShown(page);
  assert.equal(await page.locator(".article-body p").count(), 5);
  assertClean(page, {refused: true});
});
