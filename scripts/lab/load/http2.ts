import { type ChildLoad, runInChild } from "./child.ts";
import { type BenchReport, type Exchanger, runClosedLoop } from "./closed-loop.ts";
import { runCommand } from "./command.ts";
import { exchangeOnce, type Outcome } from "./http2-exchange.ts";
import { type SessionSlot, sessionSlot } from "./http2-session.ts";
import { SMALL_MATCH } from "./requests.ts";
import type { Running } from "./running.ts";
import { type Endpoint, endpointOf } from "./target.ts";
import { makeUsers } from "./user.ts";

/** What the HTTP/2 load does unless told otherwise. */
export const HTTP2_DEFAULTS = {
  url: "https://127.0.0.1:8443",
  host: "api.ssm.localhost",
  caFile: "",
  path: "/api/match",
  requests: 100_000,
  sessions: 10,
  /** Requests under way at the same time in each session. */
  streams: 5,
  maxSeconds: 900,
  /** Seconds without an answer after which a request is lost. */
  timeout: 30,
};

/** See HTTP2_DEFAULTS. */
export type Http2Options = Readonly<typeof HTTP2_DEFAULTS>;

// A request that is refused so often is lost: the server takes nothing any more.
const MAX_ATTEMPTS = 20;

/**
 * Sends POST requests of 5,000 clients without cookies over `sessions` HTTP/2 sessions. A session that the
 * server closes is opened again. A request that was refused unprocessed (RFC 9113 8.7) is counted and repeated,
 * one that never left this process too; any other is sent once. Throws InputError like startLoad.
 */
export function startHttp2(
  options: Http2Options,
  onReport?: (report: BenchReport) => void,
): Running<BenchReport> {
  const exchanger = openSessions(options, endpointOf(options));
  return runClosedLoop({ ...options, slots: options.sessions * options.streams }, exchanger, onReport);
}

/** The same load in a process of its own. */
export function runHttp2Process(
  options: Http2Options,
  onReport?: (report: BenchReport) => void,
): ChildLoad<BenchReport> {
  return runInChild(new URL(import.meta.url), options, onReport);
}

function openSessions(options: Http2Options, endpoint: Endpoint): Exchanger {
  const sessions = Array.from({ length: options.sessions }, () => sessionSlot(endpoint));
  const headers = makeUsers(5000, "without cookies").map(({ address, userAgent }) => ({
    ":method": "POST",
    ":path": options.path,
    ":authority": endpoint.hostHeader,
    "content-type": "application/json",
    "x-forwarded-for": address,
    "user-agent": userAgent,
  }));
  let refused = 0;
  const attempt = async (session: SessionSlot, n: number): Promise<Outcome> =>
    exchangeOnce(await session.current(), headers[n % headers.length] ?? {}, SMALL_MATCH, options.timeout);
  return {
    send: async (n, slot) => {
      const session = sessions[slot % sessions.length];
      if (session === undefined) return { lost: "no session" };
      for (let attempts = 0; attempts < MAX_ATTEMPTS; attempts++) {
        const outcome = await attempt(session, n);
        if (outcome === "refused") refused++;
        else if (outcome !== "unsent") return outcome;
      }
      return { lost: `refused ${MAX_ATTEMPTS} times` };
    },
    refused: () => refused,
    connections: () => sessions.reduce((sum, session) => sum + session.opened(), 0),
    close: async () => {
      for (const session of sessions) session.close();
    },
  };
}

if (import.meta.main) {
  await runCommand({
    about:
      "Sends POST requests over HTTP/2 as fast as answers come, repeating only what was refused unprocessed.",
    defaults: HTTP2_DEFAULTS,
    start: startHttp2,
  });
}
