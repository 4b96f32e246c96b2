import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import ts from "typescript";
import { z } from "zod";
import { cacheDir, projectDir } from "../../scripts/toolchain/paths.ts";
import { PLUGIN_NAMES, PLUGINS, type PluginName } from "../../scripts/toolchain/pulumi/versions.ts";
import { ensurePulumi } from "../../scripts/toolchain/pulumi.ts";
import { runProgram } from "../../scripts/toolchain/run-program.ts";

/** The resource types this project declares. */
const USED = {
  docker: ["Provider", "Network", "Volume", "Container", "RemoteImage"],
  random: ["RandomPassword", "RandomId"],
} as const satisfies Record<PluginName, readonly string[]>;

interface Property {
  readonly type?: string | undefined;
  readonly $ref?: string | undefined;
  readonly items?: Property | undefined;
  readonly additionalProperties?: Property | undefined;
}
const property: z.ZodType<Property> = z.object({
  type: z.string().optional(),
  $ref: z.string().optional(),
  get items() {
    return property.optional();
  },
  get additionalProperties() {
    return property.optional();
  },
});
const properties = z.record(z.string(), property);
const required = z.array(z.string()).default([]);
const inputs = z.object({ inputProperties: properties.default({}), requiredInputs: required });
const schemaShape = z.object({
  version: z.string(),
  provider: inputs,
  resources: z.record(z.string(), inputs),
  types: z.record(z.string(), z.object({ properties: properties.default({}), required })).default({}),
});
type Schema = z.infer<typeof schemaShape>;

/** An object type as text: property names, "?" when optional, and types in the npm package's words. */
type Shape = Record<string, string>;

const schemas = new Map<PluginName, Schema>();

before(async () => {
  const tools = await ensurePulumi({
    cacheDir: cacheDir(),
    report: (line) => process.stderr.write(`${line}\n`),
  });
  const folder = mkdtempSync(join(tmpdir(), "plugin-schema-"));
  after(() => rmSync(folder, { recursive: true }));
  for (const name of PLUGIN_NAMES) {
    const args = ["-C", folder, "package", "get-schema", `${name}@${PLUGINS[name]}`];
    const lines = await runProgram(join(tools.binDir, "pulumi"), args);
    schemas.set(name, schemaShape.parse(JSON.parse(lines.join("\n"))));
  }
});

for (const plugin of PLUGIN_NAMES) {
  describe(`the ${plugin} plugin`, () => {
    it("has the version of its npm package", () => {
      const { version } = JSON.parse(readFileSync(packageFile(plugin, "package.json"), "utf8"));
      assert.equal(schemaOf(plugin).version, version);
    });
    for (const type of USED[plugin]) {
      it(`takes exactly the properties of the npm package's ${type}`, () => {
        assert.deepEqual(differences(plugin, type), []);
      });
    }
  });
}

/** Each as `Interface.property: of the plugin / of the package`. */
function differences(plugin: PluginName, type: string): string[] {
  const ofPlugin = pluginShapes(plugin, type);
  const ofPackage = packageShapes(plugin);
  return Object.entries(ofPlugin).flatMap(([name, shape]) => {
    const other = ofPackage[name] ?? {};
    return [...new Set([...Object.keys(shape), ...Object.keys(other)])]
      .filter((key) => shape[key] !== other[key])
      .map((key) => `${name}.${key}: ${shape[key] ?? "absent"} / ${other[key] ?? "absent"}`);
  });
}

/** The shapes of a resource's arguments and of every object type below them, by the name of the npm interface. */
function pluginShapes(plugin: PluginName, type: string): Record<string, Shape> {
  const schema = schemaOf(plugin);
  const token = `${plugin}:index/${type.charAt(0).toLowerCase()}${type.slice(1)}:${type}`;
  const resource = type === "Provider" ? schema.provider : schema.resources[token];
  assert.ok(resource, `${plugin} has no ${token}`);
  const shapes: Record<string, Shape> = {};
  const visit = (name: string, members: Record<string, Property>, needed: readonly string[]): void => {
    if (shapes[name] !== undefined) return;
    shapes[name] = Object.fromEntries(
      Object.entries(members).map(([key, value]) => [
        key,
        `${needed.includes(key) ? "" : "?"}${textOf(value)}`,
      ]),
    );
    for (const ref of Object.values(members).flatMap(refsOf)) {
      const nested = schema.types[ref];
      assert.ok(nested, `${plugin} has no ${ref}`);
      visit(lastName(ref), nested.properties, nested.required);
    }
  };
  visit(`${type}Args`, resource.inputProperties, resource.requiredInputs);
  return shapes;
}

function textOf(value: Property): string {
  if (value.$ref !== undefined) return lastName(value.$ref);
  if (value.type === "array") return `${textOf(value.items ?? {})}[]`;
  if (value.type === "object") return `{ [key: string]: ${textOf(value.additionalProperties ?? {})} }`;
  return value.type === "integer" ? "number" : (value.type ?? "any");
}

function refsOf(value: Property): string[] {
  const below = [value.items, value.additionalProperties].flatMap((inner) => (inner ? refsOf(inner) : []));
  return value.$ref === undefined ? below : [value.$ref.replace("#/types/", ""), ...below];
}

function lastName(ref: string): string {
  return ref.split(":").at(-1) ?? ref;
}

function packageShapes(plugin: PluginName): Record<string, Shape> {
  const resources = USED[plugin].map((type) => `${type.charAt(0).toLowerCase()}${type.slice(1)}.d.ts`);
  const nested = plugin === "docker" ? [join("types", "input.d.ts")] : [];
  return Object.assign(
    {},
    ...[...resources, ...nested].map((file) => interfacesIn(packageFile(plugin, file))),
  );
}

function interfacesIn(path: string): Record<string, Shape> {
  const file = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  return Object.fromEntries(
    file.statements
      .filter(ts.isInterfaceDeclaration)
      .map((declaration) => [
        declaration.name.text,
        Object.fromEntries(
          declaration.members
            .filter(ts.isPropertySignature)
            .map((member) => [
              member.name.getText(),
              `${member.questionToken ? "?" : ""}${plain(member.type?.getText() ?? "")}`,
            ]),
        ),
      ]),
  );
}

/** `pulumi.Input<pulumi.Input<inputs.X>[] | undefined>` -> `X[]` */
function plain(text: string): string {
  const flat = text.replace(/\s+/g, " ").replaceAll("inputs.", "").replaceAll(" | undefined", "");
  const inner = flat.replace(/pulumi\.Input<([^<>]*)>/g, "$1");
  return inner === flat ? flat.replace(/;? }/g, " }") : plain(inner);
}

function schemaOf(plugin: PluginName): Schema {
  const schema = schemas.get(plugin);
  assert.ok(schema, `the schema of ${plugin} was not read`);
  return schema;
}

function packageFile(plugin: PluginName, file: string): string {
  return join(projectDir, "node_modules", "@pulumi", plugin, file);
}
