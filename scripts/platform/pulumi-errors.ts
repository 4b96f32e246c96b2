import { CommandError, EXIT, type ExitCode } from "./command.ts";

interface Known {
  readonly sign: RegExp;
  readonly id: string;
  readonly exitCode: ExitCode;
  readonly say: (match: RegExpExecArray) => string;
}

const KNOWN: readonly Known[] = [
  {
    sign: /incorrect passphrase/,
    id: "SSM-PASSPHRASE",
    exitCode: EXIT.wrongUse,
    say: () =>
      "the passphrase does not open the state; put the right one into the file `passphrase` of the state folder (see npm run status), nothing was changed",
  },
  {
    sign: /the stack is currently locked[\s\S]*?pid (\d+)/i,
    id: "SSM-LOCKED",
    exitCode: EXIT.wrongUse,
    say: (match) => `another change is running (pid ${match[1]}); wait for it`,
  },
  {
    sign: /property stage value \{[^}]*\} has a problem: (.*)/,
    id: "SSM-STAGE-ORDER",
    exitCode: EXIT.wrongUse,
    say: (match) => `${match[1]}; nothing was changed`,
  },
  {
    sign: /(130-sunset removes V1[^\n]*)/,
    id: "SSM-SUNSET",
    exitCode: EXIT.wrongUse,
    say: (match) => match[1] ?? "",
  },
  {
    sign: /no space left on device/i,
    id: "SSM-NO-SPACE",
    exitCode: EXIT.partly,
    say: () =>
      "the disk is full; make room (docker system df shows what the engine holds), then run the same command again",
  },
  {
    sign: /update canceled/,
    id: "SSM-CANCELED",
    exitCode: EXIT.partly,
    say: () =>
      "stopped as asked, after the running step; the platform goes on serving. Run the same command again, or npm run rollback-v1",
  },
  {
    sign: /port is already allocated|address already in use/,
    id: "SSM-PORT",
    exitCode: EXIT.partly,
    say: () =>
      "a port of the place is taken by another program; free it or change `publish` in the place's file, then run the same command again",
  },
];

const ERROR_LINE = /^\s*(?:error: |\[mandatory\] )(.+)$/gm;

/** An error of the engine in words for people, with the exit code that fits; anything that is no such error passes through. */
export function explainPulumi(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError || !("commandResult" in error)) return error;
  const text = error.message;
  for (const { sign, id, exitCode, say } of KNOWN) {
    const match = sign.exec(text);
    if (match !== null) return new CommandError(id, exitCode, say(match), { cause: error });
  }
  const lines = [...new Set([...text.matchAll(ERROR_LINE)].map((match) => match[1] ?? ""))];
  const said = lines.filter((line) => !/^(preview|update) failed$/.test(line)).join("\n  ") || text;
  const applied = /^\s+(?:\+|~|\+-|-)\s*\d+ (?:created|updated|replaced|deleted)/m.test(text);
  return new CommandError(
    applied ? "SSM-UP-PARTLY" : "SSM-UP-FAILED",
    applied ? EXIT.partly : EXIT.failed,
    `${applied ? "partly applied" : "refused, everything is as before"}:\n  ${said}${applied ? "\nrun the same command again, or npm run rollback-v1" : ""}`,
    { cause: error },
  );
}
