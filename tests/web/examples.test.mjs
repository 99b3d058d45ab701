// The examples of docs/examples and the Python client of docs/python-client.md, run as they stand.
import assert from "node:assert/strict";
import {spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {fileURLToPath} from "node:url";
import {BINARIES, addArticles, sampleArchive, saveSearch} from "./support/archives.mjs";
import {launch, newPage} from "./support/browser.mjs";
import {serve} from "./support/server.mjs";

const DOCS = fileURLToPath(new URL("../../docs/", import.meta.url));
const read = (name) => readFileSync(path.join(DOCS, name), "utf8");

let archive, folder, server, site, siteUrl;
before(async () => {
  archive = sampleArchive();
  folder = mkdtempSync(path.join(tmpdir(), "broadtape-examples-"));
  site = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(read("examples/search-page/index.html"));
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  siteUrl = `http://127.0.0.1:${site.address().port}`;
  server = await serve(archive.archive, ["--allow-origin", siteUrl]);
});
after(async () => {
  site?.close();
  await server?.stop();
  archive?.remove();
  rmSync(folder, {recursive: true, force: true});
});

// {status, out, err}; does not block, since the test may serve what the program asks for.
async function run(program, words, environment = {}) {
  const child = spawn(program, words, {env: {...process.env, ...environment}});
  let out = "";
  let err = "";
  child.stdout.on("data", (bytes) => (out += bytes));
  child.stderr.on("data", (bytes) => (err += bytes));
  const [status] = await once(child, "close");
  return {status, out, err};
}

test("a page on another port searches by the API", async () => {
  assert.ok(read("examples/search-page/index.html").split("\n").length < 75);
  const browser = await launch();
  try {
    const page = await newPage(browser, siteUrl);
    await page.goto(`/?api=${encodeURIComponent(server.url)}`);
    await page.fill("input", "oil");
    await page.keyboard.press("Enter");
    await page.locator("#results li mark").first().waitFor();
    const total = Number(/^(\d+) articles$/.exec(await page.locator("#status").innerText())[1]);
    assert.ok(total > 0);
    assert.equal(await page.locator("#results li").count(), Math.min(total, 20));
    await page.fill("input", "date:2025-02-31");
    await page.keyboard.press("Enter");
    await page.locator("#status", {hasText: "has no day 31"}).waitFor();
    assert.deepEqual([page.faults.violations, page.faults.dialogs], [[], []]);

    // Another origin may not read answers.
    const answer = await fetch(`${server.url}/api/v1/search?q=oil`, {headers: {Origin: "http://127.0.0.1:1"}});
    assert.equal(answer.headers.get("access-control-allow-origin"), null);
  } finally {
    await browser.close();
  }
});

test("the metrics that Prometheus is told to use are there", async () => {
  const config = read("examples/prometheus.yml");
  const [, metricsPath] = /metrics_path: (\S+)/.exec(config);
  await fetch(`${server.url}/api/v1/search?q=oil`);
  const response = await fetch(server.url + metricsPath);
  assert.match(response.headers.get("content-type"), /^text\/plain; version=0\.0\.4/);
  const names = new Set();
  for (const line of (await response.text()).trim().split("\n")) {
    if (line.startsWith("# ")) continue;
    const sample = /^([a-z_]+)(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+$/.exec(line);
    assert.ok(sample, line);
    names.add(sample[1]);
  }
  const used = [...config.matchAll(/\b(broadtape_[a-z_]+)/g)].map(([name]) => name);
  assert.ok(used.length >= 2);
  for (const name of used) assert.ok(names.has(name), name);
});

test("the notebook runs", async () => {
  const {status, out, err} = await run("python3", [path.join(DOCS, "examples/notebook.py")], {BROADTAPE_API: server.url});
  assert.equal(err, "");
  assert.equal(status, 0);
  const lines = out.trim().split("\n");
  assert.equal(lines.length, 4);
  assert.match(lines[0], /^ticker:NVDA \{'2024-11': \d+/);
  assert.match(lines[2], /^\d+ rows, the first of 202/);
  assert.match(lines[3], /^\['/);
});

test("the Python client searches, counts and exports", async () => {
  const blocks = [...read("python-client.md").matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code);
  assert.equal(blocks.length, 2);
  assert.ok(blocks[0].trim().split("\n").length <= 35);
  writeFileSync(path.join(folder, "client.py"), blocks[0]);
  const total = async (query) => (await (await fetch(`${server.url}/api/v1/search?${query}`)).json()).total;
  writeFileSync(path.join(folder, "shown.py"), `from client import *\n${blocks[1].replace("Broadtape()", `Broadtape("${server.url}")`)}`);
  const shown = await run("python3", [path.join(folder, "shown.py")]);
  assert.equal(shown.err, "");
  const lines = shown.out.trim().split("\n");
  assert.equal(Number(lines[0]), await total("q=oil"));
  assert.equal(Number(lines[2]), await total("q=tariff&since=2025"));
  writeFileSync(
    path.join(folder, "more.py"),
    `from client import *
tape = Broadtape("${server.url}")
print(len(list(tape.search("tariff", limit=2))))
try: tape.get("search", q="date:2025-02-31")
except ValueError as error: print(error)
`,
  );
  const more = await run("python3", [path.join(folder, "more.py")]);
  assert.equal(more.out, `${await total("q=tariff")}\nthe month 2025-02 has no day 31; its last is 2025-02-28; 2025-02 is all of it\n`, more.err);
});

test("the Python client goes on with an export that breaks off", async () => {
  // Passes requests on, and cuts the first answer after its first row.
  let asked = 0;
  const cutter = createServer(async (request, response) => {
    const answer = await fetch(server.url + request.url);
    const body = await answer.text();
    asked += 1;
    for (const name of ["Broadtape-Rows", "Broadtape-Cursor"]) response.setHeader(name, answer.headers.get(name));
    if (asked > 1) return response.end(body);
    response.write(body.slice(0, body.indexOf("\n") + 1), () => response.destroy());
  }).listen(0, "127.0.0.1");
  await once(cutter, "listening");
  const blocks = [...read("python-client.md").matchAll(/```python\n([\s\S]*?)```/g)].map(([, code]) => code);
  writeFileSync(path.join(folder, "client.py"), blocks[0]);
  writeFileSync(
    path.join(folder, "export.py"),
    `from client import *
print(json.dumps([row["id"] for row in Broadtape("http://127.0.0.1:${cutter.address().port}").export("tariff")]))
`,
  );
  const {out, err} = await run("python3", [path.join(folder, "export.py")]);
  cutter.close();
  assert.equal(err, "");
  const whole = await (await fetch(`${server.url}/api/v1/search?q=tariff&format=jsonl`)).text();
  assert.deepEqual(JSON.parse(out), whole.trim().split("\n").map((line) => JSON.parse(line).id));
  assert.equal(asked, 2);
});

test("the cron script mails what is new once, and ends with the statuses that it names", () => {
  const script = path.join(DOCS, "examples/morning-news.sh");
  const mailer = path.join(folder, "mailer");
  const sent = path.join(folder, "sent");
  saveSearch(archive, "oil", ["oil"]);
  const mailing = (program, name = "oil") =>
    spawnSync(script, [name, "me@example.com"], {
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${BINARIES}:${process.env.PATH}`,
        BROADTAPE_ARCHIVE: archive.archive,
        MAILER: program,
      },
    });
  writeFileSync(mailer, `#!/bin/sh\n{ echo "$@"; cat; } >> ${sent}\n`);
  chmodSync(mailer, 0o755);
  assert.deepEqual([mailing(mailer).status, mailing(mailer).stderr], [0, ""], "nothing new");
  addArticles(archive, [
    {id: "e-1", title: "Oil jumps", source: "Harbor Wire", published: "2025-06-30T10:00:00Z", body: "Oil rose 5 percent on the day."},
  ]);
  assert.equal(mailing("/bin/false").status, 4, "the mail is not accepted, so the article stays new");
  assert.equal(mailing(mailer).status, 0);
  assert.match(readFileSync(sent, "utf8"), /^-s News: oil me@example.com\n[\s\S]*Oil jumps/);
  rmSync(sent);
  assert.equal(mailing(mailer).status, 0);
  assert.throws(() => readFileSync(sent), "nothing new again");
  const unknown = mailing(mailer, "gas");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /tape-search new gas ended with status 2/);
});
