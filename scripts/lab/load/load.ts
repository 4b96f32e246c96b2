import { startPacer } from "../../../infra/services/pacer.ts";
import { type ChildLoad, runInChild } from "./child.ts";
import type { Command } from "./command.ts";
import { exchange } from "./exchange.ts";
import { startObserver } from "./observer.ts";
import type { LoadReport } from "./report.ts";
import { mixOf } from "./requests.ts";
import type { Running } from "./running.ts";
import { endpointOf, openPool } from "./target.ts";
import { gatherUsers } from "./user.ts";

/** What a load does unless told otherwise. */
export const LOAD_DEFAULTS = {
  /** Address of this machine; any other is refused. */
  url: "https://127.0.0.1:8443",
  /** Name asked for in TLS and in the Host header. */
  host: "api.ssm.localhost",
  /** Authority that must have signed the certificate, PEM. */
  caFile: "",
  /** Labelled set whose match requests are sent. */
  labelledFile: "",
  /** What one request in fifty asks instead, on a route that no stage splits. */
  fixedPath: "/api/v1/health",
  /** Requests per second, sent on schedule whatever becomes of the ones before. */
  rate: 200,
  /** Users with a cookie jar; one request in twenty comes from other clients, which keep no cookies. */
  users: 5000,
  /** The load ends by itself after so many seconds or requests. */
  maxSeconds: 4 * 3600,
  maxRequests: 5_000_000,
  /** Most requests that wait for an answer at the same time. */
  maxInFlight: 2000,
  connections: 128,
  /** Seconds after which a request without a whole answer has failed. */
  timeout: 10,
};

/** See LOAD_DEFAULTS for the meaning of each. */
export type LoadOptions = Readonly<typeof LOAD_DEFAULTS>;

/** A running load of users. */
export type Load = Running<LoadReport>;

/** The load as a command. */
export const LOAD_COMMAND: Command<LoadOptions, LoadReport> = {
  about: "Plays users of the platform: open loop, cookies, no retries.",
  defaults: LOAD_DEFAULTS,
  start: startLoad,
};

/**
 * Starts users at the platform, open loop and without retries: a late answer delays no other request, its
 * waiting is measured, and a failed request is counted once and never sent again. `onReport` is called every
 * second. Throws InputError when the target or the labelled set cannot be used.
 */
export function startLoad(options: LoadOptions, onReport?: (report: LoadReport) => void): Load {
  const endpoint = endpointOf(options);
  const requestAt = mixOf(options.labelledFile, options.fixedPath);
  const userAt = gatherUsers(options.users);
  const pool = openPool(endpoint, options.connections);
  const observer = startObserver();
  const pending = new Set<Promise<void>>();
  const { promise: done, resolve } = Promise.withResolvers<LoadReport>();
  let n = 0;

  const pacer = startPacer(options.rate, (scheduledMs) => {
    if (n >= options.maxRequests || observer.seconds() >= options.maxSeconds) return void stop();
    const request = requestAt(n);
    const user = userAt(n++);
    if (pending.size >= options.maxInFlight) return observer.skipped();
    const ending = observer.begin(request, user, scheduledMs);
    const sent = exchange(pool, endpoint.hostHeader, request, user, options.timeout, ending);
    pending.add(sent);
    void sent.finally(() => pending.delete(sent));
  });
  const ticker = setInterval(() => {
    onReport?.(observer.report());
    observer.nextSecond();
  }, 1000);
  const stop = () => {
    pacer.stop();
    clearInterval(ticker);
    void Promise.all(pending).then(async () => {
      if (!pool.destroyed) await pool.destroy();
      resolve(observer.report());
    });
    return done;
  };
  return { snapshot: observer.report, mark: observer.mark, stop, done };
}

/** The same load in a process of its own. */
export function runLoadProcess(
  options: LoadOptions,
  onReport?: (report: LoadReport) => void,
): ChildLoad<LoadReport> {
  return runInChild(new URL("./main.ts", import.meta.url), options, onReport);
}
