import { readFileSync } from "node:fs";
import { isIP } from "node:net";
import { Pool } from "undici";
import { InputError } from "../../../infra/stage/problem.ts";

/** Where a load goes: an address of this machine that answers as `host` with a certificate signed by `caFile`. */
export interface Target {
  /** `https://127.0.0.1:8443`; any host that is not this machine is refused. */
  readonly url: string;
  /** Name asked for in TLS and in the Host header, `api.ssm.localhost`. */
  readonly host: string;
  /** Authority that must have signed the certificate, PEM. */
  readonly caFile: string;
}

/** A checked target: what clients need to connect. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
  readonly origin: string;
  /** As a browser sends it, with the port. */
  readonly hostHeader: string;
  readonly servername: string;
  readonly ca: Buffer;
}

/** Checks a target. Throws InputError when it is no https address of this machine or the authority is missing. */
export function endpointOf(target: Target): Endpoint {
  const url = URL.parse(target.url);
  if (url === null || url.protocol !== "https:") {
    throw new InputError([
      `the load's target must be an address like https://127.0.0.1:8443, got "${target.url}"`,
    ]);
  }
  const address = url.hostname.replace(/^\[(.*)\]$/, "$1");
  if (!isLoopback(address)) {
    throw new InputError([`the load only goes to this machine (127.0.0.1 or [::1]), got "${url.hostname}"`]);
  }
  const port = Number(url.port || 443);
  return {
    address,
    port,
    origin: url.origin,
    hostHeader: `${target.host}:${port}`,
    servername: target.host,
    ca: readAuthority(target.caFile),
  };
}

/** HTTP/1.1 connections to the endpoint, kept alive, at most `connections`. Nothing is ever sent twice. */
export function openPool(endpoint: Endpoint, connections: number): Pool {
  return new Pool(endpoint.origin, {
    connections,
    pipelining: 1,
    allowH2: false,
    connect: { ca: endpoint.ca, servername: endpoint.servername },
  });
}

// A name could be resolved to another machine: only addresses are taken.
function isLoopback(address: string): boolean {
  return isIP(address) === 4 ? address.startsWith("127.") : address === "::1";
}

function readAuthority(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new InputError([`${file}: the lab's certificate authority cannot be read, is the platform up?`]);
  }
}
