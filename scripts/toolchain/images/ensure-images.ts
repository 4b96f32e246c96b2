import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type Docker from "dockerode";
import { text } from "../../messages/messages.ts";
import { withLock } from "../lock.ts";
import { projectDir } from "../paths.ts";
import type { Detail } from "../steps.ts";
import { ensureBase } from "./base.ts";
import { ensureImage, imageExists } from "./build.ts";
import { type ImageRecipe, imageReference } from "./recipe.ts";
import { serviceRecipe } from "./service-recipe.ts";
import { OWN_SERVICES } from "./services.ts";

/** Name of an image (nginx, redis, prometheus, node, keeper, and each of our own services) -> its reference. */
export type Images = Readonly<Record<string, string>>;

/** What `ensureImages` works with. */
export interface ImageOptions {
  readonly docker: Docker;
  readonly cacheDir: string;
  readonly report: Detail;
  /** ends the builds; what was built is kept */
  readonly signal?: AbortSignal | undefined;
}

/** Images of Debian packages; each has a Dockerfile of its name. */
const PACKAGED = ["nginx", "redis", "prometheus", "node"] as const;
const DOCKERFILES = join(projectDir, "scripts", "lab", "images");

/** Builds every image of the lab that the engine does not have and returns the references of all. One run at a time builds. */
export async function ensureImages(options: ImageOptions): Promise<Images> {
  const { cacheDir, report, signal } = options;
  const lock = { what: text.locks.images, report, signal };
  return withLock(join(cacheDir, "images.lock"), lock, async () => {
    const build = async (making: Promise<ImageRecipe>): Promise<[string, string]> => {
      const recipe = await making;
      return [recipe.name, await ensureImage(recipe, options)];
    };
    const base = await ensureBase(options);
    const packaged = Object.fromEntries(
      await allOf(PACKAGED.map((name) => build(packagedRecipe(name, base)))),
    );
    const services = Object.keys(OWN_SERVICES).map((name) =>
      build(serviceRecipe(name, packaged.node ?? base)),
    );
    return { keeper: base, ...packaged, ...Object.fromEntries(await allOf(services)) };
  });
}

/** The references that the lab's images would have on a base that was built before; builds nothing and needs no engine. */
export async function imageReferences(base: string): Promise<Images> {
  const named = async (making: Promise<ImageRecipe>): Promise<[string, string]> => {
    const recipe = await making;
    return [recipe.name, imageReference(recipe)];
  };
  const packaged = Object.fromEntries(
    await Promise.all(PACKAGED.map((name) => named(packagedRecipe(name, base)))),
  );
  const services = Object.keys(OWN_SERVICES).map((name) => named(serviceRecipe(name, packaged.node ?? base)));
  return { keeper: base, ...packaged, ...Object.fromEntries(await Promise.all(services)) };
}

/** Whether the engine has every image that takes long to build; those of our own services take seconds. */
export async function hasPackagedImages(docker: Docker, base: string): Promise<boolean> {
  const recipes = await Promise.all(PACKAGED.map((name) => packagedRecipe(name, base)));
  const found = await Promise.all(recipes.map((recipe) => imageExists(docker, imageReference(recipe))));
  return found.every(Boolean);
}

async function packagedRecipe(name: string, base: string): Promise<ImageRecipe> {
  const dockerfile = await readFile(join(DOCKERFILES, `${name}.Dockerfile`), "utf8");
  return { name, dockerfile, base, files: [] };
}

/** Waits for all before it throws, so that nothing is still at work when the lock is given back. */
async function allOf<T>(works: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(works);
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}
