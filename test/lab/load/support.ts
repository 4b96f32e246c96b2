import "reflect-metadata";
import { webcrypto } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import { createSecureServer, type Http2SecureServer } from "node:http2";
import { createServer, type Server } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as x509 from "@peculiar/x509";

/** Name in the local server's certificate. */
export const HOST = "api.ssm.localhost";

const JOBS = [{ id: "j1" }, { id: "j2" }];

/** A folder with an authority, its server's key and a labelled set of three requests. */
export interface Fixture {
  readonly folder: string;
  readonly caFile: string;
  readonly labelledFile: string;
  readonly tls: { readonly cert: string; readonly key: string };
  remove(): void;
}

export async function makeFixture(): Promise<Fixture> {
  const folder = mkdtempSync(join(tmpdir(), "load-test-"));
  const tls = await selfSigned();
  const caFile = join(folder, "ca.pem");
  const labelledFile = join(folder, "labelled.jsonl");
  const lines = ["c1", "c2", "c3"].map((id) =>
    JSON.stringify({ candidate: { id }, jobs: JOBS, labels: { j1: true, j2: false } }),
  );
  writeFileSync(caFile, tls.cert);
  writeFileSync(labelledFile, lines.join("\n"));
  return { folder, caFile, labelledFile, tls, remove: () => rmSync(folder, { recursive: true }) };
}

export interface LocalServer {
  readonly url: string;
  /** Connections that are open now. */
  connections(): number;
  close(): void;
}

export function serveHttps(fixture: Fixture, listener: RequestListener): Promise<LocalServer> {
  return listen(createServer(fixture.tls, listener));
}

export function serveHttp2(
  fixture: Fixture,
  prepare: (server: Http2SecureServer) => void,
): Promise<LocalServer> {
  const server = createSecureServer(fixture.tls);
  prepare(server);
  return listen(server);
}

async function listen(server: Server | Http2SecureServer): Promise<LocalServer> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => sockets.size,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function selfSigned(): Promise<{ cert: string; key: string }> {
  x509.cryptoProvider.set(webcrypto);
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${HOST}`,
    keys,
    signingAlgorithm: algorithm,
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: HOST }])],
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
}
