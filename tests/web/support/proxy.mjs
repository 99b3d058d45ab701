// nginx with TLS before the server, with a certificate made for the run.
import {execFileSync, spawn, spawnSync} from "node:child_process";
import {once} from "node:events";
import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {request} from "node:https";
import {createServer} from "node:net";
import {tmpdir} from "node:os";
import path from "node:path";

const NGINX = "/usr/sbin/nginx";

// Why the tests with a proxy cannot run here; false if they can.
export function withoutProxy() {
  const missing = [NGINX, "openssl"].find((program) => spawnSync(program, ["-v"]).error);
  return missing ? `${missing} is not installed; ./dev test installs it` : false;
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// locations: the part of nginx's configuration inside of server {}. Returns {url, stop()}.
export async function proxy(locations) {
  const folder = mkdtempSync(path.join(tmpdir(), "broadtape-nginx-"));
  const port = await freePort();
  const file = (name) => path.join(folder, name);
  execFileSync(
    "openssl",
    ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"].concat([
      "-subj",
      "/CN=localhost",
      "-keyout",
      file("key"),
      "-out",
      file("certificate"),
    ]),
    {stdio: "ignore"},
  );
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    file("nginx.conf"),
    `daemon off; pid ${file("pid")}; error_log ${file("errors")}; worker_processes 1;
events {}
http {
  access_log off;
  ${temporary.map((name) => `${name}_temp_path ${file(name)};`).join(" ")}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${file("certificate")};
    ssl_certificate_key ${file("key")};
    ${locations}
  }
}
`,
  );
  const child = spawn(NGINX, ["-e", file("errors"), "-c", file("nginx.conf")], {stdio: ["ignore", "inherit", "inherit"]});
  const url = `https://localhost:${port}`;
  for (let turn = 0; ; ++turn) {
    if (child.exitCode !== null || turn > 200) throw new Error("nginx does not start");
    if (await get(`${url}/`).catch(() => null)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    rmSync(folder, {recursive: true, force: true});
  };
  return {url, stop};
}

// {status, headers, body}; does not follow redirections, and accepts the proxy's certificate.
export function get(url, headers = {}) {
  return new Promise((resolve, reject) => {
    const asked = request(url, {headers, rejectUnauthorized: false}, (response) => {
      let body = "";
      response.on("data", (bytes) => (body += bytes));
      response.on("end", () => resolve({status: response.statusCode, headers: response.headers, body}));
      response.on("error", reject);
    });
    asked.on("error", reject);
    asked.end();
  });
}
