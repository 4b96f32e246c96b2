import * as pulumi from "@pulumi/pulumi";
import { makePlan } from "./plan/make-plan.ts";
import { OPERATOR_SETTINGS } from "./plan/plan.ts";
import { loadPlanInput } from "./plan-input.ts";
import { InputError } from "./stage/problem.ts";
import { dockerTarget } from "./targets/docker/target.ts";

// The SDK takes a trace of every promise and would read it through source maps; our sources run as they are written.
Reflect.deleteProperty(Error, "prepareStackTrace");

const targets = { docker: dockerTarget } as const;

const config = new pulumi.Config("supersmartmatch");
const plan = makePlan(readInput());

/** The stage that is reached, where to reach the platform from the engine's host, and the keys to it. */
export const { stage, addresses, authority, control } = targets[plan.target].deploy(
  plan,
  operatorSecrets(),
  config.getObject("clearance") ?? null,
);

function operatorSecrets() {
  const given = OPERATOR_SETTINGS.map((setting) => [setting, config.getSecret(setting)] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined));
}

function readInput() {
  try {
    return loadPlanInput({
      stacks: `${import.meta.dirname}/../stacks`,
      place: pulumi.getStack(),
      stage: config.get("stage"),
      instance: config.get("instance"),
      slot: config.getNumber("slot"),
      images: config.getObject("images"),
    });
  } catch (error) {
    // RunError shows the message alone: a mistake in a YAML file needs no stack trace.
    if (error instanceof InputError) throw new pulumi.RunError(error.message);
    throw error;
  }
}
