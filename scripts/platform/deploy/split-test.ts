// Two-sided normal quantile of alpha = 0.001.
const Z = 3.2905;

/** Whether one user was always answered by the same release, but for one answer that V1 may have given for V2. */
export function isSticky(releases: readonly string[]): boolean {
  const odd = releases.filter((release) => release !== "v2");
  return odd.length === 0 || new Set(releases).size === 1 || (odd.length === 1 && odd[0] === "v1");
}

/**
 * True when `onV2` of `users` distinct users fits a share of `percent`, at alpha 0.001 (normal approximation
 * with continuity correction; `users` is 1,000 here, where it is exact enough). 0 and 100 % allow no exception.
 */
export function splitIsPlausible(onV2: number, users: number, percent: number): boolean {
  if (users === 0) return false;
  const share = percent / 100;
  if (share === 0 || share === 1) return onV2 === users * share;
  const deviation = Math.max(0, Math.abs(onV2 - users * share) - 0.5);
  return deviation <= Z * Math.sqrt(users * share * (1 - share));
}
