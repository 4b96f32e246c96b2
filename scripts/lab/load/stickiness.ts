/** How a group of users is spread over the releases since the last configured change. */
export interface Spread {
  /** Users that got an answer of a release. */
  readonly seen: number;
  /** Of those, the ones whose last answer came from V2. */
  readonly onV2: number;
  /** Users whose release changed between two answers although they sent the same identity. */
  readonly changed: number;
  /** Users whose release changed with their first cookie. */
  readonly changedByCookie: number;
}

/** Watches which release answers each user of a group. */
export interface Stickiness {
  /** `hadCookie`: whether the request carried a cookie. */
  answered(user: object, release: string, hadCookie: boolean): void;
  spread(): Spread;
  /** Forgets everything: the split was changed on purpose. */
  reset(): void;
}

/** Starts with nobody seen. */
export function watchStickiness(): Stickiness {
  const last = new Map<object, { release: string; hadCookie: boolean }>();
  const changed = new Set<object>();
  const changedByCookie = new Set<object>();
  return {
    answered: (user, release, hadCookie) => {
      const before = last.get(user);
      last.set(user, { release, hadCookie });
      if (before === undefined || before.release === release) return;
      (before.hadCookie === hadCookie ? changed : changedByCookie).add(user);
    },
    spread: () => ({
      seen: last.size,
      onV2: [...last.values()].filter(({ release }) => release === "v2").length,
      changed: changed.size,
      changedByCookie: changedByCookie.size,
    }),
    reset: () => {
      last.clear();
      changed.clear();
      changedByCookie.clear();
    },
  };
}
