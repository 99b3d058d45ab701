// The page and the API behind nginx with TLS, below a path, in the three ways that proxies publish a path.
import assert from "node:assert/strict";
import {after, before, test} from "node:test";
import {sampleArchive} from "./support/archives.mjs";
import {articleShown, assertClean, count, launch, newPage, open, settled} from "./support/browser.mjs";
import {get, proxy, withoutProxy} from "./support/proxy.mjs";
import {serve} from "./support/server.mjs";

const skip = withoutProxy();
const TRUSTED = ["--trusted-proxy", "127.0.0.1", "--host", "localhost"];
const HEADERS = `proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $host:$server_port;`;

// What the proxy sends on for a server at `url`, and the options of that server.
const ways = {
  "the proxy takes the path off and says so": {
    options: () => TRUSTED,
    locations: (url) => `location /news/ {
      proxy_pass ${url}/;
      ${HEADERS}
      proxy_set_header X-Forwarded-Prefix /news;
    }`,
  },
  "the server is below the path": {
    options: () => [...TRUSTED, "--base-path", "/news/"],
    locations: (url) => `location /news { proxy_pass ${url}; ${HEADERS} }`,
  },
  "the server knows its public address": {
    options: () => ["--public-url", "https://localhost/news/"],
    locations: (url) => `location /news/ { proxy_pass ${url}/; proxy_set_header Host $host; }`,
    feed: "https://localhost/news",
  },
};

let archive, browser;
before(async () => {
  archive = sampleArchive();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  archive?.remove();
});

for (const [name, {options, locations, feed}] of Object.entries(ways)) {
  test(`behind nginx: ${name}`, {skip}, async () => {
    const server = await serve(archive.archive, options());
    const front = await proxy(locations(server.url));
    try {
      const page = await newPage(browser, front.url, {ignoreHTTPSErrors: true});
      await open(page, "/news/?q=Nvidia");
      assert.ok((await count(page)) > 0);
      assert.equal(await page.locator("#home").evaluate((link) => link.href), `${front.url}/news/`);
      await page.locator(".row a").first().click();
      await articleShown(page);
      assert.match(page.url(), new RegExp(`^${front.url}/news/\\?q=Nvidia&id=`));
      await page.locator("#home").click();
      await settled(page);
      assert.equal(page.url(), `${front.url}/news/`);
      assertClean(page);
      await page.context().close();

      const base = feed ?? `${front.url}/news`;
      const atom = await get(`${front.url}/news/api/v1/search?q=Nvidia&format=atom`);
      assert.equal(atom.status, 200);
      assert.ok(atom.body.includes(`href="${base}/?id=`), atom.body.slice(0, 1500));
      const described = JSON.parse((await get(`${front.url}/news/api/v1/openapi.json`)).body);
      assert.equal(described.servers[0].url, base);
      assert.ok((await get(`${front.url}/news/opensearch.xml`)).body.includes(`template="${base}/?q=`));
    } finally {
      await front.stop();
      await server.stop();
    }
  });
}

test("the path without its slash leads to the page", {skip}, async () => {
  const server = await serve(archive.archive, [...TRUSTED, "--base-path", "/news/"]);
  const front = await proxy(ways["the server is below the path"].locations(server.url));
  try {
    const sent = await get(`${front.url}/news?q=oil`);
    assert.equal(sent.status, 308);
    assert.equal(new URL(sent.headers.location, `${front.url}/news?q=oil`).href, `${front.url}/news/?q=oil`);
    assert.equal((await get(`${front.url}/newspaper`)).status, 404);
  } finally {
    await front.stop();
    await server.stop();
  }
});
