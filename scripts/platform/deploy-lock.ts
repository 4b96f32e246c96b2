import { join } from "node:path";
import type { Context } from "./context.ts";

/** The lock that every change of an instance takes; it holds the owner's pid. */
export function deployLock(context: Pick<Context, "instance">): string {
  return join(context.instance.dir, "deploy.lock");
}
