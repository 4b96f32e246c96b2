import { type ControlOptions, control } from "../../../../infra/services/data-sync/control.ts";
import { CommandError, EXIT } from "../../../../scripts/platform/command/command.ts";
import type { AskDataSync } from "../../../../scripts/platform/data-sync/data-sync.ts";
import { useDataSync } from "../../../../scripts/platform/data-sync/sync-use.ts";

/** What came of a command: what an operator reads, and what data-sync answered. */
export interface Read {
  readonly code: number;
  /** A refusal with its id. */
  readonly said: string;
  /** What was said on standard error. */
  readonly noted: string;
  readonly answers: readonly object[];
}

/** Asks data-sync as `npm run sync` does, without a question. */
export async function read(args: readonly string[], ask: AskDataSync): Promise<Read> {
  const answers: object[] = [];
  const [said, noted]: [string[], string[]] = [[], []];
  const { log, error } = console;
  console.log = (line: string) => said.push(line);
  console.error = (line: string) => noted.push(line);
  try {
    const listening: AskDataSync = (words, heard) =>
      ask(words, (answer) => {
        answers.push(answer);
        heard(answer);
      });
    const code = await useDataSync([...args, "--yes"], listening, async () => false);
    return { code, said: said.join("\n"), noted: noted.join("\n"), answers };
  } catch (refusal) {
    if (!(refusal instanceof CommandError)) throw refusal;
    const { exitCode: code, message, id } = refusal;
    return { code, said: `${message} (${id})`, noted: noted.join("\n"), answers };
  } finally {
    Object.assign(console, { log, error });
  }
}

/** A data-sync in this process, whose answers arrive as JSON as those of the real one. */
export function inThisProcess(options: Omit<ControlOptions, "tell" | "note">): AskDataSync {
  return async (words, heard) => {
    const tell = (answer: object) => heard(JSON.parse(JSON.stringify(answer)));
    const code = await control(words, { ...options, tell, note: tell });
    return Object.values(EXIT).find((known) => known === code) ?? EXIT.failed;
  };
}
