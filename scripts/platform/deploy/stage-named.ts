import type { Stage } from "../../../infra/stage/schema.ts";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";

/** The stage that a person means by `25`, `25%` or `025-percent`; throws SSM-NO-STAGE naming all of them. */
export function stageNamed(stages: readonly Stage[], wanted: string): Stage {
  const percent = /^(\d{1,3})%?$/.exec(wanted)?.[1];
  const found = stages.find((stage) =>
    percent === undefined ? stage.name === wanted : stage.v2 === Number(percent) && !stage.sunset,
  );
  if (found !== undefined) return found;
  const known = stages.map((stage) => (stage.sunset ? stage.name : String(stage.v2))).join(", ");
  throw new CommandError("SSM-NO-STAGE", EXIT.wrongUse, text.errors.noStage(JSON.stringify(wanted), known));
}
