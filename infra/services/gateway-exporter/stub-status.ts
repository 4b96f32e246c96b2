import { Counter, Gauge, type Registry } from "prom-client";

/** Counters of nginx's stub_status page. */
export interface StubStatus {
  readonly active: number;
  /** Since nginx started. */
  readonly requests: number;
}

/** Reads the text of nginx's stub_status page; null when it is not one. */
export function parseStubStatus(text: string): StubStatus | null {
  const active = /^Active connections: (\d+)/.exec(text);
  const totals = /^ (\d+) (\d+) (\d+) *$/m.exec(text);
  if (active === null || totals === null) return null;
  return { active: Number(active[1]), requests: Number(totals[3]) };
}

const TIMEOUT_MS = 1000;

/**
 * Registers the gateway's own counters and returns the function that reads them from `url` within one second.
 * While the gateway does not answer, `gateway_up` is 0 and the counters keep their last value. Never rejects.
 */
export function stubStatusMetrics(registry: Registry, url: URL): () => Promise<void> {
  const registers = [registry];
  const up = new Gauge({ name: "gateway_up", help: "1 while the gateway's status page answers", registers });
  const active = new Gauge({ name: "nginx_connections_active", help: "Open client connections", registers });
  const requests = new Counter({
    name: "nginx_http_requests_total",
    help: "Requests of any kind",
    registers,
  });
  return async () => {
    const status = await readStubStatus(url);
    up.set(status === null ? 0 : 1);
    active.set(status?.active ?? 0);
    if (status === null) return;
    // The gateway counts, not this process: its restart must be seen as a counter reset.
    requests.reset();
    requests.inc(status.requests);
  };
}

async function readStubStatus(url: URL): Promise<StubStatus | null> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return response.ok ? parseStubStatus(await response.text()) : null;
  } catch {
    return null;
  }
}
