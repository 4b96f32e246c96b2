import type * as pulumi from "@pulumi/pulumi";
import { LazyResource } from "../lazy-provider.ts";
import type { StageInputs } from "./order.ts";

/**
 * The stage twice: a guard that everything depends on, so a refused stage changes nothing, and a record that
 * depends on everything, so a stage that failed half way does not count as reached.
 */
export class Stage extends LazyResource {
  declare readonly stage: pulumi.Output<string>;

  constructor(name: string, args: StageInputs, opts?: pulumi.CustomResourceOptions) {
    super("stage:Stage", "targets/stage-order/provider.ts", name, { ...args }, opts);
  }
}
