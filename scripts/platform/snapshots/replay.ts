import { z } from "zod";
import { text } from "../../messages/messages.ts";
import { CommandError, EXIT } from "../command/command.ts";
import type { Snapshot } from "./manifest.ts";

/** Which writes since a snapshot are made again after it was restored. */
export interface Replay {
  /** All but those of this release's app. */
  readonly exclude: Origin | null;
  /** Those that data-sync had carried by then. */
  readonly until: Date | null;
}

const ORIGINS = ["v1", "v2"] as const;
type Origin = (typeof ORIGINS)[number];
const moment = z.iso.datetime({ offset: true });

/** As they were typed. */
export interface ReplayOptions {
  readonly exclude?: string;
  readonly until?: string;
}

/**
 * What `--exclude` and `--until` ask for; null without them: then the snapshot alone counts. Throws SSM-REPLAY with every
 * mistake at once: without a snapshot, an origin that is none, a time that is none, before the snapshot or in the future.
 */
export function replayOf(
  { exclude, until }: ReplayOptions,
  snapshot: Pick<Snapshot, "id" | "takenAt"> | null,
  now = new Date(),
): Replay | null {
  if (exclude === undefined && until === undefined) return null;
  if (snapshot === null) throw refused([text.replay.noSnapshot]);
  const origin = ORIGINS.find((each) => each === exclude) ?? null;
  const at = moment.safeParse(until).success ? new Date(until ?? "") : null;
  const problems = [
    ...(exclude !== undefined && origin === null ? [text.replay.badOrigin(exclude)] : []),
    ...(until !== undefined && at === null ? [text.replay.badTime(until, now.toISOString())] : []),
    ...(at !== null && at < new Date(snapshot.takenAt)
      ? [text.replay.tooEarly(snapshot.id, snapshot.takenAt, until ?? "")]
      : []),
    ...(at !== null && at > now ? [text.replay.inFuture(now.toISOString(), until ?? "")] : []),
  ];
  if (problems.length > 0) throw refused(problems);
  return { exclude: origin, until: at };
}

/** The options that ask for it, for the command that goes on. */
export function replayFlags(replay: Replay | null): string {
  const { exclude, until } = replay ?? { exclude: null, until: null };
  return `${exclude === null ? "" : ` --exclude ${exclude}`}${until === null ? "" : ` --until ${until.toISOString()}`}`;
}

/** The same as words of data-sync's own command. */
export function replayWords({ exclude, until }: Replay): string[] {
  return [exclude ?? "-", until === null ? "-" : String(until.getTime())];
}

function refused(problems: readonly string[]): CommandError {
  return new CommandError("SSM-REPLAY", EXIT.wrongUse, problems.join("\n"));
}
