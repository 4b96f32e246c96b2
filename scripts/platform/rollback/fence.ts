import type Docker from "dockerode";
import { FENCE_FILE_IN_KEEPER, FOLLOW_FENCE } from "../../../infra/plan/services/fence.ts";
import { type Fence, fenceIn } from "../../../infra/services/data-sync/fence.ts";
import { within } from "../command/within.ts";
import { type Owner, type Part, partsOf, startPart } from "../containers/parts.ts";
import { outputIn, runIn } from "../containers/run-in.ts";

const ANSWER_S = 8;
/** Renamed, so that nobody reads half of it. */
const WRITE = `printf %s "$0" > ${FENCE_FILE_IN_KEEPER}.next && mv ${FENCE_FILE_IN_KEEPER}.next ${FENCE_FILE_IN_KEEPER}`;

/** The fence of an instance; null while V2's app may write, or while nobody can tell. */
export async function fenceOf(docker: Docker, owner: Owner): Promise<Fence | null> {
  const keeper = await keeperOf(docker, owner);
  if (keeper?.running !== true) return null;
  return fenceIn((await outputIn(docker, keeper.id, ["cat", FENCE_FILE_IN_KEEPER])).output);
}

/**
 * Puts the fence up: from now on V1 wins every conflict, and a store that starts is fenced. A running one goes on as
 * it is until `closeStore`. Rejects when there is no keeper that could.
 */
export async function writeFence(docker: Docker, owner: Owner, fence: Fence): Promise<void> {
  const keeper = await keeperOf(docker, owner);
  if (keeper === undefined) throw new Error("there is no keeper to put up the fence");
  if (!keeper.running) await startPart(docker, keeper);
  const code = await within(
    ANSWER_S,
    "the keeper",
    runIn(docker, keeper.id, ["sh", "-c", WRITE, JSON.stringify(fence)]),
  );
  if (code !== 0) throw new Error(`the keeper could not write ${FENCE_FILE_IN_KEEPER}`);
}

/** Takes V2's app its right to write in its running store. Rejects when the store does not run or answer. */
export async function closeStore(docker: Docker, owner: Owner): Promise<void> {
  const store = (await partsOf(docker, owner)).find(({ service }) => service === "store-v2");
  if (store?.running !== true) throw new Error("store-v2 does not run");
  const code = await within(ANSWER_S, "store-v2", runIn(docker, store.id, ["sh", "-c", FOLLOW_FENCE]));
  if (code !== 0) throw new Error(`store-v2 gave no answer, or did not take its users (exit code ${code})`);
}

async function keeperOf(docker: Docker, owner: Owner): Promise<Part | undefined> {
  return (await partsOf(docker, owner)).find(({ service }) => service === "keeper");
}
