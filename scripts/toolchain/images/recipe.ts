import { createHash } from "node:crypto";

/** A file that a Dockerfile may copy. */
export interface ContextFile {
  /** relative to the build context */
  readonly path: string;
  readonly content: Buffer;
}

/** Everything an image is made of. Two equal recipes give the same reference. */
export interface ImageRecipe {
  readonly name: string;
  readonly dockerfile: string;
  /** reference of the image that the Dockerfile's BASE stands for; its tag is a hash of its content */
  readonly base: string;
  readonly files: readonly ContextFile[];
}

/** Every image of this folder carries it, so that they can be told from other people's. */
export const IMAGE_LABEL = { "supersmartmatch.image": "lab" } as const;

/** `ssm-lab/<name>:<hash>`, where the hash is that of the recipe's content: a built image never has to be looked into. */
export function imageReference(recipe: ImageRecipe): string {
  const parts = [
    Buffer.from(recipe.dockerfile),
    Buffer.from(recipe.base),
    ...[...recipe.files]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .flatMap((file) => [Buffer.from(file.path), file.content]),
  ];
  return `${repository(recipe.name)}:${shortHash(parts)}`;
}

/** The name of an image without its tag. */
export function repository(name: string): string {
  return `ssm-lab/${name}`;
}

/** The first 12 hex digits of a SHA-256 over the parts; where one ends and the next begins counts too. */
export function shortHash(parts: readonly Buffer[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex").slice(0, 12);
}
