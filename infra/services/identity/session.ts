import { z } from "zod";

/** How often the refresh token of a session was replaced, and when last, ms since 1970. */
export const refreshState = z.object(
  {
    generation: z.int("must be a whole number").min(0, "must be a whole number from 0"),
    at: z.int("must be a time in milliseconds").min(0, "must be a time in milliseconds"),
  },
  "must be an object",
);
export type RefreshState = z.infer<typeof refreshState>;

/** A session as far as identity knows it. */
export interface Session {
  /** Candidate that is signed in. */
  readonly userId: string;
  /** Before the first token: generation 0 at 0. */
  readonly refresh: RefreshState;
}

/** What one store says of a session. */
export interface Found {
  /** Somebody signed out of it: it never lives again, whatever else is said. */
  readonly revoked: boolean;
  readonly session: Session | null;
}

/** The id of a session is also the value of its cookie, as V1 has always done it. */
export const SESSION_ID = /^[A-Za-z0-9._:-]{1,128}$/;

/** A session lives so long after its last token was given, ms; V1 may keep it longer by using it. */
export const SESSION_MS = 24 * 3600 * 1000;
