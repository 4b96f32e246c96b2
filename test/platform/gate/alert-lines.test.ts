import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ALERT_SUMMARIES } from "../../../infra/metrics/alert-summaries.ts";
import { fr } from "../../../scripts/messages/fr.ts";
import { alertLines, raisedAlerts } from "../../../scripts/platform/gate/alert-lines.ts";
import { PrometheusError, type RaisedAlert } from "../../../scripts/platform/gate/prometheus-client.ts";

const EMPTY: RaisedAlert = {
  name: "StoreCameUpEmpty",
  state: "firing",
  severity: "critical",
  since: "2026-11-26T03:00:00.000Z",
  summary: "as Prometheus wrote it",
  runbook: "npm run sync -- unfreeze --from v2 (docs/data.md#when-it-freezes)",
  labels: { store: "store-v1", other: "v2" },
};
const LATE: RaisedAlert = { ...EMPTY, name: "SyncLate", state: "pending", severity: "warning", labels: {} };

describe("what is wrong", () => {
  it("is told with what to do next, what fires before what is not sure yet", () => {
    assert.deepEqual(alertLines([LATE, EMPTY]), [
      "ALERT       StoreCameUpEmpty, critical, since 2026-11-26T03:00:00.000Z: store-v1 came up without its history: nothing is written, store-v2 keeps all it has",
      "            next: npm run sync -- unfreeze --from v2 (docs/data.md#when-it-freezes)",
      "pending     SyncLate, warning, since 2026-11-26T03:00:00.000Z: a change takes longer from one store to the other than the gate allows",
      "            next: npm run sync -- unfreeze --from v2 (docs/data.md#when-it-freezes)",
    ]);
  });

  it("is no line when it is nothing", () => {
    assert.deepEqual(alertLines([]), []);
  });

  it("is told in Prometheus' words when it has an alert that this checkout does not know", () => {
    assert.match(alertLines([{ ...EMPTY, name: "OfAnotherVersion" }])[0] ?? "", /: as Prometheus wrote it$/);
  });

  it("is said not to be known while Prometheus is away", async () => {
    const alerts = () => Promise.reject(new PrometheusError("prometheus at x cannot be reached: why"));
    assert.deepEqual(alertLines(await raisedAlerts({ alerts })), [
      "alerts      unknown: prometheus at x cannot be reached: why",
    ]);
    const broken = raisedAlerts({ alerts: () => Promise.reject(new TypeError("a fault of ours")) });
    await assert.rejects(broken, { message: "a fault of ours" });
  });

  it("is the same in French, with the same labels", () => {
    const labelsIn = (said: string) => (said.match(/\{\{ \$labels\.\w+ \}\}/g) ?? []).sort();
    for (const [name, said] of Object.entries(fr.alerts))
      assert.deepEqual(labelsIn(said), labelsIn(ALERT_SUMMARIES[name as keyof typeof ALERT_SUMMARIES]), name);
  });
});
