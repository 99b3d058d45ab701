// Setup of a test file: an archive, a server and a browser, removed at the end.
import {after, before} from "node:test";
import {sampleArchive} from "./archives.mjs";
import {launch, newPage} from "./browser.mjs";
import {serve} from "./server.mjs";

// The members are set when a test runs. newPage(options) returns a page in a new context.
export function suite(makeArchive = sampleArchive, launchBrowser = launch) {
  const world = {};
  before(async () => {
    world.archive = makeArchive();
    world.server = await serve(world.archive.archive);
    world.url = world.server.url;
    world.browser = await launchBrowser();
    world.newPage = (options) => newPage(world.browser, world.url, options);
  });
  after(async () => {
    await world.browser?.close();
    await world.server?.stop();
    world.archive?.remove();
  });
  return world;
}
