import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer, text } from "node:stream/consumers";
import { setTimeout as pause } from "node:timers/promises";
import { connect } from "node:tls";
import { pack } from "tar-stream";
import { Agent, type Dispatcher } from "undici";
import { gatewayText } from "../../../infra/config-files/nginx/gateway.ts";
import type { Route } from "../../../infra/stage/schema.ts";
import { issueAll } from "../../../infra/targets/docker/providers/certificates.ts";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../../scripts/toolchain/paths.ts";
import { planOf } from "../../support/plans.ts";

/** Later than V2 may answer a match. */
const LATE_MS = 2_500;
const STATUSES: Partial<Record<Manner, number>> = { answer: 200, "answer late": 200, refuse: 422, fail: 504 };
const LOOPBACK = { HostIp: "127.0.0.1", HostPort: "" };

/** What an app does with a request that it got. */
export type Manner = "answer" | "answer late" | "refuse" | "fail" | "break off" | "stay silent";

/** A release as the gateway sees it, that does as it is told. */
export interface FakeApp {
  manner: Manner;
  /** `METHOD body` of each request that it got. */
  readonly got: string[];
  /** From now on nobody listens. */
  leave(): Promise<void>;
  comeBack(): Promise<void>;
}

/** The real nginx with the gateway's own text at 100 %, in front of two releases. */
export interface RealGateway {
  readonly v1: FakeApp;
  readonly v2: FakeApp;
  ask(
    method: Dispatcher.HttpMethod,
    path: string,
    body?: string,
  ): Promise<{ status: number; release: string | string[] | undefined }>;
  /** The whole answer to these bytes, which may be no request. */
  send(bytes: string): Promise<string>;
  /** What nginx has said of itself by now, `[warn]` and worse. */
  complaints(): Promise<string[]>;
  /** Asks the control port with a certificate of this name: `PUT` throws the kill switch, `DELETE` lifts it. */
  control(method: "PUT" | "DELETE", name: string | null): Promise<number>;
  close(): Promise<void>;
}

/** Starts it in a container of its own. */
export async function startRealGateway(routes: readonly Route[]): Promise<RealGateway> {
  const { docker } = await connectEngine();
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const [bridge] = (await docker.getNetwork("bridge").inspect()).IPAM?.Config ?? [];
  // An engine that made the bridge itself and was not started again since does not name its address: it is the first.
  const host = bridge?.Gateway ?? bridge?.Subnet?.replace(/\.0\/\d+$/, ".1");
  assert.ok(host !== undefined, "the engine's bridge has no address");
  const [v1, v2] = [await fakeApp(host), await fakeApp(host)];
  const { certificates } = planOf("100-percent");
  const somebody = {
    name: "somebody",
    authority: "control",
    commonName: "somebody",
    hosts: [],
    use: "client",
  } as const;
  const { issued, publicAuthority } = await issueAll({ certificates: [...certificates, somebody] });
  const config = gatewayText({
    host: "api.ssm.localhost",
    publicHttpsPort: 443,
    v2: 100,
    sunset: false,
    apps: { v1: v1.address, v2: v2.address, nexten: { address: host, port: 9 } },
    identity: { address: host, port: 9 },
    routes,
    rateLimits: {},
    trustedProxies: [],
    unlimited: [],
    monitoringAddress: "0.0.0.0",
  });
  const container = await docker.createContainer({
    Image: images.nginx ?? "",
    Cmd: ["nginx", "-e", "/dev/stderr", "-c", "/etc/gateway/nginx.conf", "-g", "daemon off;"],
    Labels: { "supersmartmatch.test": "real-gateway" },
    ExposedPorts: { "443/tcp": {}, "9114/tcp": {} },
    HostConfig: { PortBindings: { "443/tcp": [LOOPBACK], "9114/tcp": [LOOPBACK] } },
  });
  const files = pack();
  files.entry({ name: "etc/gateway/nginx.conf" }, config);
  files.entry({ name: "var/lib/gateway/state", type: "directory", uid: 33, gid: 33 });
  files.entry({ name: "var/log/gateway", type: "directory", uid: 33, gid: 33 });
  for (const name of ["gateway", "control"]) {
    files.entry({ name: `run/secrets/${name}.crt` }, issued[name]?.certificate ?? "");
    files.entry({ name: `run/secrets/${name}.key` }, issued[name]?.key ?? "");
  }
  files.entry({ name: "run/secrets/control-authority.crt" }, issued.control?.authority ?? "");
  files.finalize();
  await container.putArchive(await buffer(files), { path: "/" });
  await container.start();
  const { Ports } = (await container.inspect()).NetworkSettings;
  const [published, controlPort] = [443, 9114].map((port) => Ports[`${port}/tcp`]?.[0]?.HostPort);
  const agent = new Agent({ connect: { servername: "api.ssm.localhost", ca: publicAuthority } });
  const ask: RealGateway["ask"] = async (method, path, body) => {
    const {
      statusCode,
      headers,
      body: said,
    } = await agent.request({
      origin: `https://127.0.0.1:${published}`,
      path,
      method,
      ...(body === undefined ? {} : { body }),
    });
    await said.text();
    return { status: statusCode, release: headers["x-release"] };
  };
  for (let tries = 0; (await ask("GET", "/health").catch(() => null))?.status !== 200; tries++) {
    assert.ok(tries < 100, "the gateway does not answer");
    await pause(50);
  }
  return {
    v1,
    v2,
    ask,
    async send(bytes) {
      const to = { host: "127.0.0.1", port: Number(published), servername: "api.ssm.localhost" };
      const socket = connect({ ...to, ca: publicAuthority });
      socket.write(bytes);
      return await text(socket);
    },
    async complaints() {
      const said = await container.logs({ stdout: false, stderr: true });
      return said
        .toString("utf8")
        .split("\n")
        .filter((line) => /\[(warn|error|crit|alert|emerg)\]/.test(line));
    },
    async control(method, name) {
      const { certificate: cert, key } = issued[name ?? ""] ?? {};
      const own = new Agent({ connect: { servername: "gateway", ca: issued.control?.authority, cert, key } });
      const origin = `https://127.0.0.1:${controlPort}`;
      const { statusCode } = await own.request({ origin, path: "/kill-v2", method, body: "" });
      await own.destroy();
      return statusCode;
    },
    async close() {
      await agent.destroy();
      await Promise.all([v1.leave(), v2.leave()]);
      await container.remove({ force: true, v: true });
    },
  };
}

async function fakeApp(host: string) {
  const got: string[] = [];
  const app = { manner: "answer" as Manner, got, leave, comeBack, address: { address: host, port: 0 } };
  const server = createServer((request, response) => void serve(app, request, response));
  async function comeBack() {
    server.listen(app.address.port, host);
    await once(server, "listening");
  }
  async function leave() {
    if (!server.listening) return;
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  }
  await comeBack();
  const bound = server.address();
  assert.ok(typeof bound === "object" && bound !== null);
  app.address.port = bound.port;
  return app;
}

async function serve({ manner, got }: FakeApp, request: IncomingMessage, response: ServerResponse) {
  got.push(`${request.method} ${await text(request)}`.trim());
  if (manner === "break off") request.socket.destroy();
  if (manner === "answer late") await pause(LATE_MS);
  const status = STATUSES[manner];
  if (status !== undefined) response.writeHead(status).end(`{"said":"${manner}"}`);
}
