import { duration, refusal, type Unit } from "../../../infra/stage/units.ts";
import { told } from "../../messages/messages.ts";
import { CommandError, EXIT } from "./command.ts";

/** Seconds from a text like `30s` or `1h30m`; throws SSM-DURATION naming the option. `unit` is a duration with other fixes. */
export function parseDuration(option: string, text: string, unit: Unit = duration): number {
  if (unit.pattern.test(text)) return unit.parse(text);
  throw new CommandError("SSM-DURATION", EXIT.wrongUse, `${option} ${told(refusal(unit, text))}`);
}
