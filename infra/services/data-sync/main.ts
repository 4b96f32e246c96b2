import { readSettings, runService } from "../settings.ts";
import { startDataSync } from "./data-sync.ts";
import { watchDirection } from "./direction.ts";
import { sideStore } from "./side-store.ts";

await runService("data-sync", async () => {
  const settings = readSettings(process.env, (read) => {
    const store = (side: "V1" | "V2") => ({
      host: read.text(`STORE_${side}_HOST`),
      port: read.number(`STORE_${side}_PORT`, 6379),
      user: read.text("STORE_USER"),
      passwordFile: read.text(`STORE_${side}_PASSWORD_FILE`),
    });
    return {
      httpPort: read.number("HTTP_PORT", 8080),
      v1: store("V1"),
      v2: store("V2"),
      directionFile: read.text("DIRECTION_FILE"),
      workers: read.number("WORKERS", 4),
      maxDirty: read.number("MAX_DIRTY", 200_000),
      passEveryMs: read.number("PASS_EVERY_MS", 30_000),
    };
  });
  const direction = await watchDirection(settings.directionFile);
  return startDataSync({
    ...settings,
    stores: { v1: sideStore("v1", settings.v1), v2: sideStore("v2", settings.v2) },
    direction: direction.current,
  });
});
