import type Docker from "dockerode";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Instance } from "../instance/instance.ts";
import { partsOf } from "./parts.ts";
import { runIn } from "./run-in.ts";

/** What a stand-in is told to do wrong; see scripts/lab/apps/shared/drill.ts. */
export interface Drill {
  readonly latencyMs?: number;
  readonly errorRate?: number;
  readonly wrongRate?: number;
  readonly crash?: boolean;
}

const DRILL_FILE = "/tmp/drill.json";

/** Sets the drill of one app, or ends it with null; the app notices within 200 ms. Throws SSM-NO-APP where it does not run. */
export async function setDrill(
  docker: Docker,
  instance: Instance,
  app: string,
  drill: Drill | null,
): Promise<void> {
  const part = (await partsOf(docker, instance)).find(({ service }) => service === app);
  if (part?.running !== true) {
    const message = text.drill.notRunning(app, instance.instance, part?.state ?? null);
    throw new CommandError("SSM-NO-APP", EXIT.wrongUse, message);
  }
  // Written beside and renamed: the app never reads a half.
  const write = `printf '%s' '${JSON.stringify(drill)}' > ${DRILL_FILE}.new && mv ${DRILL_FILE}.new ${DRILL_FILE}`;
  const code = await runIn(docker, part.id, drill === null ? ["rm", "-f", DRILL_FILE] : ["sh", "-c", write]);
  if (code !== 0) throw new CommandError("SSM-DRILL", EXIT.failed, text.drill.notTaken(app, code));
}
