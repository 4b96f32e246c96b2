import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LocalWorkspace, PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { instanceName, openInstance } from "../platform/instance/instance.ts";
import { PLACE } from "../platform/instance/place-name.ts";
import { explainPulumi } from "../platform/pulumi/pulumi-errors.ts";
import { pulumiEnvironment } from "../platform/pulumi/stack.ts";
import { projectDir } from "../toolchain/paths.ts";
import { parseState } from "./exported-state.ts";
import { portable } from "./portable.ts";
import { withoutSecrets } from "./without-secrets.ts";

/**
 * Writes a place's state to `file` without secret values, which are in memory only meanwhile, and without what only
 * this machine knows. The lab's state is that of its instance; any other place's is the one in the backend that the environment names, opened with the
 * environment's passphrase. Throws CommandError when the state cannot be opened.
 */
export async function saveState(place: string, file: string, binDir: string): Promise<void> {
  const own = place === PLACE ? openInstance(place, instanceName(place)) : null;
  const workspace = await LocalWorkspace.create({
    workDir: own?.dir ?? projectDir,
    pulumiCommand: await PulumiCommand.get({ root: dirname(binDir) }),
    envVars: own === null ? {} : pulumiEnvironment({ instance: own, binDir, images: {}, dockerHost: "" }),
  });
  try {
    const state = parseState(JSON.stringify(await workspace.exportStack(place)), place);
    writeFileSync(file, `${JSON.stringify(portable(withoutSecrets(state)), null, 2)}\n`);
  } catch (error) {
    throw explainPulumi(error);
  }
}
