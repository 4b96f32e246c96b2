import { readSettings, runService } from "../settings.ts";
import { startExporter } from "./exporter.ts";

await runService("gateway-exporter", async () =>
  startExporter(
    readSettings(process.env, (settings) => ({
      httpPort: settings.number("HTTP_PORT", 9117),
      syslogPort: settings.number("SYSLOG_PORT", 5514),
      stubStatusUrl: settings.url("STUB_STATUS_URL"),
    })),
  ),
);
