import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { PolicyResource, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import { RELEASE } from "../../policies/resources.ts";

// Pulumi's own wrapper, without the server that the package starts with.
const proxy: { unknownCheckingProxy: <Props>(props: Props) => Props } = createRequire(import.meta.url)(
  "@pulumi/policy/proxy.js",
);

/** Properties as pulumi hands them to a rule: touching a value that preview does not know throws. */
export const { unknownCheckingProxy } = proxy;

/** What pulumi hands over for a text that only `up` will know. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A resource as a test describes it; what is left out is harmless. */
export interface Example {
  readonly type: string;
  readonly name?: string;
  readonly stack?: string;
  readonly protect?: boolean;
  readonly props: Readonly<Record<string, unknown>>;
}

/** What the rule says about one resource, in order; [] when it is content. */
export function judge(rule: ResourceValidationPolicy, example: Example): string[] {
  const violations: string[] = [];
  const resource = seen(example);
  const args = { ...resource, stackTags: new Map<string, string>(), getConfig: none, notApplicable: none };
  const validations = [rule.validateResource ?? []].flat();
  for (const validate of validations) validate(args, (violation) => violations.push(String(violation)));
  return violations;
}

/** What the rule says about a whole stack, in order; [] when it is content. */
export function judgeStack(rule: StackValidationPolicy, examples: readonly Example[]): string[] {
  const violations: string[] = [];
  const resources = examples.map(
    (example): PolicyResource => ({
      ...seen(example),
      dependencies: [],
      propertyDependencies: {},
    }),
  );
  const args = { resources, stackTags: new Map<string, string>(), getConfig: none, notApplicable: none };
  rule.validateStack(args, (violation) => violations.push(String(violation)));
  return violations;
}

/** A gateway text that keeps every rule, written by hand: 25 % of the traffic on V2. */
export const compliantText = readFileSync(`${import.meta.dirname}/gateway/compliant.conf`, "utf8");

/** The compliant text with one passage replaced; throws unless the passage is there. */
export function spoiled(passage: string, replacement: string): string {
  if (!compliantText.includes(passage))
    throw new Error(`the compliant text has no ${JSON.stringify(passage)}`);
  return compliantText.replace(passage, () => replacement);
}

/** The release that carries this text, and other files, to nginx. */
export function nginxRelease(text: unknown, files: Readonly<Record<string, unknown>> = {}): Example {
  return {
    type: RELEASE,
    name: "gateway-config",
    props: { service: "gateway", reload: "nginx", files: { "nginx.conf": text, ...files } },
  };
}

function seen({ type, name = "example", stack = "production", protect = false, props }: Example) {
  return {
    type,
    name,
    urn: `urn:pulumi:${stack}::supersmartmatch::${type}::${name}`,
    props: unknownCheckingProxy(props),
    opts: {
      protect,
      ignoreChanges: [],
      aliases: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
      additionalSecretOutputs: [],
    },
    isType: () => false,
    asType: () => undefined,
  };
}

function none(): never {
  throw new Error("our rules do not use this");
}
