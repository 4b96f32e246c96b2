import {
  effective,
  everyDirective,
  type Level,
  levelsFrom,
  ownDirectives,
  type Server,
  servers,
} from "./gateway-text.ts";
import { follow, type Path, type World } from "./nginx-paths.ts";
import type { Directive } from "./nginx-reader.ts";
import { ANY, equals, type Possible, union, Values, type Variables } from "./nginx-values.ts";

/** A `proxy_pass` or another `*_pass` that a request can come to, and what its address may be. */
export interface ReachedPass {
  readonly directive: Directive;
  readonly block: Directive;
  readonly targets: Possible;
}

/** nginx never answers 418 by itself: only a `return` can send a request to such an error page. */
const PRIVATE_STATUS = "418";

/**
 * Every `*_pass` that a request can come to while certain files exist. All other tests may go either way and
 * every URI may be asked for, so nothing that nginx could do is missed. (Not seen: an app that answers with
 * X-Accel-Redirect.) Throws UnreadableTextError for a text with too many ways to follow.
 */
export function reachedPasses(text: readonly Directive[], exists: World["exists"]): readonly ReachedPass[] {
  const everything = [...everyDirective(text)];
  const world: World = { values: new Values(everything), exists };
  const open = !keepsPrivate(everything) || servers(text).some(interceptsPrivate);
  return servers(text).flatMap((server) => passesOf(server, world, open));
}

function passesOf(server: Server, world: World, open: boolean): ReachedPass[] {
  const locations = [...levelsFrom(server)].filter(({ block }) => block.name === "location");
  const entry = follow(server.block, [startingWith(NONE)], world);
  const onwards = entry.filter(({ end }) => typeof end === "string");
  const start = startingWith(entryVariables(entry, locations, world));
  const seen = new Set<Level>();
  const reached: ReachedPass[] = [];
  const visit = (level: Level): void => {
    if (seen.has(level)) return;
    seen.add(level);
    const paths = follow(level.block, [start], world);
    for (const { pass, variables, end } of paths) {
      if (pass === undefined || typeof end === "object") continue;
      reached.push({ ...pass, targets: world.values.of(pass.directive.args[0] ?? "", variables) });
    }
    visitAll(errorPages(level, paths));
  };
  const visitAll = (names: readonly string[]): void => {
    for (const level of locations) if (names.includes(nameOf(level))) visit(level);
  };
  visitAll(errorPages(server, entry));
  if (onwards.length > 0)
    for (const level of locations) if (open || !nameOf(level).startsWith("@")) visit(level);
  return reached;
}

const nameOf = ({ block }: Level): string => block.args[0] ?? "";

const NONE: Variables = new Map();

const startingWith = (variables: Variables): Path => ({ variables, pass: undefined, end: "running" });

// A request may have been through any other location before, so whatever one sets may be set already. What not
// every way through the server sets may be anything: nothing at all, or a variable of nginx.
function entryVariables(paths: readonly Path[], locations: readonly Level[], { values }: World): Variables {
  const sets = [...everyDirective(locations.map(({ block }) => block))].filter(({ name }) => name === "set");
  const setLater = sets.map(({ args: [name = "", value = ""] }): [string, Possible] => [
    name.slice(1),
    values.of(value, NONE),
  ]);
  const names = new Set([
    ...paths.flatMap(({ variables }) => [...variables.keys()]),
    ...setLater.map(([name]) => name),
  ]);
  return new Map(
    [...names].map((name) => {
      const before = paths.map(({ variables }) => variables.get(name) ?? [ANY]);
      const later = setLater.filter(([other]) => other === name).map(([, possible]) => possible);
      return [name, union(...before, ...later)];
    }),
  );
}

// Names of the locations that an answer of this level can be sent to.
function errorPages(level: Level, paths: readonly Path[]): readonly string[] {
  const inner = [...levelsFrom(level)].filter(
    ({ block }) => block.name === "if" || block.name === "limit_except",
  );
  const pages = [
    ...effective(level, "error_page"),
    ...inner.flatMap((inside) => ownDirectives(inside, "error_page")),
  ];
  const answered = paths.flatMap(({ end }) => (typeof end === "object" ? [...end.status] : []));
  const happens = (status: string): boolean =>
    status === PRIVATE_STATUS
      ? answered.some((possible) => equals(possible, status) !== "no")
      : !status.startsWith("=");
  const fallbacks = ownDirectives(level, "try_files").map(({ args }) => args.at(-1) ?? "");
  return [
    ...pages.filter(({ args }) => args.slice(0, -1).some(happens)).map(({ args }) => args.at(-1) ?? ""),
    ...fallbacks,
  ];
}

const INTERCEPTS = ["proxy", "fastcgi", "uwsgi", "scgi", "grpc"].map((name) => `${name}_intercept_errors`);

// An app may answer 418, too: where its answer is intercepted, no page may wait for that.
function interceptsPrivate(server: Server): boolean {
  return [...levelsFrom(server)].some((level) => {
    const intercepts = INTERCEPTS.flatMap((name) => effective(level, name));
    return (
      intercepts.some(({ args }) => args[0] !== "off") &&
      effective(level, "error_page").some(({ args }) => args.slice(0, -1).includes(PRIVATE_STATUS))
    );
  });
}

// Anything else that could answer 418 or call a named location: scripts, odd statuses.
function keepsPrivate(everything: readonly Directive[]): boolean {
  return everything.every(({ name, args }) => {
    if (/^(js_|perl)|_by_lua/.test(name)) return false;
    if (name === "error_page")
      return !args.includes(`=${PRIVATE_STATUS}`) && !(args.at(-1) ?? "").includes("$");
    return name === "return" || !args.some((arg) => arg === PRIVATE_STATUS || arg === `=${PRIVATE_STATUS}`);
  });
}
