/** What is asked before something is done that reaches far. */
export const questions = {
  /** How the choice is shown; `yes` reads an answer. */
  choice: "[y/N]",
  yes: /^y(es)?$/i,
  installEngine: (packages: string) =>
    `no Docker engine here. Install one (packages ${packages}) and start it?`,
  removeAll: "remove all of it, data included?",
  declined: "nothing was changed; --yes does not ask",
};
