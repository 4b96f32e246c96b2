import { HTTP2_DEFAULTS, runHttp2Process } from "../../lab/load/http2.ts";
import { text } from "../../messages/messages.ts";
import type { BenchCase } from "../bench-case.ts";
import { changeUnderLoad, lostOf, settingsOf } from "../changes-under-load.ts";
import { liftKillSwitch } from "../kill-switch.ts";
import { loadTarget } from "../loads.ts";
import { goTo } from "../stages.ts";

const CHANGES = [10, 25, 0, 10, 25, 50];
const QUICK_CHANGES = [10, 0];

/** Nothing is lost while the weight changes, over HTTP/2. */
export const http2: BenchCase = {
  name: "http2",
  minutes: 2.5,
  async measure(bench) {
    const changes = bench.quick ? QUICK_CHANGES : CHANGES;
    const requests = bench.quick ? 5_000 : HTTP2_DEFAULTS.requests;
    await liftKillSwitch(bench);
    await goTo(bench, 0);
    const load = runHttp2Process({
      ...HTTP2_DEFAULTS,
      ...loadTarget(bench.context),
      requests: requests * 100,
      maxSeconds: 3600,
    });
    const changed = await changeUnderLoad(bench, { load, changes, requests });
    const { seen } = changed;
    for (const { reason } of seen.losses) bench.report(text.bench.lost(reason));
    return [
      {
        name: "http2",
        what: "requests lost while the weight changes, HTTP/2 POSTs",
        unit: "requests",
        values: [lostOf(seen)],
        limit: { max: 0 },
        how: "scripts/lab/load/http2.ts (node:http2, closed loop, TLS 1.3) at /api/match, real `pulumi up` for every change. What the gateway refused unprocessed (REFUSED_STREAM, RFC 9113 8.7) is counted apart and repeated by the client; everything else is sent once.",
        settings: {
          ...settingsOf(changed, changes),
          sessions: HTTP2_DEFAULTS.sessions,
          "streams per session": HTTP2_DEFAULTS.streams,
          "refused and repeated": seen.refused,
        },
      },
    ];
  },
};
