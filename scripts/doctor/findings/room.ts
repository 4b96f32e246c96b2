import { text } from "../../messages/messages.ts";
import { type Disk, shortages } from "../../toolchain/space.ts";
import type { CacheFacts } from "../facts/caches.ts";
import type { ContentsFacts } from "../facts/contents.ts";
import { type Finding, ok, problem, sizeText, warning } from "../finding.ts";

/** What a running platform writes in a day: logs, metrics and copies of the state are bounded below this. */
const SPARE = 1e9;
/** Another checkout may use what this one does not; one that was left alone for so long may make it again. */
const IDLE_DAYS = 7;

const { doctor } = text;

/** Room on the disks, and what takes it without being used: parts of other pins and images that newer ones replace. */
export function roomFindings(
  disks: readonly Disk[],
  cache: CacheFacts,
  contents: ContentsFacts | null,
): Finding[] {
  const { what, inCache, takenOver } = doctor.lock;
  return [
    ...disks.map(diskFinding),
    oldPartsFinding(cache),
    ...(contents === null ? [] : [oldImagesFinding(contents)]),
    ...cache.deadLocks.map((path) => ok({ id: "stale-lock", what, found: inCache(path), fix: takenOver })),
  ];
}

function diskFinding(disk: Disk): Finding {
  const texts = doctor.disk;
  const homes = disk.needs.map((need) => need.what).join(", ");
  const named = { id: "disk", what: texts.what, found: texts.found(sizeText(disk.free), homes) };
  const needed = disk.needs.reduce((sum, { bytes }) => sum + bytes, 0);
  if (shortages([disk]).length > 0)
    return problem({ ...named, expected: texts.needed(sizeText(needed)), fix: texts.free });
  if (disk.free >= needed + SPARE) return ok(named);
  return warning({ ...named, expected: texts.spare(sizeText(needed + SPARE)), fix: texts.look });
}

function oldPartsFinding({ dir, old }: CacheFacts): Finding {
  const { what, clean, inUse, found, expected, fix } = doctor.cache;
  const named = { id: "old-cache", what };
  const unused = old.filter(({ idleDays, unfinished }) => unfinished || idleDays >= IDLE_DAYS);
  if (unused.length === 0)
    return ok({ ...named, found: old.length === 0 ? clean(dir) : inUse(dir, old.length) });
  const bytes = unused.reduce((sum, part) => sum + part.bytes, 0);
  const paths = unused.map(({ path }) => path);
  return warning({
    ...named,
    found: [found(unused.length, sizeText(bytes)), ...paths].join("\n"),
    expected: expected(IDLE_DAYS),
    fix,
    repair: { kind: "remove-parts", paths, bytes },
  });
}

function oldImagesFinding({ oldImages }: ContentsFacts): Finding {
  const { what, found, expected, fix } = doctor.oldImages;
  const named = { id: "old-images", what };
  const unused = oldImages.filter(({ age }) => age >= IDLE_DAYS);
  if (unused.length === 0) return ok({ ...named, found: doctor.none });
  const bytes = unused.reduce((sum, image) => sum + image.bytes, 0);
  return warning({
    ...named,
    found: found(unused.length, sizeText(bytes)),
    expected: expected(IDLE_DAYS),
    fix,
    repair: { kind: "remove-images", references: unused.map(({ reference }) => reference), bytes },
  });
}
