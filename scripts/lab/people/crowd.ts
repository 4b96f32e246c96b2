import { setTimeout as pause } from "node:timers/promises";
import { type Findings, judge, noFindings } from "./checker.ts";
import { Person, type Seen, type Send } from "./person.ts";

/** How a crowd lives. */
export interface CrowdOptions {
  readonly send: Send;
  readonly people: number;
  /** Acts under way at the same time. */
  readonly hands: number;
  /** Rest between two acts of a hand, ms. */
  readonly restMs: number;
  /** 0..1, gives the same life for the same numbers. */
  readonly random: () => number;
}

/** People who are signed in and live on, until they are stopped. */
export interface Crowd {
  readonly findings: Findings;
  /** Signs everybody in, half of them on each release; tells how many could not. */
  signIn(): Promise<number>;
  live(): void;
  /** Ends the acts under way. */
  stop(): Promise<void>;
  /**
   * Lets everybody who wanted to sign out do so, then asks both releases about everybody, as often as it takes to get an
   * answer; the findings tell. Gives how many are signed in.
   */
  audit(): Promise<number>;
}

/** What people do, and how often of 100 times. */
const SIGN_OUT = 2;
const REFRESH = 12;
/** Also asked after they signed out. */
const PATHS = ["/api/me", "/api/me", "/api/me", "/api/v1/me", "/api/v2/me"];
const AUDIT_TRIES = 50;

/** A crowd that nobody has signed in yet. */
export function crowd({ send, people, hands, restMs, random }: CrowdOptions): Crowd {
  const everybody = Array.from({ length: people }, () => new Person());
  const findings = noFindings();
  let isOver = false;
  let working: Promise<unknown> = Promise.resolve();
  const ask = async (person: Person, work: () => Promise<Seen>, named = true) => {
    const before = { standing: person.standing, epoch: person.epoch };
    const seen = await work();
    judge(findings, person, before, seen, named);
    return seen;
  };
  const gone = new Set<Person>();
  const signOut = async (person: Person) => {
    if ((await person.signOut(send)).status === 204) gone.add(person);
    findings.signOuts = gone.size;
  };
  const act = async (person: Person) => {
    const dice = random() * 100;
    if (dice < SIGN_OUT || person.standing === "leaving") {
      if (person.standing !== "out") await signOut(person);
    } else if (dice < SIGN_OUT + REFRESH) {
      if ((await ask(person, () => person.refresh(send), false)).status === 200) findings.renewals++;
    } else await ask(person, () => person.me(send, PATHS[Math.floor(random() * PATHS.length)] ?? "/api/me"));
  };
  const hand = async () => {
    while (!isOver) {
      const person = everybody[Math.floor(random() * people)];
      if (person !== undefined) await act(person);
      await pause(restMs);
    }
  };
  return {
    findings,
    async signIn() {
      const seen = await inTurn(everybody, hands, (person, index) =>
        person.signIn(send, index % 2 === 0 ? "v1" : "v2"),
      );
      return seen.filter(({ status }) => status !== 200).length;
    },
    live() {
      working = Promise.all(Array.from({ length: hands }, hand));
    },
    async stop() {
      isOver = true;
      await working;
    },
    async audit() {
      await inTurn(everybody, hands, async (person) => {
        for (let tries = 0; person.standing === "leaving" && tries < AUDIT_TRIES; tries++) {
          await signOut(person);
          await pause(100);
        }
        for (const path of ["/api/v1/me", "/api/v2/me"])
          for (let tries = 0; tries < AUDIT_TRIES; tries++) {
            const { status } = await ask(person, () => person.me(send, path));
            if (status === 200 || status === 401) break;
            await pause(100);
          }
      });
      return everybody.filter(({ standing }) => standing === "in").length;
    },
  };
}

/** Does `work` for each, so many at a time. */
async function inTurn<T, R>(
  all: readonly T[],
  hands: number,
  work: (one: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const turns = all.entries();
  const hand = async () => {
    for (const [index, one] of turns) results[index] = await work(one, index);
  };
  await Promise.all(Array.from({ length: hands }, hand));
  return results;
}
