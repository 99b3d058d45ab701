import assert from "node:assert/strict";
import {test} from "node:test";
import {axeReport} from "./support/axe.mjs";
import {articleShown, open, settled} from "./support/browser.mjs";
import {suite} from "./support/suite.mjs";

const world = suite();

const STATES = {
  "the start": ["/"],
  results: ["/?q=Nvidia"],
  "a current result": ["/?q=Nvidia", (page) => page.keyboard.press("j")],
  filters: ["/?q=tariff&ticker=NVDA&source=Harbor+Wire&since=2025-01&until=2025-06&match=all"],
  "notes and some of the words": ["/?q=%22rate+cut%22+inflation&since=2024"],
  article: [
    "/?q=DeepSeek+GPU+demand&id=pzwxlrzffdosm6bx",
    async (page) => {
      await articleShown(page);
      await page.locator(".similar a").first().waitFor();
      for (const summary of await page.locator("#article summary").all()) await summary.click();
      await page.getByRole("button", {name: "Why is it here?"}).click();
      await page.locator(".why tbody tr").first().waitFor();
    },
  ],
  "an article with an earlier version": [
    "/?id=lhbgyhadaojo6bx3",
    async (page) => {
      await articleShown(page);
      await page.locator(".versions summary").click();
    },
  ],
  "required and excluded values": [
    "/?q=tariff&ticker=NVDA&filter=ticker%3AAAPL&filter=-source%3A%22Harbor+Wire%22",
    async (page) => {
      if (await page.locator("#filters").isVisible()) await page.locator("#filters").click();
      for (const name of ["Authors", "Length", "Typical words"]) {
        await page.getByRole("button", {name}).click();
        await page.waitForTimeout(200);
      }
      await page.locator(".facet-value input").first().focus();
    },
  ],
  "an invalid date": [
    "/?q=tariff",
    async (page) => {
      if (await page.locator("#filters").isVisible()) await page.locator("#filters").click();
      await page.locator('[name="since"]').fill("2025-02-31");
      await page.keyboard.press("Enter");
      await page.locator('[aria-invalid="true"]').waitFor();
    },
  ],
  "nothing found": ["/?q=deepseak+gpu&match=all&source=Harbor+Wire&since=2025"],
  error: ["/?q=oil+date%3A2025-02-31"],
  suggestions: [
    "/",
    async (page) => {
      await page.locator("#query").pressSequentially("nvid");
      await page.getByRole("option", {name: "NVDA"}).waitFor();
      await page.keyboard.press("ArrowDown");
    },
  ],
  headlines: ["/?q=oil", (page) => page.locator("#headlines").click()],
  "saved searches": [
    "/?q=oil",
    async (page) => {
      await page.locator("#saved summary").click();
      await page.getByRole("button", {name: "Save this search"}).click();
    },
  ],
  exports: ["/?q=oil", (page) => page.locator("#exports summary").click()],
  "filters of a phone": [
    "/?q=oil&ticker=XOM",
    async (page) => {
      const button = page.locator("#filters");
      if (await button.isVisible()) await button.click();
    },
  ],
  help: ["/?q=oil", (page) => page.locator("#help-open").click()],
  "server gone": [
    "/?q=oil",
    async (page) => {
      await page.route("**/api/**", (route) => route.abort());
      await page.fill("#query", "tariff");
      await page.getByRole("alert").getByText("The server does not answer.").waitFor();
    },
  ],
};

const VIEWS = [
  ["light", {width: 1440, height: 900}],
  ["dark", {width: 1440, height: 900}],
  ["light", {width: 390, height: 844}],
];

for (const [colorScheme, viewport] of VIEWS) {
  test(`axe finds nothing to complain of, ${colorScheme}, ${viewport.width} wide`, async (t) => {
    for (const [state, [address, act]] of Object.entries(STATES)) {
      const page = await world.newPage({colorScheme, viewport, bypassCSP: true});
      await open(page, address);
      await act?.(page);
      const {told, passes} = await axeReport(page);
      assert.deepEqual(told, [], state);
      t.diagnostic(`${state}: ${passes} rules hold`);
      await page.context().close();
    }
  });
}

test("a screen reader is told names, roles and states", async () => {
  const page = await world.newPage();
  await open(page, "/?q=tariff&ticker=NVDA");
  const seen = [
    ["banner"],
    ["main"],
    ["search"],
    ["combobox", "Search the archive"],
    ["region", "Timeline"],
    ["region", "Results"],
    ["complementary", "Narrow the search"],
    ["list", "Filters in force"],
    ["button", "Remove the filter company: NVDA Nvidia"],
    ["combobox", "Order"],
    ["button", "Headlines"],
    ["listbox", /^Periods/],
    ["heading", "Companies"],
    ["checkbox", /^company NVDA, Nvidia: 10 articles/],
    ["link", "Skip to the results"],
    ["button", "Theme: as the system has it"],
  ];
  for (const [role, name] of seen)
    assert.ok((await page.getByRole(role, name ? {name} : {}).count()) > 0, `${role} ${name ?? ""}`);
  assert.equal(await page.getByRole("checkbox", {name: /^company NVDA/}).isChecked(), true);
  await page.locator("#exports summary").click();
  assert.equal(await page.getByRole("navigation", {name: "This search elsewhere"}).count(), 1);
  await page.getByLabel("Order").selectOption("Oldest");
  await settled(page);
  assert.equal(await page.getByRole("status").count(), 1);
});
