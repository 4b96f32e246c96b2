import { KEEPALIVE_DEFAULTS, runKeepaliveProcess } from "../../lab/load/keepalive.ts";
import { text } from "../../messages/messages.ts";
import type { BenchCase } from "../bench-case.ts";
import { changeUnderLoad, lostOf, settingsOf } from "../changes-under-load.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { loadTarget, withUsers } from "../loads.ts";
import { goTo } from "../stages.ts";

const CHANGES = [10, 25, 50, 75, 100, 0, 10, 25, 50, 75, 100];
const QUICK_CHANGES = [10, 0];
/** Requests per second of users with pauses: their connections are idle when a reload closes the old workers. */
const USERS_RATE = 50;

/** Nothing is lost while the weight changes, over kept-alive HTTP/1.1 connections. */
export const weightChanges: BenchCase = {
  name: "weight-changes",
  minutes: 7,
  async measure(bench) {
    const { context, quick } = bench;
    const changes = quick ? QUICK_CHANGES : CHANGES;
    const requests = quick ? 10_000 : KEEPALIVE_DEFAULTS.requests;
    await liftKillSwitch(bench);
    await goTo(bench, 0);
    const { changed, users } = await withUsers(context, USERS_RATE, async (slow) => {
      // No end of its own: it goes on until every change is made.
      const load = runKeepaliveProcess({
        ...KEEPALIVE_DEFAULTS,
        ...loadTarget(context),
        requests: requests * 100,
        maxSeconds: 3600,
      });
      const changed = await changeUnderLoad(bench, { load, changes, requests });
      return { changed, users: await slow.stop() };
    });
    for (const { reason } of changed.seen.losses) bench.report(text.bench.lost(reason));
    for (const { reason } of users.failures) bench.report(text.bench.lostByUser(reason));
    return [
      {
        name: "weight-changes",
        what: "requests lost while the weight changes, HTTP/1.1 keep-alive POSTs without retries",
        unit: "requests",
        values: [lostOf(changed.seen) + users.failed],
        limit: { max: 0 },
        how: "scripts/lab/load/keepalive.ts (undici, closed loop, TLS 1.3) at /api/match, the lab's own V1, V2 and gateway answering; every change is a real `pulumi up` with preview and policy pack, spread over the run. Beside it scripts/lab/load/load.ts plays users with pauses, on connections that are idle when a reload comes. Lost: no whole answer, or one that is not 200 (users: failed).",
        settings: {
          ...settingsOf(changed, changes),
          connections: KEEPALIVE_DEFAULTS.connections,
          "users' requests beside it": `${users.sent} at ${USERS_RATE}/s`,
        },
      },
    ];
  },
};
