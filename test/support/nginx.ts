import { type Directive, readNginx } from "../../policies/nginx-reader.ts";
import { nginxOf } from "./plans.ts";

/** The directives of a gateway's text, read by the reader of the policies, which shares no code with the writer. */
export function readGateway(stage: string, place = "lab"): Gateway {
  return new Gateway(readNginx(nginxOf(stage, place), "nginx.conf"));
}

/** The parts of the gateway's text that claims are made about. */
export class Gateway {
  readonly directives: readonly Directive[];

  constructor(directives: readonly Directive[]) {
    this.directives = directives;
  }

  /** Every directive, inside blocks too. */
  all(name: string): Directive[] {
    return everywhere(this.directives).filter((directive) => directive.name === name);
  }

  get http(): Directive {
    return only(named(this.directives, "http"), "http");
  }

  /** What stands directly in `http`, by name and first arguments. */
  block(name: string, ...args: readonly string[]): Directive {
    const found = named(children(this.http), name).filter((entry) =>
      args.every((arg, index) => entry.args[index] === arg),
    );
    return only(found, [name, ...args].join(" "));
  }

  get servers(): Directive[] {
    return named(children(this.http), "server");
  }

  /** The server that listens on this. */
  server(listen: string): Directive {
    const found = this.servers.filter((server) => named(children(server), "listen")[0]?.args[0] === listen);
    return only(found, `server on ${listen}`);
  }

  /** The locations of the public server. */
  get locations(): Directive[] {
    return named(children(this.server("443")), "location");
  }

  /** A location of the public server: `= /health`, `/api/v2/`, `@error`. */
  location(head: string): Directive {
    return only(
      this.locations.filter(({ args }) => args.join(" ") === head),
      `location ${head}`,
    );
  }
}

/** What stands in a block. */
export function children(directive: Directive): readonly Directive[] {
  return directive.children ?? [];
}

/** The directives of that name. */
export function named(directives: readonly Directive[], name: string): Directive[] {
  return directives.filter((directive) => directive.name === name);
}

/** The arguments of every directive of that name directly in a block. */
export function argsOf(block: Directive, name: string): (readonly string[])[] {
  return named(children(block), name).map(({ args }) => args);
}

/** Every directive and what stands in it. */
export function everywhere(directives: readonly Directive[]): Directive[] {
  return directives.flatMap((directive) => [directive, ...everywhere(children(directive))]);
}

function only(found: readonly Directive[], what: string): Directive {
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`expected one ${what}, got ${found.length}`);
  return first;
}

/** What a `map` of the gateway says, by the variable that it makes. */
export function mapOf(gateway: Gateway, result: string): Record<string, string | undefined> {
  const map = only(
    named(children(gateway.http), "map").filter(({ args }) => args[1] === result),
    `map ${result}`,
  );
  return Object.fromEntries(children(map).map(({ name, args }) => [name, args[0]]));
}
