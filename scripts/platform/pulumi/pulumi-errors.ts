import { text } from "../../messages/messages.ts";
import { CommandError, EXIT, type ExitCode } from "../command/command.ts";

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
    say: () => text.stateErrors.passphrase,
  },
  {
    // Only an export of another place's state meets it: an instance has a backend of its own.
    sign: /PULUMI_ACCESS_TOKEN must be set/,
    id: "SSM-EXPORT",
    exitCode: EXIT.wrongUse,
    say: () => text.stateErrors.noBackend,
  },
  {
    sign: /the stack is currently locked[\s\S]*?pid (\d+)/i,
    id: "SSM-LOCKED",
    exitCode: EXIT.wrongUse,
    say: (match) => text.stateErrors.locked(match[1]),
  },
  {
    sign: /property stage value \{[^}]*\} has a problem: (.*)/,
    id: "SSM-STAGE-ORDER",
    exitCode: EXIT.wrongUse,
    say: (match) => text.stateErrors.stageRefused(match[1]),
  },
  {
    sign: /(\S+ removes V1's app for good[^\n]*)/,
    id: "SSM-SUNSET",
    exitCode: EXIT.wrongUse,
    say: (match) => match[1] ?? "",
  },
  {
    sign: /no space left on device/i,
    id: "SSM-NO-SPACE",
    exitCode: EXIT.partly,
    say: () => text.stateErrors.engineFull,
  },
  {
    // The second when a step was at work in a plugin.
    sign: /update canceled|context canceled/,
    id: "SSM-CANCELED",
    exitCode: EXIT.partly,
    say: () => text.stateErrors.canceled,
  },
  {
    sign: /port is already allocated|address already in use/,
    id: "SSM-PORT",
    exitCode: EXIT.partly,
    say: () => text.stateErrors.port,
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
  const output = error.message;
  for (const { sign, id, exitCode, say } of KNOWN) {
    const match = sign.exec(output);
    if (match !== null) return new CommandError(id, exitCode, say(match), { cause: error });
  }
  const said = errorsOf(output).join("\n  ") || output;
  const applied = APPLIED.test(output);
  return applied
    ? new CommandError("SSM-UP-PARTLY", EXIT.partly, text.stateErrors.partly(said), { cause: error })
    : new CommandError("SSM-UP-FAILED", EXIT.failed, text.stateErrors.refused(said), { cause: error });
}

function errorsOf(output: string): string[] {
  const plain = [...output.matchAll(RESOURCE_ERROR), ...output.matchAll(RUN_ERROR)].map(
    (match) => match[1] ?? "",
  );
  const policies = [...output.matchAll(POLICY_ERROR)].map((match) => `${match[1]}: ${match[2]}`);
  // The automation API gives everything twice.
  const all = [...new Set([...policies, ...plain.map((error) => error.replace(/\n {4}/g, "\n  "))])];
  return all.filter((line) => !/^(preview|update) failed$/.test(line));
}
