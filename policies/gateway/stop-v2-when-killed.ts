import { everyDirective, gatewayRule, headOf } from "../gateway-text.ts";
import { reachedPasses } from "../killed-world.ts";
import { type Directive, UnreadableTextError } from "../nginx-reader.ts";
import { ANY } from "../nginx-values.ts";
import type { Violations } from "../rule.ts";
import { ownerOf, upstreams } from "../upstreams.ts";

/** While the kill switch's flag file exists, no request of any route can come to V2. */
export const stopV2WhenKilled = gatewayRule(
  "stop-v2-when-killed",
  "the kill switch stands before every route that can reach V2",
  check,
);

const isFlag = (file: string): boolean => /^\/[^$]*\/kill-v2$/.test(file);

function* check(text: readonly Directive[]): Violations {
  const groups = upstreams(text);
  const releases = [...groups.values()].flat().map(({ address }) => ownerOf(address));
  // At the sunset V1 is gone and there is no way back; match-split-to-stage demands V1 until then.
  if (!releases.includes("v1")) return;
  yield* checkFlag(text);
  const mayBeV2 = (target: string): boolean => {
    const name = target.replace(/^\w+:\/\//, "").replace(/\/.*$/s, "");
    if (name.includes(ANY)) return true;
    const addresses = groups.get(name)?.map(({ address }) => address) ?? [name];
    return addresses.some((address) => ["v2", "unknown"].includes(ownerOf(address)));
  };
  try {
    for (const { directive, block, targets } of reachedPasses(text, isFlag)) {
      if (![...targets].some(mayBeV2)) continue;
      yield `${directive.at}: ${headOf(block)} must not reach V2 while the kill switch is thrown, got ${directive.name} ${directive.args[0]}; test the flag file before it`;
    }
  } catch (error) {
    if (!(error instanceof UnreadableTextError)) throw error;
    yield error.message;
  }
}

// The control port must write the very file that the routes test.
function* checkFlag(text: readonly Directive[]): Violations {
  const all = [...everyDirective(text)];
  const tested = all.flatMap(({ name, args }) =>
    name === "if" ? [args.join(" ").replace(/^\( *!?-[fe] |\)$/g, "")] : [],
  );
  const flags = new Set(tested.filter(isFlag));
  for (const { children = [] } of all.filter(({ name }) => name === "location")) {
    const alias = children.find(({ name }) => name === "alias");
    if (!children.some(({ name }) => name === "dav_methods") || alias === undefined) continue;
    flags.add(alias.args[0] ?? "");
    if (flags.size > 1)
      yield `${alias.at}: the kill switch must be one file, got ${[...flags].join(" and ")}`;
  }
}
