import { join } from "node:path";
import { nextStage } from "../../infra/stage/ladder.ts";
import type { LoadReport } from "../lab/load/report.ts";
import type { Context } from "./context.ts";
import { stageReached } from "./preflight.ts";

/** What a run of `npm start` ends with: what happened to the users, where to look, what to try next. */
export async function summary(
  context: Context,
  traffic: LoadReport | undefined,
  seconds: number,
): Promise<string[]> {
  const at = await stageReached(context);
  const { place, stages } = context.stacks;
  const next = at === null ? stages[0] : nextStage(stages, at);
  const address = `https://${place.host}:${place.publish.https}`;
  return [
    "",
    `stage      ${at?.name ?? "none"}, after ${Math.round(seconds)} s`,
    ...(traffic === undefined ? [] : [trafficLine(traffic), ...failureLines(traffic)]),
    `gateway    ${address}   (curl --cacert ${join(context.instance.dir, "ca.pem")} ${address}/health)`,
    `prometheus http://127.0.0.1:${place.publish.prometheus}`,
    "",
    "next, for example:",
    "  npm run status                         how the platform is doing",
    ...(next === null || next === undefined || next.sunset
      ? []
      : [`  npm run deploy-v2 -- ${next.v2}               the next stage, when its gate allows it`]),
    "  npm run drill -- v2 --latency 200ms    a slow V2 from now on: a rollout is held or taken back",
    "  npm run rollback-v1                    everybody back on V1",
    '  npm run kill-switch -- off --reason "…"  lets V2 have traffic again after a rollback',
    "  npm run down                           removes all of it",
  ];
}

function trafficLine({ sent, ok, failed, byRelease }: LoadReport): string {
  const releases = Object.entries(byRelease).map(([release, count]) => `${release} ${count}`);
  return `traffic    ${sent} requests sent, ${ok} answered, ${failed} failed (answered by ${releases.join(", ")})`;
}

function failureLines({ failures }: LoadReport): string[] {
  return failures
    .slice(0, 5)
    .map(({ t, path, reason }) => `           failed after ${t.toFixed(1)} s: ${path}: ${reason}`);
}
