import { candidate } from "./kinds/candidate.ts";
import { match } from "./kinds/match.ts";
import { offer } from "./kinds/offer.ts";
import { session } from "./kinds/session.ts";
import type { Kind } from "./types.ts";

/** Everything that both releases keep. */
export const kinds: readonly Kind[] = [offer, candidate, session, match];
