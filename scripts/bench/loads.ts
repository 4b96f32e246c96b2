import { join } from "node:path";
import type { ChildLoad } from "../lab/load/child.ts";
import { LOAD_DEFAULTS, runLoadProcess } from "../lab/load/load.ts";
import type { LoadReport } from "../lab/load/report.ts";
import type { Target } from "../lab/load/target.ts";
import type { Context } from "../platform/instance/context.ts";
import { projectDir } from "../toolchain/paths.ts";

/** The instance's gateway as the load generators want it. */
export function loadTarget({ stacks: { place }, instance }: Context): Target {
  return {
    url: `https://127.0.0.1:${place.publish.https}`,
    host: place.host,
    caFile: join(instance.dir, "ca.pem"),
  };
}

/** The users of `npm start`, 5,000 in open loop, in a process of their own. */
export function startUsers(context: Context, rate: number): ChildLoad<LoadReport> {
  return runLoadProcess({
    ...LOAD_DEFAULTS,
    ...loadTarget(context),
    rate,
    labelledFile: join(projectDir, "scripts/lab/labelled/tune.jsonl"),
  });
}

/** Runs `work` while users are at the platform, and sends them home whatever becomes of it. */
export async function withUsers<T>(
  context: Context,
  rate: number,
  work: (users: ChildLoad<LoadReport>) => Promise<T>,
): Promise<T> {
  const users = startUsers(context, rate);
  try {
    return await work(users);
  } finally {
    await users.stop().catch(() => {});
  }
}
