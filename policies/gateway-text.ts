import type { ResourceValidationPolicy } from "@pulumi/policy";
import { type Directive, readNginx, UnreadableTextError } from "./nginx-reader.ts";
import { RELEASE } from "./resources.ts";
import { resourceRule, type Seen, unknownPath, type Violations } from "./rule.ts";

/** A block and the blocks around it, as nginx inherits settings. */
export interface Level {
  readonly block: Directive;
  readonly outer?: Level;
}

/** A `server` block of the gateway and what it listens to. */
export interface Server extends Level {
  /** `server api.example.com`, for messages. */
  readonly label: string;
  readonly names: readonly string[];
  readonly tls: boolean;
  /** Reachable from outside the engine: not only on loopback, a socket or a monitoring port. */
  readonly public: boolean;
}

/** Status, control and config id: the ports that only the monitoring network and the container itself see. */
const INTERNAL_PORTS: readonly string[] = ["9113", "9114", "9115"];
const LOOPBACK = /^(127(\.\d+){3}|localhost|\[::1\])$/;
const MAX_INCLUDES = 50;

/** A mandatory rule about the gateway's text. Text that cannot be read is left to `require-readable-text`. */
export function gatewayRule(
  name: string,
  description: string,
  check: (text: readonly Directive[]) => Violations,
): ResourceValidationPolicy {
  return resourceRule(name, description, RELEASE, (release) => check(tryRead(release) ?? []));
}

/** The directives of an nginx release; undefined when it is for another service or cannot be read. */
export function tryRead(release: Pick<Seen, "props">): readonly Directive[] | undefined {
  try {
    return isNginx(release) ? readRelease(release) : undefined;
  } catch (error) {
    if (error instanceof UnreadableTextError || unknownPath(error) !== undefined) return undefined;
    throw error;
  }
}

/** Whether this release is served by nginx. */
export function isNginx(release: Pick<Seen, "props">): boolean {
  return release.props.reload === "nginx";
}

/** The directives of a release's `nginx.conf`, with includes of the same release in their place. */
export function readRelease(release: Pick<Seen, "props">): readonly Directive[] {
  const files = release.props.files as Readonly<Record<string, unknown>> | undefined;
  let includes = 0;
  const read = (file: string): Directive[] => readNginx(files?.[file], file).flatMap(expand);
  const expand = (directive: Directive): Directive[] => {
    if (directive.name === "include") return include(directive);
    const { children } = directive;
    return [children === undefined ? directive : { ...directive, children: children.flatMap(expand) }];
  };
  const include = ({ at, args: [file = ""] }: Directive): Directive[] => {
    includes += 1;
    if (includes > MAX_INCLUDES)
      throw new UnreadableTextError(`${at}: cannot read: more than ${MAX_INCLUDES} includes`);
    if (Object.hasOwn(files ?? {}, file)) return read(file);
    throw new UnreadableTextError(
      `${at}: cannot read: include must name a file of the same release, got "${file}"`,
    );
  };
  return read("nginx.conf");
}

/** What is in force at a level: its own directives of that name or, if it has none, those of the next outer level. */
export function effective(level: Level | undefined, name: string): readonly Directive[] {
  if (level === undefined) return [];
  const own = ownDirectives(level, name);
  return own.length > 0 ? own : effective(level.outer, name);
}

/** The directives of that name that stand directly in the level's block. */
export function ownDirectives({ block }: Level, name: string): readonly Directive[] {
  return (block.children ?? []).filter((directive) => directive.name === name);
}

/** The level itself and every block below it. */
export function* levelsFrom(level: Level): Generator<Level> {
  yield level;
  for (const block of level.block.children ?? []) {
    if (block.children !== undefined) yield* levelsFrom({ block, outer: level });
  }
}

/** The first line of a block, for messages: `location = /health`. */
export function headOf({ name, args }: Directive): string {
  return [name, ...args].join(" ");
}

/** Every directive of the text, inside blocks too. */
export function* everyDirective(directives: readonly Directive[]): Generator<Directive> {
  for (const directive of directives) {
    yield directive;
    yield* everyDirective(directive.children ?? []);
  }
}

/** Every `server` of every `http` block. */
export function servers(text: readonly Directive[]): readonly Server[] {
  return text
    .filter((block) => block.name === "http")
    .flatMap((block) => ownDirectives({ block }, "server").map((server) => asServer(server, { block })));
}

function asServer(block: Directive, outer: Level): Server {
  const listens = ownDirectives({ block }, "listen");
  const names = ownDirectives({ block }, "server_name").flatMap((directive) => directive.args);
  return {
    block,
    outer,
    label: `server ${names[0] ?? listens[0]?.args[0] ?? ""}`.trimEnd(),
    names,
    tls: listens.some(({ args }) => args.includes("ssl") || args.includes("quic")),
    public: listens.length === 0 || listens.some(({ args: [address = ""] }) => isPublicAddress(address)),
  };
}

function isPublicAddress(address: string): boolean {
  if (address.startsWith("unix:")) return false;
  if (/^\d+$/.test(address)) return !INTERNAL_PORTS.includes(address);
  const [, host = "", port = "80"] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(address) ?? [];
  return !LOOPBACK.test(host) && !INTERNAL_PORTS.includes(port);
}
