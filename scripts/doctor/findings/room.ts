import { type Disk, shortages } from "../../toolchain/space.ts";
import type { CacheFacts } from "../facts/caches.ts";
import type { ContentsFacts } from "../facts/contents.ts";
import { counted, type Finding, ok, problem, sizeText, warning } from "../finding.ts";

/** What a running platform writes in a day: logs, metrics and copies of the state are bounded below this. */
const SPARE = 1e9;
/** Another checkout may use what this one does not; one that was left alone for so long may make it again. */
const IDLE_DAYS = 7;

/** Room on the disks, and what takes it without being used: parts of other pins and images that newer ones replace. */
export function roomFindings(
  disks: readonly Disk[],
  cache: CacheFacts,
  contents: ContentsFacts | null,
): Finding[] {
  return [
    ...disks.map(diskFinding),
    oldPartsFinding(cache),
    ...(contents === null ? [] : [oldImagesFinding(contents)]),
    ...cache.deadLocks.map((path) =>
      ok({
        id: "stale-lock",
        what: "stale lock",
        found: `${path}, of a run that has ended`,
        fix: "the next run takes it over",
      }),
    ),
  ];
}

function diskFinding(disk: Disk): Finding {
  const what = disk.needs.map((need) => need.what).join(", ");
  const named = { id: "disk", what: "disk space", found: `${sizeText(disk.free)} free for ${what}` };
  const needed = disk.needs.reduce((sum, { bytes }) => sum + bytes, 0);
  if (shortages([disk]).length > 0) {
    return problem({
      ...named,
      expected: `${sizeText(needed)} for what the next npm start makes`,
      fix: "free some space, or put the cache elsewhere with SSM_CACHE_DIR [SSM-NO-SPACE]",
    });
  }
  if (disk.free >= needed + SPARE) return ok(named);
  return warning({
    ...named,
    expected: `${sizeText(needed + SPARE)}: logs, metrics and copies of the state grow`,
    fix: "free some space: docker system df and du -sh show what takes it",
  });
}

function oldPartsFinding({ dir, old }: CacheFacts): Finding {
  const named = { id: "old-cache", what: "cache" };
  const unused = old.filter(({ idleDays, unfinished }) => unfinished || idleDays >= IDLE_DAYS);
  if (unused.length === 0) {
    const others =
      old.length === 0 ? "nothing of other pins" : `${counted(old.length, "part")} of other pins, in use`;
    return ok({ ...named, found: `${dir}: ${others}` });
  }
  const bytes = unused.reduce((sum, part) => sum + part.bytes, 0);
  const paths = unused.map(({ path }) => path);
  return warning({
    ...named,
    found: [`${counted(unused.length, "part")} that nobody uses, ${sizeText(bytes)}:`, ...paths].join("\n"),
    expected: `what the present pins use, and what other checkouts used in the last ${IDLE_DAYS} days`,
    fix: "npm run doctor -- --fix removes them; whoever misses one makes it again",
    repair: { kind: "remove-parts", paths, bytes },
  });
}

function oldImagesFinding({ oldImages }: ContentsFacts): Finding {
  const named = { id: "old-images", what: "old images" };
  const unused = oldImages.filter(({ age }) => age >= IDLE_DAYS);
  if (unused.length === 0) return ok({ ...named, found: "none" });
  const bytes = unused.reduce((sum, image) => sum + image.bytes, 0);
  return warning({
    ...named,
    found: `${counted(unused.length, "image")} that newer ones replace and no container uses, ${sizeText(bytes)} at most`,
    expected: `none older than ${IDLE_DAYS} days`,
    fix: "npm run doctor -- --fix removes them",
    repair: { kind: "remove-images", references: unused.map(({ reference }) => reference), bytes },
  });
}
