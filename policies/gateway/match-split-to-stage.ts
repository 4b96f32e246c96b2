import { everyDirective, tryRead } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import { RELEASE, STAGE } from "../resources.ts";
import { type Seen, stackRule, type Violations } from "../rule.ts";
import { ownerOf, upstreams } from "../upstreams.ts";

/** The gateway gives V2 the share that the stage says, and keeps V1 until the sunset. */
export const matchSplitToStage = stackRule(
  "match-split-to-stage",
  "the split of the gateway is the split of the stage",
  check,
);

function* check(resources: readonly Seen[]): Violations {
  const stages = resources.filter(({ type }) => type === STAGE);
  const sunset = stages.some(({ props }) => String(props.stage).endsWith("-sunset"));
  const wanted = new Set(stages.map(({ props }) => props.v2));
  for (const release of resources.filter(({ type }) => type === RELEASE)) {
    const text = tryRead(release);
    if (text === undefined) continue;
    const shares = [...everyDirective(text)].flatMap(shareOfV2);
    if (shares.length !== 1)
      yield `${release.name}: there must be one split between v1 and v2, got ${shares.length}`;
    for (const { at, share } of shares) {
      for (const v2 of wanted) {
        if (share !== v2) yield `${at}: share of v2 must be ${v2}% as the stage says, got ${share}%`;
      }
    }
    const groups = [...upstreams(text)];
    if (
      !sunset &&
      !groups.flatMap(([, servers]) => servers).some(({ address }) => ownerOf(address) === "v1")
    ) {
      yield `${release.name}: an upstream of V1 must stay until the sunset, got none; it is fallback and way back`;
    }
    for (const [name, servers] of groups) {
      const active = new Set(servers.filter(({ backup }) => !backup).map(({ address }) => ownerOf(address)));
      if (active.has("v1") && active.has("v2")) {
        yield `${servers[0]?.at}: upstream ${name} must not mix V1 and V2, it would split by itself; make one the backup`;
      }
    }
  }
}

function shareOfV2({ name, at, children = [] }: Directive): { at: string; share: number }[] {
  if (name !== "split_clients" || !children.some(({ args }) => args[0] === "v1" || args[0] === "v2"))
    return [];
  const hundredths = (entries: readonly Directive[]): number =>
    entries.reduce((sum, entry) => sum + Math.round(Number.parseFloat(entry.name) * 100), 0);
  const explicit = children.filter((entry) => entry.name !== "*");
  const rest = children.some((entry) => entry.name === "*" && entry.args[0] === "v2")
    ? 10_000 - hundredths(explicit)
    : 0;
  return [{ at, share: (hundredths(explicit.filter(({ args }) => args[0] === "v2")) + rest) / 100 }];
}
