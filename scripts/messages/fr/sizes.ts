import type { Messages } from "../messages.ts";

/** Des tailles comme on les lit. */
export const sizes: Messages["sizes"] = {
  gigabytes: (count) => `${count} Go`,
  megabytes: (count) => `${count} Mo`,
};
