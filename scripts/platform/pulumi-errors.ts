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
    // The second when a step was at work in a plugin.
    sign: /update canceled|context canceled/,
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

/** What the engine says of one resource, with its further lines; of a whole run; and of a policy, below its name and purpose. */
const RESOURCE_ERROR = /^ {4}error: (.+(?:\n {4}(?!error: |warning: ).+)*)/gm;
const RUN_ERROR = /^error: (.+)/gm;
const POLICY_ERROR = /^ +- \[mandatory\] +(\S+) .*\n.*\n +(.+)/gm;
/** A resource that was really changed, in the progress or in the summary. */
const APPLIED =
  /^ *(?:\+|~|\+-|-) *(?:\S+ \S+ (?:created|updated|replaced|deleted) \(|\d+ (?:created|updated|replaced|deleted))/m;

/** An error of the engine in words for people, with the exit code that fits; anything that is no such error passes through. */
export function explainPulumi(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CommandError || !("commandResult" in error)) return error;
  const text = error.message;
  for (const { sign, id, exitCode, say } of KNOWN) {
    const match = sign.exec(text);
    if (match !== null) return new CommandError(id, exitCode, say(match), { cause: error });
  }
  const said = errorsOf(text).join("\n  ") || text;
  const applied = APPLIED.test(text);
  return new CommandError(
    applied ? "SSM-UP-PARTLY" : "SSM-UP-FAILED",
    applied ? EXIT.partly : EXIT.failed,
    `${applied ? "partly applied" : "refused, everything is as before"}:\n  ${said}${applied ? "\nrun the same command again, or npm run rollback-v1" : ""}`,
    { cause: error },
  );
}

function errorsOf(text: string): string[] {
  const plain = [...text.matchAll(RESOURCE_ERROR), ...text.matchAll(RUN_ERROR)].map(
    (match) => match[1] ?? "",
  );
  const policies = [...text.matchAll(POLICY_ERROR)].map((match) => `${match[1]}: ${match[2]}`);
  // The automation API gives everything twice.
  const all = [...new Set([...policies, ...plain.map((error) => error.replace(/\n {4}/g, "\n  "))])];
  return all.filter((line) => !/^(preview|update) failed$/.test(line));
}
