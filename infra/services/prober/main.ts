import { readSettings, runService } from "../settings.ts";
import { readLabelled } from "./labelled.ts";
import { startProber } from "./prober.ts";

await runService("prober", async () => {
  const { labelledFile, ...settings } = readSettings(process.env, (read) => ({
    httpPort: read.number("HTTP_PORT", 9118),
    releases: {
      v1: { base: read.url("V1_URL"), health: read.text("V1_HEALTH") },
      v2: { base: read.url("V2_URL"), health: read.text("V2_HEALTH") },
    },
    rate: read.number("RATE", 10),
    maxInFlight: read.number("MAX_IN_FLIGHT", 100),
    labelledFile: read.text("LABELLED_FILE"),
  }));
  return startProber({ ...settings, labelled: readLabelled(labelledFile) });
});
