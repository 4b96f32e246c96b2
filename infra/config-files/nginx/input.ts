import type { Route } from "../../stage/schema.ts";

/** Everything the gateway's text depends on: plain data, taken from the plan. */
export interface GatewayInput {
  /** Public host name, also the only name the certificate holds. */
  readonly host: string;
  /** The port that clients use for HTTPS, for the redirect from port 80. */
  readonly publicHttpsPort: number;
  /** Share of the traffic that V2 gets, whole percent 0..100. */
  readonly v2: number;
  /** V1 is gone: its routes answer 410, V2 has no fallback, and the control port no kill switch. */
  readonly sunset: boolean;
  /** Fixed addresses on the backend network: nginx needs no name service to start, reload or fall back. */
  readonly apps: Readonly<Record<Release, { readonly address: string; readonly port: number }>>;
  readonly identity: { readonly address: string; readonly port: number };
  readonly routes: readonly Route[];
  readonly rateLimits: Readonly<Record<string, { readonly perMinute: number; readonly burst: number }>>;
  /** Addresses that may name the client in X-Forwarded-For. */
  readonly trustedProxies: readonly string[];
  /** Client networks without rate limits: the lab's own load generator. */
  readonly unlimited: readonly string[];
  /** The gateway's own address on the monitoring network: status and control listen only there. */
  readonly monitoringAddress: string;
}

export type Release = "v1" | "v2" | "nexten";

/** Files and folders inside the gateway's container, shared by its text and its service. */
export const GATEWAY_PATHS = {
  configVolume: "/etc/gateway",
  config: "/etc/gateway/files",
  state: "/var/lib/gateway",
  /** While this file exists, nothing is sent to V2. */
  killFlag: "/var/lib/gateway/state/kill-v2",
  secrets: "/run/secrets",
  logVolume: "/var/log/gateway",
  /** What the exporter reads, written in turns. */
  signals: ["/var/log/gateway/even.log", "/var/log/gateway/odd.log"],
  pid: "/run/nginx/nginx.pid",
} as const;

/** The one name that may throw the kill switch over the network. */
export const OPERATOR = "operator";

/** Ports of the gateway that are not public. */
export const GATEWAY_PORTS = { status: 9113, control: 9114, configId: 9115 } as const;

/** Longest time an old worker may serve after a reload; above the longest read time-out of a route (60 s). */
export const WORKER_SHUTDOWN_SECONDS = 75;
