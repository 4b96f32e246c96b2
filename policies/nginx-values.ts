import type { Directive } from "./nginx-reader.ts";

/**
 * What a text may be when nginx runs: each entry is one possibility, in which ANY stands for any text.
 * Always at least what is possible, never less.
 */
export type Possible = ReadonlySet<string>;

/** Any text at all; the reader refuses this character in nginx text. */
export const ANY = "\u0000";

/** The variables of one request: what `set` gave them, and what was already looked up. */
export type Variables = ReadonlyMap<string, Possible>;

const UNKNOWN: Possible = new Set([ANY]);
const MAX_POSSIBILITIES = 64;

/** Looks up what a text with variables may become. `map` values stay what they were when first looked up. */
export class Values {
  readonly #definitions: ReadonlyMap<string, Directive>;
  readonly #elsewhere: ReadonlySet<string>;
  readonly #lookedUp = new WeakMap<Variables, Map<string, Possible>>();

  /** `directives` is everything in the text: where maps, splits and captures are defined. */
  constructor(directives: readonly Directive[]) {
    this.#definitions = new Map(directives.flatMap((directive) => definition(directive)));
    this.#elsewhere = new Set(directives.flatMap((directive) => assignedElsewhere(directive)));
  }

  /** What the text may become with these variables. */
  of(text: string, variables: Variables): Possible {
    const parts = text.split(/(\$\{\w+\}|\$\w+)/).map((part, index) => {
      return index % 2 === 0 ? new Set([part]) : this.#variable(part.replace(/[${}]/g, ""), variables);
    });
    return parts.reduce<Possible>(product, new Set([""]));
  }

  /** The variables after this text was evaluated: nginx keeps what it looked up for the rest of the request. */
  remember(text: string, variables: Variables): Variables {
    const kept = new Map(variables);
    const seen = new Set<string>();
    const keep = (part: string): void => {
      for (const [, name = ""] of part.matchAll(/\$\{?(\w+)/g)) {
        const source = this.#definitions.get(name);
        if (source === undefined || seen.has(name)) continue;
        seen.add(name);
        kept.set(name, this.#variable(name, variables));
        for (const { args } of [source, ...(source.children ?? [])]) keep(args[0] ?? "");
      }
    };
    keep(text);
    return kept;
  }

  #variable(name: string, variables: Variables): Possible {
    if (this.#elsewhere.has(name)) return UNKNOWN;
    const source = this.#definitions.get(name);
    const given = variables.get(name);
    if (source === undefined) return given ?? UNKNOWN;
    const known = this.#lookedUp.get(variables) ?? new Map<string, Possible>();
    this.#lookedUp.set(variables, known);
    const before = known.get(name);
    if (before !== undefined) return before;
    // A map that goes in a circle meets this value when it comes back to itself.
    known.set(name, UNKNOWN);
    const found = union(given ?? [], this.#lookUp(source, variables));
    known.set(name, found);
    return found;
  }

  #lookUp({ name, args, children = [] }: Directive, variables: Variables): Possible {
    const results = children.map((entry) => this.of(entry.args[0] ?? "", variables));
    if (name !== "map" || children.some((entry) => entry.name === "hostnames"))
      return union(...results, [""]);
    const keys = [...this.of(args[0] ?? "", variables)];
    const rows = keys.map((key) => children.map((entry) => matches(entry.name, key)));
    const unmatched = rows.some((row) => !row.includes("yes"));
    const chosen = results.filter((_, index) =>
      children[index]?.name === "default" ? unmatched : rows.some((row) => reaches(row, index)),
    );
    const hasDefault = children.some((entry) => entry.name === "default");
    return union(...chosen, unmatched && !hasDefault ? [""] : []);
  }
}

/** Whether the possibility can be, must be or cannot be this text. */
export function equals(possibility: string, text: string): "yes" | "maybe" | "no" {
  if (!possibility.includes(ANY) && !text.includes(ANY)) return possibility === text ? "yes" : "no";
  if (text.includes(ANY)) return "maybe";
  const pattern = possibility.split(ANY).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[\\s\\S]*")}$`).test(text) ? "maybe" : "no";
}

// Exact keys come before expressions, and ignore case.
function matches(key: string, possibility: string): "yes" | "maybe" | "no" {
  if (key.startsWith("~")) return "maybe";
  return equals(possibility.toLowerCase(), key.replace(/^\\/, "").toLowerCase());
}

const reaches = (row: readonly string[], index: number): boolean =>
  row[index] === "yes" || (row[index] === "maybe" && !row.includes("yes"));

function definition(directive: Directive): [string, Directive][] {
  if (!["map", "split_clients", "geo"].includes(directive.name) || directive.children === undefined)
    return [];
  return [[(directive.args.at(-1) ?? "").replace(/[${}]/g, ""), directive]];
}

// auth_request_set, js_set, …, and named groups of regular expressions.
function assignedElsewhere({ name, args }: Directive): string[] {
  const groups = [name, ...args].flatMap((text) =>
    [...text.matchAll(/\(\?P?[<'](\w+)/g)].map((match) => match[1] ?? ""),
  );
  const first = args[0] ?? "";
  return name !== "set" && /set|var/.test(name) && first.startsWith("$")
    ? [...groups, first.slice(1)]
    : groups;
}

function product(left: Possible, right: Possible): Possible {
  return limited(new Set([...left].flatMap((a) => [...right].map((b) => a + b))));
}

/** All possibilities of all of them. */
export function union(...sets: readonly Iterable<string>[]): Possible {
  return limited(new Set(sets.flatMap((set) => [...set])));
}

const limited = (all: Possible): Possible => (all.size > MAX_POSSIBILITIES ? UNKNOWN : all);
