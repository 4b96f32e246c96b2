import { readSettings, runService } from "../settings.ts";
import { startExporter } from "./exporter.ts";
import { RELEASE_PORTS } from "./log-entry.ts";

await runService("gateway-exporter", async () =>
  startExporter(
    readSettings(process.env, (settings) => ({
      httpPort: settings.number("HTTP_PORT", 9117),
      logFiles: settings.text("LOG_FILES").split(","),
      releasePorts: {
        v1: settings.number("V1_PORT", RELEASE_PORTS.v1),
        v2: settings.number("V2_PORT", RELEASE_PORTS.v2),
        nexten: settings.number("NEXTEN_PORT", RELEASE_PORTS.nexten),
      },
      stubStatusUrl: settings.url("STUB_STATUS_URL"),
    })),
  ),
);
