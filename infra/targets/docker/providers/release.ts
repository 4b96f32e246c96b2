import { createHash } from "node:crypto";
import type { ProviderModule } from "../../lazy-provider.ts";
import { acceptAll } from "../../lazy-provider.ts";
import { exec, isMissing, mustExec, putEntries } from "./engine.ts";
import { type Reload, reloads } from "./reloads.ts";

/** A service's config files, delivered as one release folder and one atomic link. */
export interface ReleaseInputs {
  readonly service: string;
  readonly container: string;
  /** The container that has the volume mounted for writing; the service itself only reads it. */
  readonly keeper: string;
  /** Folder of the volume in the keeper. */
  readonly keeperPath: string;
  /** The keeper's own user, who owns that folder. */
  readonly owner: number;
  /** Folder of the volume in the service. */
  readonly servicePath: string;
  readonly reload: "nginx" | "prometheus" | "none";
  readonly files: Readonly<Record<string, string>>;
  /** Changes with the secrets that the service reads beside them, and makes it read both again. */
  readonly secrets: string;
}

export interface ReleaseOutputs extends ReleaseInputs {
  /** Id of the release that the running service says it serves. */
  readonly live: string;
}

const KEPT_RELEASES = 5;

/** Writes beside, tests, swaps, reloads, asks the running service; on any failure the old release is back. */
const provider: ProviderModule<ReleaseInputs, ReleaseOutputs> = {
  check: acceptAll,
  async diff(_id, olds, news) {
    const moved = olds.container !== news.container || olds.keeperPath !== news.keeperPath;
    const again = olds.reload !== news.reload || olds.secrets !== news.secrets;
    return { changes: moved || again || olds.live !== releaseId(news.files) };
  },
  async create(inputs) {
    return { id: `${inputs.keeperPath}@${inputs.keeper}`, outs: await release(inputs) };
  },
  async update(_id, _olds, news) {
    return { outs: await release(news) };
  },
  async read(id, props) {
    try {
      const current = await exec(props.keeper, ["readlink", `${props.keeperPath}/current`]);
      const live = await reloads[props.reload].liveId(
        props.container,
        current.output.replace("releases/", ""),
      );
      return { id, props: { ...props, live } };
    } catch (error) {
      // Gone with its container: the next up creates it again.
      if (isMissing(error)) return { id: "", props: {} };
      return { id, props: { ...props, live: "" } };
    }
  },
  // The live file outlives its resource: removing the resource must never stop the traffic.
  async delete() {},
};
export default provider;

/** The first 12 hex digits of the hash of all files: the same files are the same release. */
export function releaseId(files: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 12);
}

async function release(inputs: ReleaseInputs): Promise<ReleaseOutputs> {
  const id = releaseId(inputs.files);
  const reload = reloads[inputs.reload];
  const link = await exec(inputs.keeper, ["readlink", `${inputs.keeperPath}/current`]);
  const previous = link.code === 0 ? link.output.replace("releases/", "") : null;
  await write(inputs, id);
  await testRelease(inputs, id, previous, reload);
  const since = Date.now() / 1000;
  await swap(inputs, id);
  if (previous !== null) await reload.reload(inputs.container, inputs.servicePath);
  const said = await reload.waitForLive(inputs.container, id, since);
  if (said !== null) await giveUp(inputs, previous, reload, said);
  await prune(inputs, id);
  return { ...inputs, live: id };
}

async function write(inputs: ReleaseInputs, id: string): Promise<void> {
  const owner = { uid: inputs.owner, gid: inputs.owner };
  const folder = `releases/${id}`;
  await putEntries(inputs.keeper, inputs.keeperPath, [
    { path: "releases", ...owner, mode: 0o755 },
    { path: folder, ...owner, mode: 0o755 },
    ...Object.entries(inputs.files).map(([path, content]) => ({
      path: `${folder}/${path}`,
      ...owner,
      mode: 0o644,
      content: content.replaceAll("@CONFIG_ID@", id),
    })),
  ]);
}

async function testRelease(
  inputs: ReleaseInputs,
  id: string,
  previous: string | null,
  reload: Reload,
): Promise<void> {
  const refused = await reload.test(inputs.container, `${inputs.servicePath}/releases/${id}`);
  if (refused === null) return;
  if (previous !== id) await exec(inputs.keeper, ["rm", "-rf", `${inputs.keeperPath}/releases/${id}`]);
  throw new Error(`${inputs.service} refused the new configuration; ${whatServes(previous)}:\n${refused}`);
}

async function giveUp(
  inputs: ReleaseInputs,
  previous: string | null,
  reload: Reload,
  said: string,
): Promise<never> {
  if (previous !== null) {
    await swap(inputs, previous);
    await reload.reload(inputs.container, inputs.servicePath);
  }
  throw new Error(`${inputs.service} did not take the new configuration; ${whatServes(previous)}:\n${said}`);
}

function whatServes(previous: string | null): string {
  return previous === null ? "nothing is served yet" : "the old one is served";
}

async function swap(inputs: ReleaseInputs, id: string): Promise<void> {
  const { keeperPath: root } = inputs;
  await mustExec(inputs.keeper, [
    "sh",
    "-c",
    `ln -sfn releases/${id} ${root}/.next && mv -T ${root}/.next ${root}/current`,
  ]);
}

async function prune(inputs: ReleaseInputs, live: string): Promise<void> {
  const old = `ls -1t | grep -vx ${live} | tail -n +${KEPT_RELEASES} | xargs -r rm -rf`;
  await exec(inputs.keeper, ["sh", "-c", `cd ${inputs.keeperPath}/releases && ${old}`]);
}
