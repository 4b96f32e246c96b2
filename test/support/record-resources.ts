import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";

/** One resource as the program registers it. */
export interface Recorded {
  readonly type: string;
  readonly name: string;
  /** What the engine gets: a secret is sealed, see `isSealed`; a value that only `up` will know is `UNKNOWN`. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deleteBeforeReplace: boolean;
  readonly secretOutputs: readonly string[];
  /** Names of the resources it waits for. */
  readonly dependsOn: readonly string[];
}

/** What a program registered, and what it returned. */
export interface Recording<T> {
  readonly resources: readonly Recorded[];
  readonly result: T;
}

export interface RecordOptions {
  /** At a preview nothing is known that only an `up` could tell. */
  readonly preview?: boolean;
  readonly stack?: string;
  readonly config?: Readonly<Record<string, string>>;
}

const PROJECT = "supersmartmatch";

/** Whether an input reaches the engine marked as a secret. */
export function isSealed(input: unknown): boolean {
  return typeof input === "object" && input !== null && "4dabf18193072939515e22adb298388d" in input;
}

/** Values that only an `up` makes, so that a test can look for them where they must not be. */
export const MADE = {
  password: "made-password",
  key: "made-key",
  certificate: "made-certificate",
  signingKey: "made-signing-key",
} as const;

/**
 * Runs a program against a pretended engine and returns every resource it registered, in order, once all of them
 * are settled. The engine makes what a real one would make, at `up` only.
 */
export function recordResources<T>(
  program: () => T | Promise<T>,
  options: RecordOptions = {},
): Promise<Recording<T>> {
  // Pulumi has one engine per process, and test files that share one are loaded at the same time.
  const recording = last.then(() => record(program, options));
  last = recording.catch(() => {});
  return recording;
}

let last: Promise<unknown> = Promise.resolve();

async function record<T>(program: () => T | Promise<T>, options: RecordOptions): Promise<Recording<T>> {
  const { preview = false, stack = "lab", config = {} } = options;
  const resources: Recorded[] = [];
  const mocks: pulumi.runtime.Mocks = {
    call: () => ({}),
    newResource: ({ type, name, inputs, custom }) => {
      const outputs = { ...inputs, ...(preview ? {} : made(type)) };
      const hidden = resources.find((resource) => resource.name === name)?.secretOutputs ?? [];
      for (const output of hidden) if (output in outputs) outputs[output] = pulumi.secret(outputs[output]);
      return { id: custom === true ? `${name}-id` : undefined, state: outputs };
    },
  };
  await pulumi.runtime.setMocks(mocks, PROJECT, stack, preview);
  overhear((resource) => resources.push(resource));
  for (const [key, value] of Object.entries(config)) pulumi.runtime.setConfig(`${PROJECT}:${key}`, value);
  const result = await program();
  await pulumi.runtime.disconnect();
  return { resources, result };
}

/** The value of an output, and whether pulumi will hide it; undefined when it is not known at this preview. */
export async function settled<T>(
  output: pulumi.Output<T>,
): Promise<{ value: T | undefined; secret: boolean }> {
  let value: T | undefined;
  output.apply((known) => {
    value = known;
  });
  const secret = await pulumi.isSecret(output);
  await new Promise((resolve) => setImmediate(resolve));
  return { value, secret };
}

/** The part of the engine's own message that tests look at. */
interface Request {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): Readonly<Record<string, unknown>> };
  getProtect(): boolean;
  getRetainondelete(): boolean;
  getDeletebeforereplace(): boolean;
  getAdditionalsecretoutputsList(): string[];
  getDependenciesList(): string[];
}

/** Pulumi's own mocks show names and inputs only; the options stand in the message to the engine. */
function overhear(listen: (resource: Recorded) => void): void {
  const engine: unknown = pulumi.runtime.getMonitor();
  assert.ok(engine instanceof MockMonitor);
  const register = engine.registerResource.bind(engine);
  engine.registerResource = (request: Request, callback) => {
    listen(recorded(request));
    return register(request, callback);
  };
}

function recorded(request: Request): Recorded {
  return {
    type: request.getType(),
    name: request.getName(),
    inputs: request.getObject().toJavaScript(),
    protect: request.getProtect(),
    retainOnDelete: request.getRetainondelete(),
    deleteBeforeReplace: request.getDeletebeforereplace(),
    secretOutputs: request.getAdditionalsecretoutputsList(),
    dependsOn: request.getDependenciesList().map((urn) => urn.split("::").at(-1) ?? ""),
  };
}

/** What the providers add to the inputs. */
function made(type: string): Record<string, unknown> {
  if (type.endsWith(":SigningKeys")) return { keys: { "tokens-1": MADE.signingKey } };
  if (type.endsWith(":RandomPassword")) return { result: MADE.password };
  if (type.endsWith("secret:Files")) return { present: "made-hash" };
  if (!type.endsWith(":Certificates")) return {};
  const issued = { certificate: MADE.certificate, key: MADE.key, authority: "made-authority" };
  return {
    issued: { gateway: issued, control: issued, operator: issued },
    publicAuthority: "made-authority",
  };
}
