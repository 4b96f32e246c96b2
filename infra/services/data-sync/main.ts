import { readSettings, runService } from "../settings.ts";
import { control } from "./control.ts";
import { startDataSync } from "./data-sync.ts";
import { readDirection, watchDirection } from "./direction.ts";
import { directionBehind, readFence, watchFence } from "./fence.ts";
import { tellLastPass } from "./last-pass-command.ts";
import { replay, wantedOf } from "./replay.ts";
import { restore } from "./restore.ts";
import { sideStore } from "./side-store.ts";

const settings = (env: NodeJS.ProcessEnv) =>
  readSettings(env, (read) => {
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
      fenceFile: read.text("FENCE_FILE"),
      workers: read.number("WORKERS", 4),
      maxDirty: read.number("MAX_DIRTY", 200_000),
      passEveryMs: read.number("PASS_EVERY_MS", 30_000),
    };
  });

const [, , ...args] = process.argv;
await (args.length > 0 ? command() : serve());

async function command(): Promise<void> {
  const { v1, v2, directionFile, fenceFile, httpPort } = settings(process.env);
  const metricsUrl = `http://127.0.0.1:${httpPort}/metrics`;
  const print = (line: string) => void process.stdout.write(`${line.trimEnd()}\n`);
  // A scratch store takes any password, so it is given one that opens nothing.
  const scratch = (host = "") => ({ host, port: 6379, user: "default", passwordFile: directionFile });
  if (args[0] === "restore") {
    const options = { dryRun: args.includes("--dry-run"), replayed: args.includes("--replayed") };
    print(JSON.stringify(await restore(scratch(args[1]), v1, options)));
    process.exit(0);
  }
  if (args[0] === "replay") {
    const from = { v1: scratch(args[1]), v2: scratch(args[2]) };
    print(JSON.stringify(await replay(from, { v1, v2 }, wantedOf(args.slice(3)))));
    process.exit(0);
  }
  if (args[0] === "last-pass") process.exit(await tellLastPass(args.slice(1), metricsUrl, print));
  process.exit(
    await control(args, {
      stores: { v1: sideStore("v1", v1), v2: sideStore("v2", v2) },
      direction: directionBehind(await readFence(fenceFile), await readDirection(directionFile)),
      metricsUrl,
      tell: (answer) => print(JSON.stringify(answer)),
      note: (answer) => void process.stderr.write(`${JSON.stringify(answer)}\n`),
    }),
  );
}

function serve(): Promise<void> {
  return runService("data-sync", async () => {
    const { v1, v2, directionFile, fenceFile, ...rest } = settings(process.env);
    const [direction, fence] = await Promise.all([watchDirection(directionFile), watchFence(fenceFile)]);
    return startDataSync({
      ...rest,
      stores: { v1: sideStore("v1", v1), v2: sideStore("v2", v2) },
      direction: direction.current,
      fence: fence.current,
    });
  });
}
