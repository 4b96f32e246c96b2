import { numberFrom } from "../../../checks.ts";
import type { Conversion } from "../field-pair.ts";

/** V1 counts seconds, V2 milliseconds; both to the microsecond. */
export const seconds: Conversion<number, number> = {
  rule: "seconds",
  v1: numberFrom(0, 86_400),
  v2: numberFrom(0, 86_400_000),
  up: (value) => Math.round(value * 1e6) / 1e3,
  down: (value) => Math.round(value * 1e3) / 1e6,
};
