// A client in TypeScript whose types are generated from the OpenAPI document.
import assert from "node:assert/strict";
import {spawnSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {after, before, test} from "node:test";
import {fileURLToPath} from "node:url";
import openapiTS, {astToString} from "openapi-typescript";
import {sampleArchive} from "./support/archives.mjs";
import {serve} from "./support/server.mjs";

const TSC = fileURLToPath(new URL("node_modules/typescript/bin/tsc", import.meta.url));
const CLIENT = `import type {paths} from "./api";

type Get<P extends keyof paths> = paths[P] extends {get: infer G} ? G : never;
type Query<P extends keyof paths> = Get<P> extends {parameters: {query?: infer Q}} ? NonNullable<Q> : never;
type Answer<P extends keyof paths> =
  Get<P> extends {responses: {200: {content: {"application/json": infer A}}}} ? A : never;

export async function get<P extends keyof paths>(base: string, path: P, query: Query<P>): Promise<Answer<P>> {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const response = await fetch(base + path + "?" + params);
  if (!response.ok) throw new Error((await response.json()).detail);
  return await response.json();
}
`;
const GOOD = `import {get} from "./client";
export async function main(base: string) {
  const answer = await get(base, "/api/v1/search", {q: "oil", limit: 3, sort: "newest", ticker: ["XOM"]});
  const titles: (string | undefined)[] = answer.results.map((row) => row.title);
  const counts = await get(base, "/api/v1/count", {q: ["oil", "gas"]});
  const totals: number[] = counts.counts.map((one) => one.total);
  return {titles, total: answer.total, totals};
}
`;
const BAD = {
  "a parameter that does not exist": `get("", "/api/v1/search", {query: "oil"});`,
  "a word that the parameter does not take": `get("", "/api/v1/search", {sort: "random"});`,
  "a path that does not exist": `get("", "/api/v1/find", {});`,
  "a member that the answer does not have": `get("", "/api/v1/search", {}).then((answer) => answer.hits);`,
};

let archive, folder, server;
before(async () => {
  archive = sampleArchive();
  server = await serve(archive.archive);
  folder = mkdtempSync(path.join(tmpdir(), "broadtape-client-"));
  const document = await (await fetch(`${server.url}/api/v1/openapi.json`)).json();
  write("api.ts", astToString(await openapiTS(document)));
  write("client.ts", CLIENT);
});
after(async () => {
  await server?.stop();
  archive?.remove();
  rmSync(folder, {recursive: true, force: true});
});

function write(name, text) {
  writeFileSync(path.join(folder, name), text);
}

function compile(name, words = ["--noEmit"]) {
  const options = ["--strict", "--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler"];
  return spawnSync(process.execPath, [TSC, ...options, "--lib", "es2022,dom,dom.iterable", ...words, name], {
    cwd: folder,
    encoding: "utf8",
  });
}

test("the generated types fit what the server answers", async () => {
  write("good.ts", GOOD);
  write("package.json", `{"type": "module"}`);
  const compiled = compile("good.ts", ["--outDir", "out"]);
  assert.equal(compiled.stdout, "");
  // Node wants the ending that TypeScript leaves out.
  write("run.mjs", `import {get} from "./out/client.js"; import {readFileSync, writeFileSync} from "node:fs";
const file = new URL("out/good.js", import.meta.url);
writeFileSync(file, readFileSync(file, "utf8").replace('"./client"', '"./client.js"'));
const {main} = await import(file.href);
console.log(JSON.stringify(await main(process.argv[2])));
`);
  const ran = spawnSync(process.execPath, ["run.mjs", server.url], {cwd: folder, encoding: "utf8"});
  assert.equal(ran.stderr, "");
  const {titles, total, totals} = JSON.parse(ran.stdout);
  assert.ok(total > 0);
  assert.equal(titles.length, Math.min(3, total));
  assert.equal(totals.length, 2);
});

test("the generated types refuse what the server would refuse", () => {
  for (const [name, text] of Object.entries(BAD)) {
    write("bad.ts", `import {get} from "./client";\nvoid ${text}\n`);
    const {status, stdout} = compile("bad.ts");
    assert.notEqual(status, 0, name);
    assert.match(stdout, /^bad\.ts\(2,/, name);
  }
});
