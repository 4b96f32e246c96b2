import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Pair,
  type ParsedNode,
  parseDocument,
  type YAMLParseError,
} from "yaml";
import { type Path, type Problem, pathText } from "./problem.ts";

/** YAML text as plain data that still knows where each value is written. */
export interface YamlText {
  /** Null when the text is no YAML. Where it hides values, as `problems` say, only maps, lists and keys are as written. */
  readonly data: { readonly value: unknown; readonly isWhole: boolean } | null;
  readonly problems: readonly Problem[];
  /** A problem at the value of a path, or at its key; where the path ends early, at the last key that is there. */
  problemAt(path: Path, message: string, part?: "key" | "value"): Problem;
}

/** So many syntax errors are told: further ones mostly follow from the first. */
const MOST_SYNTAX_ERRORS = 10;

/** Reads one YAML document. Refuses what hides the real value from a reader: keys written twice, aliases, tags. */
export function readYaml(file: string, text: string): YamlText {
  const lines = new LineCounter();
  const problemAtOffset = (offset: number, path: Path, message: string): Problem => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path: pathText(path), message };
  };
  // "silent" would also hide a second document.
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" } as const;
  return check(parseDocument(text, options), problemAtOffset);
}

function check(
  document: Document.Parsed,
  problemAtOffset: (offset: number, path: Path, message: string) => Problem,
): YamlText {
  const root = document.contents;
  const problemAt: YamlText["problemAt"] = (path, message, part = "value") =>
    problemAtOffset(offsetOf(root, path, part), path, message);
  const syntax = firstOfEachLine(
    document.errors.map((error) => problemAtOffset(error.pos[0], [], syntaxText(error))),
  );
  if (syntax.length > 0) return { data: null, problems: syntax.slice(0, MOST_SYNTAX_ERRORS), problemAt };
  const hidden = [...hiding(root, [])].map(({ node, path, message }) =>
    problemAtOffset(node.range[0], path, message),
  );
  if (hidden.length > 0)
    return { data: { value: keysOf(root), isWhole: false }, problems: hidden, problemAt };
  const twice = [...writtenTwice(root, [])].map(({ node, path }) =>
    problemAtOffset(node.range[0], path, "is written twice; keep one"),
  );
  return { data: { value: document.toJS(), isWhole: true }, problems: twice, problemAt };
}

function syntaxText({ code, message }: YAMLParseError): string {
  // The parser runs out of stack and says so as if it were a mistake in the text.
  if (message.includes("call stack")) return "the file is nested too deeply to be read";
  if (code === "MULTIPLE_DOCS") return "this is not valid YAML here: a second document starts; keep one";
  const reason = message.charAt(0).toLowerCase() + message.slice(1);
  return `this is not valid YAML: ${reason}${code === "TAB_AS_INDENT" ? "; indent with spaces" : ""}`;
}

/** Further errors in a line mostly follow from the first one. */
function firstOfEachLine(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ line }, index) => problems.findIndex((other) => other.line === line) === index);
}

interface Place {
  readonly node: ParsedNode;
  readonly path: Path;
}

/** What keeps a reader from seeing a value where it is used. */
function* hiding(node: ParsedNode | null, path: Path): Generator<Place & { readonly message: string }> {
  if (node === null) return;
  if (isAlias(node))
    yield { node, path, message: `must not be the alias *${node.source}; write the value itself` };
  else if (node.tag !== undefined)
    yield { node, path, message: "must not carry a tag; write the value alone" };
  for (const { key, keyNode, node: child } of children(node)) {
    if (isMap(node) && !isScalar(keyNode))
      yield { node: keyNode, path, message: "must have plain words as keys" };
    yield* hiding(child, [...path, key]);
  }
}

/** A document with empty texts for its values: no alias is followed, no tag obeyed. */
function keysOf(node: ParsedNode | null): unknown {
  if (isSeq<ParsedNode>(node)) return node.items.map(keysOf);
  if (!isMap<ParsedNode, ParsedNode | null>(node)) return "";
  const named = children(node).filter(({ keyNode }) => isScalar(keyNode));
  return Object.fromEntries(named.map(({ key, node: child }) => [key, keysOf(child)]));
}

function* writtenTwice(node: ParsedNode | null, path: Path): Generator<Place> {
  if (node === null) return;
  const seen = new Set<string | number>();
  for (const { key, keyNode, node: child } of children(node)) {
    if (seen.has(key)) yield { node: keyNode, path: [...path, key] };
    seen.add(key);
    yield* writtenTwice(child, [...path, key]);
  }
}

/** Where a path is written; where it ends early, the last key that is there. */
function offsetOf(root: ParsedNode | null, path: Path, part: "key" | "value"): number {
  let node = root;
  let offset = root?.range[0] ?? 0;
  for (const [index, key] of path.entries()) {
    const child = node === null ? undefined : children(node).findLast((entry) => entry.key === key);
    if (child === undefined) return offset;
    node = child.node;
    const isWanted = index === path.length - 1 && part === "value";
    offset = (isWanted ? (node ?? child.keyNode) : child.keyNode).range[0];
  }
  return offset;
}

function children(
  node: ParsedNode,
): { key: string | number; keyNode: ParsedNode; node: ParsedNode | null }[] {
  if (isMap<ParsedNode, ParsedNode | null>(node)) return node.items.map(entryOf);
  if (isSeq<ParsedNode>(node))
    return node.items.map((item, index) => ({ key: index, keyNode: item, node: item }));
  return [];
}

function entryOf({ key, value }: Pair<ParsedNode, ParsedNode | null>) {
  return { key: isScalar(key) ? String(key.value) : String(key), keyNode: key, node: value };
}
