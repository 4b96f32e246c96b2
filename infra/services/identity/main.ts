import { readFile } from "node:fs/promises";
import { readSettings, runService } from "../settings.ts";
import { signer } from "./access-token.ts";
import { startIdentity } from "./identity.ts";
import { sessionStore } from "./session-store.ts";

await runService("identity", async () => {
  const settings = readSettings(process.env, (read) => {
    const store = (side: "V1" | "V2") => ({
      host: read.text(`STORE_${side}_HOST`),
      port: read.number(`STORE_${side}_PORT`, 6379),
      user: read.text("STORE_USER"),
      passwordFile: read.text(`STORE_${side}_PASSWORD_FILE`),
    });
    return {
      httpPort: read.number("HTTP_PORT", 8081),
      v1: store("V1"),
      v2: store("V2"),
      callerKeyFile: read.text("CALLER_KEY_FILE"),
      refreshKeyFile: read.text("REFRESH_KEY_FILE"),
      signingKeyFiles: read.text("SIGNING_KEYS_FILE").split(","),
    };
  });
  const secret = async (file: string) => (await readFile(file, "utf8")).trim();
  return startIdentity({
    httpPort: settings.httpPort,
    stores: [sessionStore("v1", settings.v1), sessionStore("v2", settings.v2)],
    signer: await signer(await Promise.all(settings.signingKeyFiles.map(secret))),
    refreshKey: await secret(settings.refreshKeyFile),
    callerKey: await secret(settings.callerKeyFile),
  });
});
