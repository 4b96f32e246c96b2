import type { Stage } from "../../infra/stage/schema.ts";
import { CommandError, EXIT } from "./command.ts";

/** The stage that a person means by `25`, `25%` or `025-percent`; throws SSM-NO-STAGE naming all of them. */
export function stageNamed(stages: readonly Stage[], text: string): Stage {
  const percent = /^(\d{1,3})%?$/.exec(text)?.[1];
  const found = stages.find((stage) =>
    percent === undefined ? stage.name === text : stage.v2 === Number(percent) && !stage.sunset,
  );
  if (found !== undefined) return found;
  const known = stages.map((stage) => (stage.sunset ? stage.name : String(stage.v2))).join(", ");
  throw new CommandError(
    "SSM-NO-STAGE",
    EXIT.wrongUse,
    `there is no stage ${JSON.stringify(text)}; expected one of ${known}`,
  );
}
