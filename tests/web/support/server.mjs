// The real tape-search serve, on a free port.
import {spawn} from "node:child_process";
import {once} from "node:events";
import {createServer} from "node:net";
import path from "node:path";
import {BINARIES} from "./archives.mjs";

const START_MS = 20_000;

async function freePort() {
  const probe = createServer();
  probe.listen(0, "127.0.0.1");
  await once(probe, "listening");
  const {port} = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

async function answers(url, child) {
  const end = Date.now() + START_MS;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`tape-search serve ended with status ${child.exitCode}: ${child.said}`);
    try {
      if ((await fetch(`${url}/healthz`)).ok) return;
    } catch {
      // Not yet there.
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error(`tape-search serve does not answer at ${url}: ${child.said}`);
}

// {url, stop(), start()}: start() begins again on the same port.
export async function serve(archive) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  let child = null;
  const start = async () => {
    child = spawn(path.join(BINARIES, "tape-search"), ["serve", "--archive", archive, "--port", String(port)], {stdio: ["ignore", "pipe", "pipe"]});
    child.said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => { child.said += text; });
    try {
      await answers(url, child);
    } catch (error) {
      child.kill("SIGKILL");
      throw error;
    }
  };
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  await start();
  return {url, start, stop};
}
