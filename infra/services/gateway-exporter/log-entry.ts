/** The releases that the gateway assigns. */
export type Release = "v1" | "v2" | "nexten";

/** One turn of the gateway at an upstream. */
export interface Attempt {
  /** Which release's port or upstream name was tried; null for anything else. */
  readonly release: Release | null;
  /** Status of that answer; null when none came. nginx writes 502 and 504 for its own failures to reach it. */
  readonly status: number | null;
  /** Time that this turn took; null when nginx did not measure it. */
  readonly seconds: number | null;
}

/** What the exporter needs of one line of the gateway's access log. */
export interface LogEntry {
  /** The release that the gateway assigned; null on routes of no release. */
  readonly release: Release | null;
  /** Status that the client got, 499 when it went away first. */
  readonly status: number;
  /** Whether the kill switch was thrown when the request came in. */
  readonly killed: boolean;
  /** In the order they were made; empty when the gateway answered by itself. */
  readonly attempts: readonly Attempt[];
}

const RELEASE_OF_PORT: Readonly<Record<string, Release>> = { "5062": "v1", "5070": "v2", "5052": "nexten" };
const RELEASES: readonly string[] = ["v1", "v2", "nexten"];

/**
 * Reads one syslog datagram of nginx's JSON access log. Null when it is not one: cut off, no JSON, an unknown
 * release or a status that is no HTTP status. Never throws.
 */
export function parseLine(datagram: string): LogEntry | null {
  const start = datagram.indexOf("{");
  if (start < 0) return null;
  try {
    return readEntry(JSON.parse(datagram.slice(start)));
  } catch {
    return null;
  }
}

function readEntry(line: Record<string, unknown>): LogEntry | null {
  const status = Number(line.status);
  const release = line.release;
  const known = isRelease(release);
  if (!Number.isInteger(status) || status < 100 || status > 599 || (!known && release !== "")) return null;
  return {
    release: known ? release : null,
    status,
    killed: line.killed === "1",
    attempts: readAttempts(line.upstream_addr, line.upstream_status, line.upstream_response_time),
  };
}

// nginx writes one element per attempt into each of the three: ", " between servers, " : " after an internal
// redirect, "-" for what it does not know. A redirect without an attempt leaves an empty element.
function readAttempts(addresses: unknown, statuses: unknown, times: unknown): Attempt[] {
  if (typeof addresses !== "string" || addresses === "" || addresses === "-") return [];
  const status = elements(statuses);
  const seconds = elements(times);
  return elements(addresses)
    .map((address, index) => ({
      release: releaseOf(address),
      status: numberOf(status[index]),
      seconds: numberOf(seconds[index]),
      tried: address !== "" && address !== "-",
    }))
    .filter((attempt) => attempt.tried)
    .map(({ release, status, seconds }) => ({ release, status, seconds }));
}

function elements(list: unknown): string[] {
  return typeof list === "string" ? list.split(/, | : /).map((element) => element.trim()) : [];
}

function numberOf(element: string | undefined): number | null {
  if (element === undefined || element === "" || element === "-") return null;
  const value = Number(element);
  return Number.isFinite(value) ? value : null;
}

// While a name does not resolve, nginx logs the upstream's name in place of an address.
function releaseOf(address: string): Release | null {
  if (isRelease(address)) return address;
  return RELEASE_OF_PORT[address.slice(address.lastIndexOf(":") + 1)] ?? null;
}

function isRelease(value: unknown): value is Release {
  return typeof value === "string" && RELEASES.includes(value);
}
