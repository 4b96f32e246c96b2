/** The shells that can complete. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** A shell that can complete. */
export type Shell = (typeof SHELLS)[number];

/** The files that the shell starts: this project's entry, and what answers the Tab key with the Node that runs it. */
export interface Files {
  readonly entry: string;
  readonly node: string;
  readonly answer: string;
}

/**
 * A script for a shell: the command `ssm`, which runs any command of this checkout from everywhere, and its
 * completion. Nothing that was typed is evaluated.
 */
export function shellScript(shell: Shell, { entry, node, answer }: Files): string {
  const run = `node ${quoted(entry)}`;
  const ask = `${quoted(node)} ${quoted(answer)}`;
  return SCRIPTS[shell](run, ask);
}

const SCRIPTS: Readonly<Record<Shell, (run: string, ask: string) => string>> = {
  bash: (run, ask) => `ssm() { ${run} "$@"; }
_ssm() { mapfile -t COMPREPLY < <(${ask} "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null | cut -f1); }
complete -o nosort -F _ssm ssm`,
  zsh: (run, ask) => `ssm() { ${run} "$@" }
_ssm() {
  local -a found=("\${(@f)$(${ask} "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  found=("\${(@)found//:/\\\\:}")
  found=("\${(@)found/$'\\t'/:}")
  [[ -n $found ]] && _describe -V command found
}
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
compdef _ssm ssm`,
  fish: (run, ask) => `function ssm; ${run} $argv; end
complete -c ssm -f -k -a '(${ask.replaceAll("'", "\\'")} (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'`,
};

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
