import type Docker from "dockerode";
import { loadImages } from "../../infra/stage/load.ts";
import type { Images } from "../../infra/stage/schema.ts";
import { decimal, text } from "../messages/messages.ts";
import { buildImage, ensurePulled } from "../toolchain/images/build.ts";
import { serviceRecipe } from "../toolchain/images/service-recipe.ts";

/** Our own services that production needs images of; the others of the lab are stand-ins. */
export const OWN_IMAGES = ["prober", "data-sync", "identity", "gateway-exporter", "keeper"] as const;

/** How an image came out. */
export interface Built {
  readonly image: string;
  /** `supersmartmatch/prober:0.1.0` */
  readonly reference: string;
  readonly base: string;
  /** The whole image, and what it adds to its base. */
  readonly bytes: number;
  readonly ownBytes: number;
}

/** What the images are built on and where. */
export interface BuildContext {
  /** The folder of the YAML files. */
  readonly dir: string;
  readonly docker: Docker;
  /** Another base than the lock's node. */
  readonly base?: string | undefined;
  readonly report: (line: string) => void;
}

/** The base that the lock names, by content. */
export function lockedBase({ node }: Images): string {
  return `${node.name}:${node.tag}@${node.digest}`;
}

/** An image that would be built, and what it would add to its base. */
export interface Planned extends Pick<Built, "image" | "reference" | "base" | "ownBytes"> {
  readonly files: readonly string[];
}

/** What `buildImages` would build; needs no engine. */
export async function planImages({ dir, base }: Pick<BuildContext, "dir" | "base">): Promise<Planned[]> {
  const images = loadImages(dir);
  const from = base ?? lockedBase(images);
  return Promise.all(
    OWN_IMAGES.map(async (image) => {
      const { files } = await serviceRecipe(image, from);
      return {
        image,
        reference: referenceOf(images[image]),
        base: from,
        files: files.map(({ path }) => path),
        ownBytes: files.reduce((sum, { content }) => sum + content.length, 0),
      };
    }),
  );
}

/** A line for each image: name, base, files and their size. */
export function plannedLines(planned: readonly Planned[]): string[] {
  const { wouldBuild, noFiles } = text.images;
  return planned.map(({ reference, base, files, ownBytes }) =>
    wouldBuild(reference, base, megabytes(ownBytes), files.join(", ") || noFiles),
  );
}

/** Builds the images of our own services for production under the names and tags of the lock. */
export async function buildImages({ dir, docker, base, report }: BuildContext): Promise<Built[]> {
  const images = loadImages(dir);
  const from = base ?? lockedBase(images);
  await ensurePulled(from, { docker, report });
  const { Size: baseBytes } = await docker.getImage(from).inspect();
  const built: Built[] = [];
  for (const image of OWN_IMAGES) {
    const reference = referenceOf(images[image]);
    await buildImage(await serviceRecipe(image, from), reference, {}, { docker, report });
    const { Size: bytes } = await docker.getImage(reference).inspect();
    built.push({ image, reference, base: from, bytes, ownBytes: bytes - baseBytes });
  }
  return built;
}

/** A line for each image with its sizes, and what to do with them next. */
export function builtLines(built: readonly Built[]): string[] {
  const width = Math.max(...built.map(({ reference }) => reference.length));
  return [
    ...built.map(({ reference, bytes, ownBytes }) =>
      text.images.built(reference.padEnd(width), megabytes(bytes), megabytes(ownBytes)),
    ),
    text.images.next,
    ...built.map(({ reference }) => `  docker push ${reference}`),
    `  npm run images -- pin ${built.map(({ image }) => image).join(" ")}`,
  ];
}

function referenceOf({ name, tag }: Images[keyof Images]): string {
  return `${name}:${tag}`;
}

function megabytes(bytes: number): string {
  return decimal(bytes / 1_000_000, 1);
}
