import { Readable } from "node:stream";
import type Docker from "dockerode";
import { pack } from "tar-stream";
import { text } from "../../messages/messages.ts";
import type { Detail } from "../steps.ts";
import { ToolchainError } from "../toolchain-error.ts";
import { IMAGE_LABEL, type ImageRecipe, imageReference } from "./recipe.ts";

const KEPT_LINES = 12;
const PROXIES = ["http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"];

/** What `ensureImage` works with. */
export interface BuildOptions {
  readonly docker: Docker;
  readonly report: Detail;
  readonly signal?: AbortSignal | undefined;
}

/** What the engine sends while it builds or imports; which fields are there depends on the message. */
interface BuildMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly error?: string;
}

/** Builds an image of the lab unless its reference exists, and returns the reference. */
export async function ensureImage(recipe: ImageRecipe, options: BuildOptions): Promise<string> {
  const reference = imageReference(recipe);
  if (!(await imageExists(options.docker, reference)))
    await buildImage(recipe, reference, IMAGE_LABEL, options);
  return reference;
}

/** Builds an image with the classic builder and gives it this reference; an image that had it loses it. */
export async function buildImage(
  recipe: ImageRecipe,
  reference: string,
  labels: Readonly<Record<string, string>>,
  { docker, report, signal }: BuildOptions,
): Promise<void> {
  report(text.toolchain.building(reference));
  const stream = await docker.buildImage(context(recipe), {
    t: reference,
    labels: { ...labels },
    buildargs: { BASE: recipe.base, ...proxies() },
    rm: true,
    forcerm: true,
    ...(signal ? { abortSignal: signal } : {}),
  });
  await follow(docker, stream, text.toolchain.buildingImage(recipe.name));
}

/** Pulls an image that the engine does not have; throws `ToolchainError` when it cannot be had. */
export async function ensurePulled(reference: string, { docker, report }: BuildOptions): Promise<void> {
  if (await imageExists(docker, reference)) return;
  report(text.toolchain.pulling(reference));
  try {
    await follow(docker, await docker.pull(reference), text.toolchain.pulling(reference));
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new ToolchainError("SSM-NO-BASE", 4, [
      text.toolchain.cannotPull(reference, String(reason)),
      text.toolchain.otherBase,
    ]);
  }
}

/** Whether the engine has an image of this reference. */
export async function imageExists(docker: Docker, reference: string): Promise<boolean> {
  try {
    await docker.getImage(reference).inspect();
    return true;
  } catch (error) {
    if (error instanceof Error && "statusCode" in error && error.statusCode === 404) return false;
    throw error;
  }
}

/** Waits for the end of a build, an import or a pull; throws with the last lines of its output when it failed. */
export async function follow(docker: Docker, stream: NodeJS.ReadableStream, what: string): Promise<void> {
  const said: string[] = [];
  let refusal: string | null = null;
  const listen = (message: BuildMessage): void => {
    const line = message.stream ?? message.status ?? "";
    said.push(...line.split(/[\r\n]+/).filter((line) => line.trim() !== ""));
    refusal = message.error ?? refusal;
  };
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve()), listen);
  }).catch((error: Error) => {
    refusal ??= error.message;
  });
  if (refusal !== null) throw buildFailed(what, refusal, said);
}

function buildFailed(what: string, refusal: string, said: readonly string[]): ToolchainError {
  const complaint = said.slice(-KEPT_LINES);
  const space = [refusal, ...complaint].some((line) => /no space left/i.test(line));
  return new ToolchainError(space ? "SSM-NO-SPACE" : "SSM-IMAGE-BUILD", 4, [
    text.toolchain.failed(what, refusal),
    ...complaint.map((line) => `  ${line}`),
    space ? text.toolchain.freeImages : text.toolchain.checkContainer,
  ]);
}

/** The build context as a tar archive whose bytes depend on the recipe only. */
function context(recipe: ImageRecipe): Readable {
  const archive = pack();
  const add = (name: string, content: Buffer): void => {
    archive.entry({ name, mode: 0o644, mtime: new Date(0) }, content);
  };
  add("Dockerfile", Buffer.from(recipe.dockerfile));
  for (const file of recipe.files) add(file.path, file.content);
  archive.finalize();
  return Readable.from(archive);
}

function proxies(): Record<string, string> {
  return Object.fromEntries(
    PROXIES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
}
