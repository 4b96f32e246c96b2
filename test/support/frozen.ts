/** What a data-sync says of itself that somebody froze. */
export const FROZEN = {
  mode: "bidirectional",
  authority: "v2",
  connected: true,
  refusing: [],
  frozen: ["by hand"],
  lagSeconds: { v1: 0, v2: 0 },
  waiting: 0,
  deadLetters: 0,
  pass: 1,
  compared: 1,
  parity: 1,
};
