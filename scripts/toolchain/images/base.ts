import { createReadStream } from "node:fs";
import type Docker from "dockerode";
import type { Detail } from "../steps.ts";
import { ensureTarball, recipeId, type Tarball, type TarballOptions } from "./base-tarball.ts";
import { ensurePulled, follow } from "./build.ts";
import { IMAGE_LABEL, repository } from "./recipe.ts";

const RECIPE_LABEL = "supersmartmatch.recipe";

/** What `ensureBase` works with. */
export interface BaseOptions extends TarballOptions {
  readonly docker: Docker;
}

/**
 * The image that all others are built on: Debian, without a registry.
 * One that the engine has is kept; else it is imported from the tarball of the cache, which is made when it is missing.
 * `SSM_BASE_IMAGE` names another Debian image, which the engine pulls if it has to.
 */
export async function ensureBase(options: BaseOptions): Promise<string> {
  const { docker, report } = options;
  const chosen = process.env.SSM_BASE_IMAGE;
  if (chosen) {
    await ensurePulled(chosen, options);
    return chosen;
  }
  const known = await findBase(docker);
  if (known) return known;
  return importBase(docker, await ensureTarball(options), report);
}

/** The base image that the engine already has, or null. */
export async function findBase(docker: Docker): Promise<string | null> {
  const images = await docker.listImages({ filters: { label: [`${RECIPE_LABEL}=${recipeId()}`] } });
  const tags = images.flatMap((image) => image.RepoTags ?? []);
  return tags.filter((tag) => tag.startsWith(`${repository("base")}:`)).sort()[0] ?? null;
}

/** The tag is the hash of the tarball, not Docker's id: an import has a new id every time. */
async function importBase(docker: Docker, tarball: Tarball, detail: Detail): Promise<string> {
  const tag = tarball.sha256.slice(0, 12);
  detail(`importing ${repository("base")}:${tag}`);
  const labels = Object.entries({ ...IMAGE_LABEL, [RECIPE_LABEL]: recipeId() });
  const stream = await docker.importImage(createReadStream(tarball.path), {
    repo: repository("base"),
    tag,
    changes: ['CMD ["sh"]', ...labels.map(([name, value]) => `LABEL ${name}=${value}`)],
  });
  await follow(docker, stream, "importing the base image");
  return `${repository("base")}:${tag}`;
}
