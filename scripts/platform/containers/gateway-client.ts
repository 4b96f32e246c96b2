import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { connect } from "node:tls";
import { Agent, type Dispatcher } from "undici";
import type { Place } from "../../../infra/stage/schema.ts";

/** What one answer of the gateway says. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Where the gateway is and whom to trust. */
export interface GatewayAddress {
  readonly host: string;
  /** Where to connect: this machine for a `.localhost` name, else the name itself. */
  readonly connectTo: string;
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly authority: string | undefined;
  /** A client address without rate limits, or undefined where nobody is exempt. */
  readonly exemptClient: string | undefined;
}

const ANSWER_WITHIN_MS = 5_000;
/** How our own look from outside calls itself in the access log. */
export const OWN_AGENT = "supersmartmatch-check";

/** The gateway's address as its clients see it. */
export function gatewayAddress(place: Place, stateDir: string): GatewayAddress {
  const ca = join(stateDir, "ca.pem");
  const local = place.host.endsWith(".localhost");
  return {
    host: place.host,
    connectTo: local ? "127.0.0.1" : place.host,
    httpPort: place.publish.http,
    httpsPort: place.publish.https,
    authority: existsSync(ca) ? readFileSync(ca, "utf8") : undefined,
    exemptClient: place.unlimited[0]?.split("/")[0],
  };
}

/** A client that speaks to the gateway as a user does: TLS checked, no retries. Close it after use. */
export class GatewayClient {
  readonly #agent: Agent;
  readonly #address: GatewayAddress;

  constructor(address: GatewayAddress, connections = 20) {
    this.#address = address;
    const tls = {
      servername: address.host,
      ...(address.authority === undefined ? {} : { ca: address.authority }),
    };
    this.#agent = new Agent({ connections, connect: { ...tls, timeout: ANSWER_WITHIN_MS } });
  }

  /** One request; rejects when there is no HTTP answer within 5 s. */
  async ask(
    path: string,
    options: { headers?: Record<string, string>; json?: unknown } = {},
  ): Promise<Answer> {
    const { host, connectTo, httpsPort, exemptClient } = this.#address;
    const request: Dispatcher.RequestOptions = {
      origin: `https://${connectTo}:${httpsPort}`,
      path,
      method: options.json === undefined ? "GET" : "POST",
      headers: {
        host,
        "user-agent": OWN_AGENT,
        ...(exemptClient === undefined ? {} : { "x-forwarded-for": exemptClient }),
        ...(options.json === undefined ? {} : { "content-type": "application/json" }),
        ...options.headers,
      },
      headersTimeout: ANSWER_WITHIN_MS,
      bodyTimeout: ANSWER_WITHIN_MS,
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
    };
    const answer = await this.#agent.request(request);
    return { status: answer.statusCode, headers: answer.headers, body: await answer.body.text() };
  }

  async close(): Promise<void> {
    await this.#agent.close();
  }
}

/** The protocol that a client restricted to `maxVersion` gets, or null when the gateway refuses it. */
export function tlsVersion(
  address: GatewayAddress,
  maxVersion: "TLSv1.2" | "TLSv1.3",
): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({
      host: address.connectTo,
      port: address.httpsPort,
      servername: address.host,
      maxVersion,
      timeout: ANSWER_WITHIN_MS,
      ...(address.authority === undefined ? {} : { ca: address.authority }),
    });
    const end = (version: string | null) => {
      socket.destroy();
      resolve(version);
    };
    socket.on("secureConnect", () => end(socket.getProtocol()));
    socket.on("error", () => end(null));
    socket.on("timeout", () => end(null));
  });
}
