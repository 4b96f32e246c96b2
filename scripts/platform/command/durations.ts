import { duration, refusal } from "../../../infra/stage/units.ts";
import { told } from "../../messages/messages.ts";
import { CommandError, EXIT } from "./command.ts";

/** Seconds from a text like `30s` or `1h30m`; throws SSM-DURATION naming the option. */
export function parseDuration(option: string, text: string): number {
  if (duration.pattern.test(text)) return duration.parse(text);
  throw new CommandError("SSM-DURATION", EXIT.wrongUse, `${option} ${told(refusal(duration, text))}`);
}
