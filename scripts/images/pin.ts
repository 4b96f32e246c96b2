import type { Image } from "../../infra/stage/schema.ts";
import { text } from "../messages/messages.ts";
import { CommandError, EXIT } from "../platform/command/command.ts";
import { chosenImages, type ImagesContext } from "./chosen.ts";
import { LOCK, type OfferOptions, offerLock, readLock } from "./lock-file.ts";
import { changeLock, type EntryChange, seenIn } from "./lock-text.ts";
import { registryAddress } from "./registry-address.ts";
import { DeniedError, RegistryError } from "./registry-error.ts";

/** What came of it, and the images whose entry differs. */
export interface Pinned {
  readonly outcome: Exclude<Awaited<ReturnType<typeof offerLock>>, "declined">;
  readonly changed: readonly string[];
}

/** Why a digest cannot be had. */
interface Problem {
  readonly reason: string;
  /** The registry has answered, and shows no such image. */
  readonly isMissing: boolean;
}

/**
 * Writes into the lock what the tags of these images stand for now, all images without names. When one cannot be looked
 * up nothing is written, the others neither. Throws SSM-DECLINED when nobody says yes.
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
    if (typeof answer === "object") problems.push({ ...answer, reason: `${name}: ${answer.reason}` });
    // What is right already keeps the day on which it was seen.
    else if (answer !== undefined && (answer !== image.digest || !image.verified))
      changes.set(name, { digest: answer, ...seenIn(registryAddress(image.name).registry, context.today) });
  }
  if (problems.length > 0) throw refusal(problems);
  const outcome = await offerLock(context.dir, before, changeLock(before, changes), options);
  if (outcome === "declined") throw new CommandError("SSM-DECLINED", EXIT.wrongUse, text.questions.declined);
  if (outcome === "same") options.report(text.images.upToDate(LOCK));
  if (outcome === "written") options.report(text.images.written(LOCK, [...changes.keys()].join(", ")));
  return { outcome, changed: [...changes.keys()] };
}

async function lookUp({ registries }: ImagesContext, { name, tag }: Image): Promise<string | Problem> {
  try {
    const digest = await registries.digestOf(name, tag);
    const { registry } = registryAddress(name);
    return digest ?? { reason: text.images.noImage(registry, `${name}:${tag}`), isMissing: true };
  } catch (error) {
    if (!(error instanceof RegistryError)) throw error;
    return { reason: error.message, isMissing: error instanceof DeniedError };
  }
}

function refusal(problems: readonly Problem[]): CommandError {
  const lines = [text.images.noDigests, ...problems.map(({ reason }) => `  ${reason}`)];
  return problems.every(({ isMissing }) => isMissing)
    ? new CommandError("SSM-IMAGES", EXIT.wrongUse, lines.join("\n"))
    : new CommandError("SSM-REGISTRY", EXIT.failed, lines.join("\n"));
}
