// Archives for the tests, created with tape-index in temporary folders.
import {execFileSync} from "node:child_process";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import path from "node:path";
import {fileURLToPath} from "node:url";

const PROJECT = fileURLToPath(new URL("../../..", import.meta.url));
export const BINARIES = path.resolve(process.env.BROADTAPE_BINARIES ?? path.join(PROJECT, "build/release"));
const SAMPLE = path.join(PROJECT, "data/sample");

function add(input, archive, options = []) {
  execFileSync(path.join(BINARIES, "tape-index"), ["add", input, "--archive", archive, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function makeArchive(input) {
  const folder = mkdtempSync(path.join(tmpdir(), "broadtape-web-"));
  const archive = path.join(folder, "archive");
  add(input(folder), archive);
  return {archive, folder, remove: () => rmSync(folder, {recursive: true, force: true})};
}

export function sampleArchive() {
  return makeArchive(() => SAMPLE);
}

function written(articles, folder) {
  const file = path.join(folder, "articles.jsonl");
  writeFileSync(file, articles.map((article) => JSON.stringify(article)).join("\n"));
  return file;
}

// From articles given as objects, one per line.
export function archiveOf(articles) {
  return makeArchive((folder) => written(articles, folder));
}

// Adds further articles by a run of tape-index, with these options.
export function addArticles({archive, folder}, articles, options = []) {
  add(written(articles, folder), archive, options);
}

// tape-search save NAME QUERY...
export function saveSearch({archive}, name, query) {
  execFileSync(path.join(BINARIES, "tape-search"), ["save", name, ...query, "--archive", archive], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}
