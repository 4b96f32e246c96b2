/** Something the user has to mend. Commands print the message, without a stack trace, and exit with `exitCode`. */
export class ToolchainError extends Error {
  /** stable, so that it can be searched for */
  readonly id: string;
  /** 1: nothing was changed; 4: a step failed and can be run again */
  readonly exitCode: 1 | 4;

  /** `lines` are shown as they are: what was found, then how to fix it. */
  constructor(id: string, exitCode: 1 | 4, lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "ToolchainError";
    this.id = id;
    this.exitCode = exitCode;
  }
}
