import { join } from "node:path";
import { nextStage } from "../../../infra/stage/ladder.ts";
import type { Stage } from "../../../infra/stage/schema.ts";
import type { LoadReport } from "../../lab/load/report.ts";
import { decimal, text } from "../../messages/messages.ts";
import { aimedHere } from "../../messages/next-command.mjs";
import type { Context } from "../instance/context.ts";
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
  const { summary: said } = text;
  return [
    "",
    said.stage(at?.name ?? null, Math.round(seconds)),
    ...(traffic === undefined ? [] : [trafficLine(traffic), ...failureLines(traffic)]),
    said.gateway(address, join(context.instance.dir, "ca.pem")),
    said.prometheus(`http://127.0.0.1:${place.publish.prometheus}`),
    "",
    said.next,
    ...aligned(toTry(at, next ?? null)),
  ];
}

type Try = readonly [command: string, does: string];

function toTry(at: Stage | null, next: Stage | null): Try[] {
  const { summary: said } = text;
  const deploy: Try[] =
    next === null || next.sunset !== null
      ? []
      : [
          [`npm start -- --stage ${next.v2}`, said.climb],
          [`npm run deploy-v2 -- ${next.v2}`, said.deploy],
        ];
  const back: Try[] = [
    ["npm run rollback-v1", said.rollback],
    ['npm run kill-switch -- off --reason "…"', said.kill],
  ];
  return [
    ["npm run status", said.status],
    ...deploy,
    ["npm run drill -- v2 --latency 200ms", said.drill],
    ...(at !== null && at.sunset !== null ? [] : back),
    ["npm run down", said.down],
  ];
}

function aligned(commands: readonly Try[]): string[] {
  const rows = commands.map(([command, does]) => [aimedHere(command), does] as const);
  const width = Math.max(...rows.map(([command]) => command.length));
  return rows.map(([command, does]) => `  ${command.padEnd(width)}  ${does}`);
}

function trafficLine({ sent, ok, failed, byRelease }: LoadReport): string {
  const releases = Object.entries(byRelease).map(([release, count]) => `${release} ${count}`);
  return text.summary.traffic(sent, ok, failed, releases.join(", "));
}

function failureLines({ failures }: LoadReport): string[] {
  return failures.slice(0, 5).map(({ t, path, reason }) => text.summary.failure(decimal(t, 1), path, reason));
}
