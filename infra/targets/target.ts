import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan.ts";

/** Turns a plan into resources. `docker` is one; a new place to run is one more file beside it. */
export interface Target {
  deploy(plan: Plan): TargetOutputs;
}

/** What the stack shows after `pulumi up`. */
export interface TargetOutputs {
  /** The stage that is really reached: known only once everything else is done. */
  readonly stage: pulumi.Output<string>;
  readonly addresses: Readonly<Record<string, string>>;
  /** PEM of the authority that signed the public certificate; empty when the operator brings a certificate. */
  readonly authority: pulumi.Output<string>;
}
