import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** The folder of the checkout. */
export const ROOT = join(import.meta.dirname, "../..");

const NOT_OURS = new Set(["node_modules", ".git"]);

/** Every file of the project below a folder, as paths from the root. */
export function filesBelow(folder = "."): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !NOT_OURS.has(name))
    .flatMap((entry) => {
      const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/** Every folder of the project below a folder, as paths from the root. */
export function foldersBelow(folder = "."): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !NOT_OURS.has(entry.name))
    .flatMap(({ name }) => {
      const path = folder === "." ? name : `${folder}/${name}`;
      return [path, ...foldersBelow(path)];
    });
}

/** The text of a file of the project. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** Our code in the languages of Node. */
export function codeBelow(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) => filesBelow(folder)).filter((path) => /\.(ts|mjs|js)$/.test(path));
}

/** One import of a file: from where, and the names; none for `import "x"` and `import()`. */
export interface Import {
  readonly from: string;
  readonly names: readonly string[];
}

/** What a test about the code as a whole looks at. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Lines with the type `any`. */
  readonly anys: readonly number[];
  /** Lines with `as unknown as`. */
  readonly forced: readonly number[];
  /** Names of methods that are called, once per call. */
  readonly calls: readonly string[];
}

/** Reads a file of code as TypeScript does: words in comments and texts do not count. */
export function sourceOf(path: string): Source {
  const text = textOf(path);
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found = {
    imports: [] as Import[],
    anys: [] as number[],
    forced: [] as number[],
    calls: [] as string[],
  };
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const visit = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.anys.push(lineOf(node));
    if (isForced(node)) found.forced.push(lineOf(node));
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      found.calls.push(node.expression.name.text);
    const imported = importOf(node);
    if (imported !== null) found.imports.push(imported);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, lines: text.split("\n").length - 1, ...found };
}

function isForced(node: ts.Node): boolean {
  return ts.isAsExpression(node) && ts.isAsExpression(node.expression) && isUnknown(node.expression.type);
}

const isUnknown = (type: ts.TypeNode): boolean => type.kind === ts.SyntaxKind.UnknownKeyword;

function importOf(node: ts.Node): Import | null {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    const { moduleSpecifier } = node;
    if (moduleSpecifier === undefined || !ts.isStringLiteral(moduleSpecifier)) return null;
    return { from: moduleSpecifier.text, names: ts.isImportDeclaration(node) ? namesOf(node) : [] };
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) return null;
  const [target] = node.arguments;
  return { from: target !== undefined && ts.isStringLiteral(target) ? target.text : "", names: [] };
}

function namesOf({ importClause }: ts.ImportDeclaration): string[] {
  const bindings = importClause?.namedBindings;
  if (bindings === undefined) return [];
  return ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [bindings.name.text];
}
