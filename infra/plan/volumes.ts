import type { ServiceName } from "./addressing.ts";
import { userOf } from "./addressing.ts";
import type { VolumePlan } from "./plan.ts";

/** Every volume. Stages never differ in them: a rollback that deletes a store deletes the writes made on it. */
export function volumes(): VolumePlan[] {
  return [
    volume("gateway-config", "config", "keeper", "files"),
    volume("gateway-state", "state", "gateway", "state"),
    volume("gateway-log", "log", "gateway", null),
    volume("prometheus-config", "config", "keeper", "files"),
    volume("prometheus-data", "state", "prometheus", "data"),
    volume("data-sync-config", "config", "keeper", "files"),
    volume("fence", "config", "keeper", "files"),
    volume("store-v1-data", "store", "store-v1", "data"),
    volume("store-v2-data", "store", "store-v2", "data"),
    ...(["gateway", "v1", "v2", "store-v1", "store-v2", "data-sync", "identity"] as const).map((service) =>
      volume(`${service}-secrets`, "secrets", service, null),
    ),
  ];
}

function volume(
  name: string,
  kind: VolumePlan["kind"],
  service: ServiceName,
  folder: string | null,
): VolumePlan {
  return { name, kind, folder, ...userOf(service) };
}
