const UNITS = [
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
] as const;

/** Seconds as people and PromQL both write them: `90` is `1m30s`, `0.5` is `500ms`, `172800` is `48h`; never negative. */
export function durationText(seconds: number): string {
  let rest = Math.max(0, Math.round(seconds * 1000));
  if (rest === 0) return "0s";
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}
