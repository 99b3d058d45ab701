// What each file of tests begins with: an archive, a server and a browser, taken away at the end.
import {after, before} from "node:test";
import {sampleArchive} from "./archives.mjs";
import {launch, newPage} from "./browser.mjs";
import {serve} from "./server.mjs";

// The members are there as soon as a test runs. newPage(options) gives a page of a fresh context.
export function suite(makeArchive = sampleArchive) {
  const world = {};
  before(async () => {
    world.archive = makeArchive();
    world.server = await serve(world.archive.archive);
    world.url = world.server.url;
    world.browser = await launch();
    world.newPage = (options) => newPage(world.browser, world.url, options);
  });
  after(async () => {
    await world.browser?.close();
    await world.server?.stop();
    world.archive?.remove();
  });
  return world;
}
