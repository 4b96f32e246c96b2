import { text } from "../messages/messages.ts";
import { CommandError, EXIT, type ExitCode } from "../platform/command/command.ts";
import { chosenImages, type ImagesContext } from "./chosen.ts";
import { LOCK, type OfferOptions, offerLock, readLock } from "./lock-file.ts";
import { changeLock, seenIn } from "./lock-text.ts";
import { isSeen, look, type Sight, sightLines } from "./sight.ts";

/** What to do besides looking. */
export interface CheckOptions extends OfferOptions {
  /** Marks as verified what was seen. */
  readonly write: boolean;
  readonly print: (text: string) => void;
  /** Where a program asked: gets the answer, of which no line is printed. */
  readonly answer: ((answer: object) => void) | null;
}

/**
 * Says of these images, of all without names, which are missing in their registry, stale, or not verified in the lock.
 * Done only when none is: throws otherwise, with what to do.
 */
export async function checkImages(
  context: ImagesContext,
  names: readonly string[],
  options: CheckOptions,
): Promise<ExitCode> {
  const images = chosenImages(context.dir, names);
  const found = await Promise.all(images.map((entry) => look(entry, context.registries)));
  const sights = options.write ? await markSeen(context, found, options) : found;
  if (options.answer !== null) options.answer({ images: sights });
  else options.print(sightLines(sights).join("\n"));
  const problems = problemsOf(sights);
  if (problems.length === 0) return EXIT.done;
  const isUnknown = sights.some(({ state }) => state === "unknown");
  throw new CommandError(
    isUnknown ? "SSM-REGISTRY" : "SSM-IMAGES",
    isUnknown ? EXIT.failed : EXIT.wrongUse,
    problems.join("\n"),
  );
}

/** What the lock says afterwards. */
async function markSeen(
  { dir, today }: ImagesContext,
  sights: readonly Sight[],
  options: CheckOptions,
): Promise<readonly Sight[]> {
  const before = readLock(dir);
  const news = sights.filter((sight) => isSeen(sight) && !sight.verified);
  const changes = new Map(news.map(({ image, registry }) => [image, seenIn(registry, today)]));
  const outcome = await offerLock(dir, before, changeLock(before, changes), options);
  if (outcome !== "written") return sights;
  return sights.map((sight) => (news.includes(sight) ? { ...sight, verified: true } : sight));
}

function problemsOf(sights: readonly Sight[]): string[] {
  const those = (which: (sight: Sight) => boolean) =>
    sights
      .filter(which)
      .map(({ image }) => image)
      .join(" ");
  const missing = those(({ state }) => state === "missing");
  const stale = those(({ state }) => state === "stale");
  const unknown = those(({ state }) => state === "unknown");
  const unverified = those((sight) => isSeen(sight) && !sight.verified);
  return [
    ...(unknown ? [text.images.unknown(unknown)] : []),
    ...(missing ? [text.images.missing(missing, LOCK)] : []),
    ...(stale ? [text.images.stale(stale)] : []),
    ...(unverified ? [text.images.notNoted(unverified)] : []),
  ];
}
