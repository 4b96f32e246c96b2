import type * as pulumi from "@pulumi/pulumi";
import type { OperatorSetting, Plan } from "../plan/plan.ts";

/** Turns a plan into resources. `docker` is one; a new place to run is one more file beside it. */
export interface Target {
  /** `clearance` is what lets the plan pass the sunset, as the stack's setting says it; null without one. */
  deploy(plan: Plan, operator: OperatorSecrets, clearance: unknown): TargetOutputs;
}

/** Secrets that the operator set; those that are missing are absent. */
export type OperatorSecrets = Readonly<Partial<Record<OperatorSetting, pulumi.Output<string>>>>;

/** What the stack shows after `pulumi up`. */
export interface TargetOutputs {
  /** The stage that is really reached: known only once everything else is done. */
  readonly stage: pulumi.Output<string>;
  readonly addresses: Readonly<Record<string, string>>;
  /** PEM of the authority that signed the public certificate; empty when the operator brings a certificate. */
  readonly authority: pulumi.Output<string>;
  /** With what an operator throws the kill switch over the network; secret. */
  readonly control: pulumi.Output<ControlAccess>;
}

/** PEM texts: the operator's certificate, its key, and the authority of the control port. */
export interface ControlAccess {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}
