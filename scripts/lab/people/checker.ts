import type { Person, Seen } from "./person.ts";

/** What must never happen, counted, and how often it was looked for. */
export interface Findings {
  /** Answers that said who somebody is, or that nobody is signed in. */
  asked: number;
  /** Somebody who had signed in and not out was told that nobody is signed in. */
  signedOut: number;
  /** Somebody was told to be somebody else. */
  mixedUp: number;
  /** A session that was confirmed as ended was served. */
  aliveAgain: number;
  /** No answer, or one of a failure: says nothing about a session. */
  unanswered: number;
  signOuts: number;
  renewals: number;
}

/** Nothing happened yet. */
export function noFindings(): Findings {
  return { asked: 0, signedOut: 0, mixedUp: 0, aliveAgain: 0, unanswered: 0, signOuts: 0, renewals: 0 };
}

/**
 * Judges one answer about a person by what the person did: `before` is how the person stood and at which epoch when
 * it asked. An answer to somebody who signed in or out meanwhile may be either, but never name another. `named` is
 * true where a good answer tells the user.
 */
export function judge(
  findings: Findings,
  person: Person,
  before: { readonly standing: Person["standing"]; readonly epoch: number },
  { status, body }: Seen,
  named: boolean,
): void {
  if (status !== 200 && status !== 401) {
    findings.unanswered++;
    return;
  }
  findings.asked++;
  if (status === 200 && named && !body.includes(`"${person.userId}"`)) findings.mixedUp++;
  if (status === 200 && before.standing === "out") findings.aliveAgain++;
  const stayed = before.epoch === person.epoch && before.standing === "in";
  if (status === 401 && stayed) findings.signedOut++;
}
