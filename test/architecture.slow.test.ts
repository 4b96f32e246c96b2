import assert from "node:assert/strict";
import { dirname, join, normalize } from "node:path";
import { describe, it } from "node:test";
import { codeBelow, filesBelow, foldersBelow, sourceOf, textOf } from "./support/sources.ts";

const CODE = ["infra", "policies", "scripts", "test"];
const PURE = [
  ...["stage", "plan", "config-files", "metrics", "gate"].map((name) => `infra/${name}`),
  "infra/services/data-sync/transform",
];
/** These two read the operator's files; nothing else in the pure folders touches the machine. */
const READERS = ["infra/stage/file-bytes.ts"];
const HARMLESS = ["node:path", "node:buffer"];
const isAddress = /^isIP(v[46])?$/;

const sources = codeBelow(...CODE).map(sourceOf);
const within = (...folders: readonly string[]) =>
  sources.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
/** Where a relative import leads, from the root. */
const target = (path: string, from: string) => normalize(join(dirname(path), from));

/** A file that needs nothing of ours and nothing of the machine. */
const isAlone = (path: string) =>
  sources.some((source) => source.path === path && source.imports.every(({ from }) => /^[a-z]+$/.test(from)));

describe("the pure folders", () => {
  it("know nothing of Pulumi", () => {
    for (const { path, imports } of within(...PURE))
      for (const { from } of imports) assert.doesNotMatch(from, /^@pulumi\//, path);
  });

  it("touch neither files nor network nor processes, but for the reader of the YAML files", () => {
    for (const { path, imports } of within(...PURE))
      for (const { from, names } of imports) {
        if (!from.startsWith("node:") || HARMLESS.includes(from)) continue;
        if (from === "node:net" && names.length > 0 && names.every((name) => isAddress.test(name))) continue;
        assert.ok(READERS.includes(path), `${path} imports ${from}`);
      }
  });

  it("depend on nothing but each other, and on constants", () => {
    for (const { path, imports } of within(...PURE))
      for (const { from } of imports.filter((entry) => entry.from.startsWith(".")))
        assert.ok(
          PURE.some((folder) => target(path, from).startsWith(`${folder}/`)) || isAlone(target(path, from)),
          `${path} imports ${from}`,
        );
  });
});

describe("the parts of the project", () => {
  it("are used in one direction: what runs the platform does not know the commands", () => {
    for (const { path, imports } of within("infra", "policies"))
      for (const { from } of imports.filter((entry) => entry.from.startsWith(".")))
        assert.doesNotMatch(target(path, from), /^(scripts|test)\//, path);
  });

  it("let no judge trust what it judges: the policies share no code with what they read", () => {
    for (const { path, imports } of within("policies"))
      for (const { from } of imports) assert.doesNotMatch(target(path, from), /^infra\//, path);
  });

  it("keep tests out of what runs", () => {
    for (const { path, imports } of within("scripts"))
      for (const { from } of imports.filter((entry) => entry.from.startsWith(".")))
        assert.doesNotMatch(target(path, from), /^test\//, path);
  });
});

describe("every file of ours", () => {
  it("has at most 250 lines", () => {
    assert.deepEqual(
      sources.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });

  it("says what its values are: no `any`, no `as unknown as`", () => {
    const places = sources.flatMap(({ path, anys, forced }) =>
      [...anys, ...forced].map((line) => `${path}:${line}`),
    );
    assert.deepEqual(places, []);
  });

  it("runs all its tests", () => {
    const set = within("test").filter(({ calls }) => calls.some((name) => /^(skip|only|todo)$/.test(name)));
    assert.deepEqual(
      set.map(({ path }) => path),
      [],
    );
  });

  it("has a name in lower case, with hyphens", () => {
    const usual = ["README.md", "CHANGELOG.md", "LICENSE", "RECIPE.md", "PulumiPolicy.yaml", "Pulumi.yaml"];
    const odd = filesBelow().filter((path) => {
      const name = path.split("/").at(-1) ?? "";
      const isPlain = /^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(name);
      return (
        !isPlain &&
        !usual.includes(name) &&
        !name.endsWith(".Dockerfile") &&
        !/^stacks\/Pulumi\.[a-z-]+\.yaml$/.test(path)
      );
    });
    assert.deepEqual(odd, []);
    for (const folder of foldersBelow()) assert.match(folder, /(^|\/)\.?[a-z0-9]+([-.][a-z0-9]+)*$/);
  });

  it("names no folder of the machine it was written on, and no registry", () => {
    const machine = /(^|[^\w./-])\/(work|farm)\/|\/root\/\./;
    const registry =
      /\b(docker|ghcr|quay|gcr|k8s\.gcr)\.io\/|\bregistry\.(npmjs|k8s|hub)|registry-1\.|mcr\.microsoft|public\.ecr|proxy\.golang\.org/;
    for (const path of filesBelow().filter((file) => !/\.(jsonl|sum)$/.test(file))) {
      const text = textOf(path);
      for (const pattern of [machine, registry])
        assert.equal(pattern.exec(text)?.[0], undefined, `${path}: ${pattern.exec(text)?.[0]}`);
    }
  });
});

describe("the program", () => {
  it("is short enough to be read at a glance", () => {
    const [main] = sources.filter(({ path }) => path === "infra/main.ts");
    assert.ok(main !== undefined && main.lines <= 45, `${main?.lines} lines`);
  });

  it("looks into values that are on their way at most five times", () => {
    const calls = within("infra", "policies").flatMap((source) =>
      source.calls.filter((name) => name === "apply"),
    );
    assert.ok(calls.length <= 5, `${calls.length} calls of apply`);
  });
});

describe("the tree of README.md", () => {
  const listed = treeOf(textOf("README.md"));

  it("names only folders that are there", () => {
    const real = foldersBelow();
    assert.deepEqual(
      listed.filter((folder) => !real.includes(folder)),
      [],
    );
  });

  it("leaves out no folder of a level that it shows", () => {
    const shown = new Set(listed.map(dirname));
    const missing = foldersBelow().filter(
      // Folders of tools, such as .vscode, are nobody's way into the project.
      (folder) => shown.has(dirname(folder)) && !listed.includes(folder) && !folder.startsWith("."),
    );
    assert.deepEqual(missing, []);
  });
});

/** The folders of the block that begins with ```tree: the first word of each line, `infra/stage/`. */
function treeOf(readme: string): string[] {
  const block = /^```tree\n([\s\S]*?)^```/m.exec(readme)?.[1];
  assert.ok(
    block !== undefined,
    "README.md needs a block ```tree with one folder per line, such as `infra/stage/   reads the YAML`",
  );
  return block.split("\n").flatMap((line) => /^([\w./-]+)\/(\s|$)/.exec(line)?.[1] ?? []);
}
