// Creates the screenshots in docs/images: node tests/web/screenshots.mjs, with the same environment as tests/web/run.
import {statSync} from "node:fs";
import path from "node:path";
import {fileURLToPath} from "node:url";
import {sampleArchive} from "./support/archives.mjs";
import {articleShown, launch, newPage, open} from "./support/browser.mjs";
import {serve} from "./support/server.mjs";

const FOLDER = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const MOST_BYTES = 300_000;
const WIDE = {width: 1280, height: 800};
const PHONE = {width: 390, height: 844};

const PICTURES = {
  "page-results": ["/?q=Nvidia", {viewport: WIDE}],
  "page-dark": ["/?q=tariff&sort=newest", {viewport: WIDE, colorScheme: "dark"}],
  "page-article": [
    "/?q=DeepSeek+GPU+demand&id=pzwxlrzffdosm6bx",
    {viewport: WIDE},
    async (page) => {
      await articleShown(page);
      await page.locator(".similar a").first().waitFor();
    },
  ],
  "page-phone": ["/?q=Nvidia&ticker=NVDA", {viewport: PHONE, touch: true}],
  "page-nothing-found": [
    "/?q=deepseak+gpu&match=all&source=Harbor+Wire&since=2025",
    {viewport: {width: 1200, height: 760}},
  ],
};

const archive = sampleArchive();
const server = await serve(archive.archive);
const browser = await launch();
try {
  for (const [name, [address, options, act]] of Object.entries(PICTURES)) {
    const page = await newPage(browser, server.url, options);
    await open(page, address);
    await act?.(page);
    await page.waitForTimeout(300);
    const file = path.join(FOLDER, `${name}.png`);
    await page.screenshot({path: file});
    const {size} = statSync(file);
    console.log(`${name}.png ${Math.round(size / 1000)} KB`);
    if (size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES} bytes`);
  }
} finally {
  await browser.close();
  await server.stop();
  archive.remove();
}
