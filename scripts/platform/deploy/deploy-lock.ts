import { join } from "node:path";
import { text } from "../../messages/messages.ts";
import type { LockOptions } from "../../toolchain/lock.ts";
import { cacheDir } from "../../toolchain/paths.ts";
import type { ProcessOwner } from "../../toolchain/process-owner.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Owner } from "../containers/parts.ts";
import type { Context } from "../instance/context.ts";

/** The lock that every change of an instance takes; it holds the owner's pid. */
export function deployLock(context: Pick<Context, "instance">): string {
  return join(context.instance.dir, "deploy.lock");
}

/** The lock that `npm start` holds from its first step to its last, before there is an instance; it holds the owner's pid. */
export function startLock({ place, instance }: Owner): string {
  return join(cacheDir(), `start-${place}-${instance}.lock`);
}

/** Takes the deploy lock or refuses at once with SSM-BUSY, naming who has it. */
export function onlyChange({ instance }: Owner, report: (line: string) => void): LockOptions {
  return {
    what: "changing the platform",
    report,
    refuse: ({ pid }) => {
      throw busy(text.errors.anotherChange(instance, pid));
    },
  };
}

/** Takes the start lock or refuses at once with SSM-BUSY, naming who has it. */
export function onlyStart({ instance }: Owner, report: (line: string) => void): LockOptions {
  return { what: "starting the platform", report, refuse: (owner) => refuseStarting(instance, owner) };
}

/** Refuses because of an `npm start` that is at work. */
export function refuseStarting(instance: string, { pid }: ProcessOwner): never {
  throw busy(text.errors.starting(instance, pid));
}

function busy(message: string): CommandError {
  return new CommandError("SSM-BUSY", EXIT.wrongUse, message);
}
