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
  /** Who asked on a route of V1's own: the route and the user agent. Null on every other route. */
  readonly v1Client: string | null;
  /** In the order they were made; empty when the gateway answered by itself. */
  readonly attempts: readonly Attempt[];
}

/** Which port belongs to which release. */
export type ReleasePorts = Readonly<Record<Release, number>>;

/** The ports of `stacks/platform.yaml` as it ships. */
export const RELEASE_PORTS: ReleasePorts = { v1: 5062, v2: 5070, nexten: 5052 };

const LONGEST_NAME = 120;
const NAMELESS = "(no user agent)";
const RELEASES: readonly string[] = ["v1", "v2", "nexten"];

/**
 * Reads one line of nginx's JSON access log. Null when it is not one: cut off, no JSON object, an unknown release or a
 * status that is no HTTP status. Never throws.
 */
export function parseLine(line: string, ports: ReleasePorts = RELEASE_PORTS): LogEntry | null {
  try {
    const fields: unknown = JSON.parse(line);
    return isObject(fields) ? readEntry(fields, ports) : null;
  } catch {
    return null;
  }
}

function readEntry(line: Record<string, unknown>, ports: ReleasePorts): LogEntry | null {
  const status = Number(line.status);
  const release = line.release;
  const known = isRelease(release);
  if (!Number.isInteger(status) || status < 100 || status > 599 || (!known && release !== "")) return null;
  return {
    release: known ? release : null,
    status,
    killed: line.killed === "1",
    v1Client: readClient(line.v1_client),
    attempts: readAttempts(line, ports),
  };
}

// A client says of itself what it likes.
function readClient(client: unknown): string | null {
  if (typeof client !== "string" || client === "") return null;
  const [route = "", ...agent] = client.split(" ");
  const name = agent.join(" ").replaceAll(/\p{C}/gu, "?").trim().slice(0, LONGEST_NAME);
  return `${route} ${name === "" ? NAMELESS : name}`;
}

// nginx writes one element per attempt into each of the three: ", " between servers, " : " after an internal
// redirect, "-" for what it does not know. A redirect without an attempt leaves an empty element.
function readAttempts(line: Record<string, unknown>, ports: ReleasePorts): Attempt[] {
  const addresses = line.upstream_addr;
  if (typeof addresses !== "string" || addresses === "" || addresses === "-") return [];
  const status = elements(line.upstream_status);
  const seconds = elements(line.upstream_response_time);
  return elements(addresses)
    .map((address, index) => ({
      release: releaseOf(address, ports),
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
function releaseOf(address: string, ports: ReleasePorts): Release | null {
  if (isRelease(address)) return address;
  const port = Number(address.slice(address.lastIndexOf(":") + 1));
  return (["v1", "v2", "nexten"] as const).find((release) => ports[release] === port) ?? null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isRelease(value: unknown): value is Release {
  return typeof value === "string" && RELEASES.includes(value);
}
