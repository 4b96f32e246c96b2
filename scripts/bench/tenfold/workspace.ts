import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { LAST_SLOT } from "../../../infra/stage/instance.ts";
import { PLACE } from "../../platform/instance/place-name.ts";
import { pulumiEnvironment } from "../../platform/pulumi/stack.ts";
import { projectDir } from "../../toolchain/paths.ts";
import type { Bench } from "../bench-case.ts";
import { type PulumiStack, runPulumi } from "../pulumi-cli.ts";

/**
 * Runs `work` with a Pulumi stack of its own, empty, in a folder that is removed afterwards. `setTimes` says how
 * often the platform's services stand in it.
 */
export async function withTenfoldStack<T>(
  bench: Bench,
  work: (stack: PulumiStack, setTimes: (times: number) => void) => Promise<T>,
): Promise<T> {
  const { settings } = bench.context;
  const dir = mkdtempSync(join(tmpdir(), "ssm-tenfold-"));
  try {
    const instance = { place: PLACE, instance: "tenfold", slot: LAST_SLOT, dir };
    prepare(dir);
    const env = pulumiEnvironment({ ...settings, instance });
    const stack = { binDir: settings.binDir, dir, stack: PLACE, env, signal: bench.signal };
    await runPulumi(stack, ["stack", "init"]);
    return await work(stack, (times) => {
      const config = {
        "supersmartmatch:instance": instance.instance,
        "supersmartmatch:slot": String(instance.slot),
        "supersmartmatch:images": settings.images,
        "supersmartmatch:times": String(times),
      };
      const file = join(dir, `Pulumi.${PLACE}.yaml`);
      // What `stack init` wrote there opens the state.
      writeFileSync(file, stringify({ ...parse(readFileSync(file, "utf8")), config }));
    });
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

// Providers and packages are looked for beside the program, so it stands here with what stands beside the real one.
function prepare(dir: string): void {
  mkdirSync(join(dir, "pulumi"));
  writeFileSync(join(dir, "passphrase"), randomBytes(24).toString("base64url"), { mode: 0o600 });
  symlinkSync(join(import.meta.dirname, "program.ts"), join(dir, "main.ts"));
  symlinkSync(join(projectDir, "infra", "targets"), join(dir, "targets"));
  symlinkSync(join(projectDir, "node_modules"), join(dir, "node_modules"));
  symlinkSync(join(projectDir, "package.json"), join(dir, "package.json"));
  const project = {
    name: "supersmartmatch",
    runtime: { name: "nodejs", options: { typescript: false, packagemanager: "npm" } },
    main: "main.ts",
  };
  writeFileSync(join(dir, "Pulumi.yaml"), stringify(project));
}
