import { type Directive, UnreadableTextError } from "./nginx-reader.ts";
import { ANY, equals, type Possible, type Values, type Variables } from "./nginx-values.ts";

/** One way that a request can take through the rewrite directives of a server or location. */
export interface Path {
  readonly variables: Variables;
  /** The `*_pass` that serves the request when nothing answers before, and the block it stands in. */
  readonly pass: { readonly directive: Directive; readonly block: Directive } | undefined;
  /** "running" at the end of the block, "content" after a `break` or rewrite, or the status of a `return`. */
  readonly end: "running" | "content" | { readonly status: Possible };
}

/** What is taken for granted while paths are followed. */
export interface World {
  readonly values: Values;
  /** Whether a file of this name exists for certain. Of other files nothing is known. */
  readonly exists: (file: string) => boolean;
}

type Answer = "yes" | "maybe" | "no";

const MAX_PATHS = 256;

/** Every way through the block's own directives, never fewer than nginx could take. */
export function follow(block: Directive, start: readonly Path[], world: World): readonly Path[] {
  const directive = (block.children ?? []).find(({ name }) => name.endsWith("_pass"));
  const entered =
    directive === undefined ? start : start.map((path) => ({ ...path, pass: { directive, block } }));
  return (block.children ?? []).reduce<readonly Path[]>((paths, next) => {
    const after = paths.flatMap((path) => (path.end === "running" ? step(next, path, world) : [path]));
    if (after.length <= MAX_PATHS) return after;
    throw new UnreadableTextError(
      `${block.at}: cannot read: more than ${MAX_PATHS} ways through ${block.name}`,
    );
  }, entered);
}

function step(directive: Directive, path: Path, world: World): readonly Path[] {
  const { name, args } = directive;
  const { values } = world;
  const variables = values.remember(args.join(" "), path.variables);
  const [first = "", second = ""] = args;
  switch (name) {
    case "set":
      return [{ ...path, variables: new Map(variables).set(first.slice(1), values.of(second, variables)) }];
    case "return":
      return [{ ...path, variables, end: { status: values.of(first, variables) } }];
    case "break":
      return [{ ...path, end: "content" }];
    case "rewrite":
      return [
        { ...path, variables },
        { ...path, variables, end: "content" },
      ];
    case "limit_except":
      return [path, ...follow(directive, [path], world)];
    case "if":
      return branch(directive, { ...path, variables }, world);
    default:
      return [path];
  }
}

function branch(block: Directive, path: Path, world: World): readonly Path[] {
  const answer = holds(block.args, path.variables, world);
  return [...(answer === "yes" ? [] : [path]), ...(answer === "no" ? [] : follow(block, [path], world))];
}

function holds(args: readonly string[], variables: Variables, { values, exists }: World): Answer {
  const condition = args
    .join(" ")
    .trim()
    .replace(/^\(\s*/, "")
    .replace(/\s*\)$/, "");
  const file = /^(!?)-[fe] (\S+)$/.exec(condition);
  if (file !== null) return exists(file[2] ?? "") ? negateIf(file[1] === "!", "yes") : "maybe";
  if (/^\$\w+$/.test(condition)) return agree([...values.of(condition, variables)].map(isTrue));
  const comparison = /^(\$\w+) (!?)=(?: (.*))?$/.exec(condition);
  if (comparison === null) return "maybe";
  const [, left = "", not = "", right = ""] = comparison;
  const wanted = [...values.of(right, variables)];
  const results = [...values.of(left, variables)].flatMap((value) =>
    wanted.map((text) => equals(value, text)),
  );
  return negateIf(not === "!", agree(results));
}

// nginx: an empty text and "0" are false.
const isTrue = (value: string): Answer =>
  value.includes(ANY) ? "maybe" : value === "" || value === "0" ? "no" : "yes";

const agree = (answers: readonly Answer[]): Answer => {
  const [first = "maybe"] = answers;
  return answers.every((answer) => answer === first) ? first : "maybe";
};

const negateIf = (negate: boolean, answer: Answer): Answer =>
  !negate || answer === "maybe" ? answer : answer === "yes" ? "no" : "yes";
