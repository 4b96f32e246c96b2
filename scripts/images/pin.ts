import type { Image } from "../../infra/stage/schema.ts";
import { CommandError, EXIT } from "../platform/command.ts";
import { chosenImages, type ImagesContext } from "./chosen.ts";
import { LOCK, type OfferOptions, offerLock, readLock } from "./lock-file.ts";
import { changeLock, type EntryChange, seenIn } from "./lock-text.ts";
import { registryAddress } from "./registry-address.ts";
import { DeniedError, RegistryError } from "./registry-error.ts";

/** What came of it, and the images whose entry differs. */
export interface Pinned {
  readonly outcome: Awaited<ReturnType<typeof offerLock>>;
  readonly changed: readonly string[];
}

/** Why a digest cannot be had. */
interface Problem {
  readonly text: string;
  /** The registry has answered, and shows no such image. */
  readonly isMissing: boolean;
}

/**
 * Writes into the lock what the tags of these images stand for now, all images without names. When one cannot be looked
 * up nothing is written, the others neither.
 */
export async function pinImages(
  context: ImagesContext,
  names: readonly string[],
  options: OfferOptions,
): Promise<Pinned> {
  const images = chosenImages(context.dir, names);
  const before = readLock(context.dir);
  const problems: Problem[] = [];
  const changes = new Map<string, EntryChange>();
  const found = await Promise.all(images.map(([, image]) => lookUp(context, image)));
  for (const [index, [name, image]] of images.entries()) {
    const answer = found[index];
    if (typeof answer === "object") problems.push({ ...answer, text: `${name}: ${answer.text}` });
    // What is right already keeps the day on which it was seen.
    else if (answer !== undefined && (answer !== image.digest || !image.verified))
      changes.set(name, { digest: answer, ...seenIn(registryAddress(image.name).registry, context.today) });
  }
  if (problems.length > 0) throw refusal(problems);
  const outcome = await offerLock(context.dir, before, changeLock(before, changes), options);
  if (outcome === "same") options.report(`${LOCK} has the digests of its tags already`);
  if (outcome === "written") options.report(`${LOCK} is written: ${[...changes.keys()].join(", ")}`);
  if (outcome === "declined") options.report("nothing was written");
  return { outcome, changed: [...changes.keys()] };
}

async function lookUp({ registries }: ImagesContext, { name, tag }: Image): Promise<string | Problem> {
  try {
    const digest = await registries.digestOf(name, tag);
    return digest ?? { text: `${registryAddress(name).registry} has no ${name}:${tag}`, isMissing: true };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { text: error.message, isMissing: error instanceof DeniedError };
  }
}

function refusal(problems: readonly Problem[]): CommandError {
  const lines = [
    "nothing was changed, these digests cannot be had:",
    ...problems.map(({ text }) => `  ${text}`),
  ];
  return problems.every(({ isMissing }) => isMissing)
    ? new CommandError("SSM-IMAGES", EXIT.wrongUse, lines.join("\n"))
    : new CommandError("SSM-REGISTRY", EXIT.failed, lines.join("\n"));
}
