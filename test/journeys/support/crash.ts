import assert from "node:assert/strict";
import { LOAD_DEFAULTS } from "../../../scripts/lab/load/load.ts";
import type { LoadReport } from "../../../scripts/lab/load/report.ts";
import { partsOf } from "../../../scripts/platform/containers/parts.ts";
import type { Context } from "../../../scripts/platform/instance/context.ts";
import { killService } from "../../../scripts/testing/kill-service.ts";
import { until } from "../../support/until.ts";
import { MATCH, openClient, type startUsers } from "./users.ts";

type Users = ReturnType<typeof startUsers>;

/** There is one of each, so who asks while it starts again gets an error, and nobody else. */
const ONLY_ONE = ["gateway", "v1"];
const BACK_WITHIN_S = 15;

/** Every container that the platform has, by its service; none that platform.yaml names may be missing. */
export async function servicesOf({ docker, instance, stacks }: Context): Promise<string[]> {
  const services = (await partsOf(docker, instance)).map(({ service }) => service);
  for (const service of Object.keys(stacks.platform.services)) assert.ok(services.includes(service), service);
  return services;
}

/**
 * Ends the main process of a service with SIGKILL and waits until it is well again. No user may see an error of it,
 * but for the gateway and V1 while they start. Returns a line about it.
 */
export async function crashUnderLoad(context: Context, users: Users, service: string): Promise<string> {
  const failedBefore = failedOf(users.snapshot());
  const began = performance.now();
  await killService(context, service);
  await until(`${service} is healthy again`, async () => isHealthy(context, service));
  await until("V1 answers", () => answers(context));
  const seconds = (performance.now() - began) / 1000;
  // A request that hangs fails late, and must not be counted to the next crash; else only the last second's report is on its way.
  const seen = (users.snapshot()?.t ?? 0) + (ONLY_ONE.includes(service) ? LOAD_DEFAULTS.timeout : 1);
  await until("the users report", async () => (users.snapshot()?.t ?? 0) > seen);
  const failed = failedOf(users.snapshot()) - failedBefore;
  const most = ONLY_ONE.includes(service) ? LOAD_DEFAULTS.rate * BACK_WITHIN_S : 0;
  assert.ok(
    failed <= most,
    `${failed} requests failed, at most ${most} may: ${JSON.stringify(users.snapshot()?.failures)}`,
  );
  return `${service}: healthy after ${seconds.toFixed(1)} s, ${failed} requests failed`;
}

async function isHealthy({ docker, instance }: Context, service: string): Promise<boolean> {
  return (await partsOf(docker, instance)).some(
    (part) => part.service === service && part.state === "healthy",
  );
}

async function answers(context: Context): Promise<boolean> {
  const client = openClient(context);
  try {
    const asked = ["/api/match", "/api/v1/health"].map((path) =>
      client.ask(path, path === "/api/match" ? MATCH : {}).catch(() => null),
    );
    return (await Promise.all(asked)).every((answer) => answer?.status === 200);
  } finally {
    await client.close();
  }
}

function failedOf(report: LoadReport | null): number {
  return report?.failed ?? 0;
}
