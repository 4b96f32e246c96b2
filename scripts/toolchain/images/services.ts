/** A part of the platform that is written in this repository and runs in an image of its own. */
export interface OwnService {
  /** TypeScript file that starts it, relative to the project's folder */
  readonly entry: string;
  /** files that the running service reads, and where they lie below /app */
  readonly data: readonly { readonly from: string; readonly to: string }[];
}

/** Every service of our own; its name is that of its image. */
export const OWN_SERVICES: Readonly<Record<string, OwnService>> = {
  v1: { entry: "scripts/lab/apps/v1/main.ts", data: [] },
  v2: { entry: "scripts/lab/apps/v2/main.ts", data: [] },
  nexten: { entry: "scripts/lab/apps/nexten/main.ts", data: [] },
  prober: {
    entry: "infra/services/prober/main.ts",
    data: [{ from: "scripts/lab/labelled/gate.jsonl", to: "labelled.jsonl" }],
  },
  "data-sync": { entry: "infra/services/data-sync/main.ts", data: [] },
  identity: { entry: "infra/services/identity/main.ts", data: [] },
  "gateway-exporter": { entry: "infra/services/gateway-exporter/main.ts", data: [] },
};
