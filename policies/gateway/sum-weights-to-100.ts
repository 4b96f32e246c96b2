import { everyDirective, gatewayRule } from "../gateway-text.ts";
import type { Directive } from "../nginx-reader.ts";
import type { Violations } from "../rule.ts";
import { upstreams } from "../upstreams.ts";

/** Every split hands out all of the traffic, V2 first, in shares that nginx takes. */
export const sumWeightsTo100 = gatewayRule("sum-weights-to-100", "weights sum to 100, V2 first", check);

function* check(text: readonly Directive[]): Violations {
  for (const directive of everyDirective(text)) {
    if (directive.name === "split_clients") yield* checkSplit(directive);
  }
  for (const [name, servers] of upstreams(text)) {
    const weighted = servers.filter(({ weight }) => weight !== undefined);
    const sum = weighted.reduce((total, { weight = 0 }) => total + weight, 0);
    for (const { at, weight = 0 } of weighted) {
      if (!(weight > 0))
        yield `${at}: weight must be above 0, nginx refuses ${weight}; leave this server out`;
    }
    if (weighted.length > 0 && sum !== 100) {
      yield `${weighted[0]?.at}: weights of upstream ${name} must sum to 100, got ${sum}`;
    }
  }
}

function* checkSplit({ at, children = [] }: Directive): Violations {
  const shares = children.filter(({ name }) => name !== "*");
  for (const share of shares) {
    if (/^\d+(\.\d{1,2})?%$/.test(share.name) && Number.parseFloat(share.name) > 0) continue;
    yield `${share.at}: share must be above 0% with at most two decimals, got "${share.name}"; leave a side with 0% out`;
  }
  // Whole hundredths of a percent: 0.1 + 0.2 must not become more than 0.3.
  const sum = shares.reduce((total, { name }) => total + Math.round(Number.parseFloat(name) * 100), 0) / 100;
  if (sum > 100) yield `${at}: shares must sum to 100% at most, got ${sum}%`;
  const last = children.at(-1)?.name;
  const rests = children.length - shares.length;
  if (last !== "*") {
    const found = last === undefined ? "nothing" : `"${last}"`;
    yield `${at}: split must end with "*", got ${found}; the last hash values would have no release`;
  }
  if (rests > 1) yield `${at}: split must have one "*", got ${rests}`;
  const releases = children.map(({ args }) => args[0]);
  const shareOfV2 = releases.filter((release) => release === "v2").length;
  if (releases.slice(0, shareOfV2).some((release) => release !== "v2")) {
    yield `${at}: v2 must be the first share, got ${releases.join(", ")}; users of V2 would go back when it grows`;
  }
}
