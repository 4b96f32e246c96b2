import { documentOf } from "../lenses.ts";
import type { Side } from "../transform/types.ts";
import { plain } from "./plain.ts";

/** Whether a person's key means what a store has under a name: either store's key of the document, as it is or as it is shown. */
export function isMeant(side: Side, name: string, key: string): boolean {
  const document = documentOf(side, name);
  const names = document !== null && "lens" in document ? Object.values(document.keys) : [name];
  return names.some((one) => one === key || plain(one) === key);
}
