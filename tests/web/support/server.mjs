// The real tape-search serve, on a free port.
import {spawn} from "node:child_process";
import {once} from "node:events";
import path from "node:path";
import {BINARIES} from "./archives.mjs";

const START_MS = 20_000;

// {url, stop(), start()}: start() restarts it on the same port. The address has no path.
export async function serve(archive, options = []) {
  const server = {url: null, child: null};
  server.start = async () => {
    const address = server.url ? new URL(server.url).host : "127.0.0.1:0";
    const words = ["serve", "--archive", archive, "--listen", address, ...options];
    server.child = spawn(path.join(BINARIES, "tape-search"), words, {stdio: ["ignore", "pipe", "pipe"]});
    server.url = await told(server.child);
  };
  server.stop = async () => {
    const {child} = server;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
  };
  await server.start();
  return server;
}

// The address that it prints. Kills it if it does not print one.
function told(child) {
  let said = "";
  return new Promise((resolve, reject) => {
    const fail = (why) => {
      child.kill("SIGKILL");
      reject(new Error(`tape-search serve ${why}: ${said}`));
    };
    const timer = setTimeout(() => fail("does not begin"), START_MS);
    child.once("exit", (status) => fail(`ended with status ${status}`));
    child.once("error", (error) => fail(error.message));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (text) => {
        said += text;
        const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
        if (!address) return;
        clearTimeout(timer);
        resolve(address[0]);
      });
    }
  });
}
