import * as pulumi from "@pulumi/pulumi";

/** What a provider module exports as default: the life of one custom resource. */
export interface ProviderModule<Inputs extends object, Outputs extends object = Inputs> {
  check(olds: Partial<Inputs>, news: Inputs): Promise<CheckAnswer<Inputs>>;
  diff(id: string, olds: Outputs, news: Inputs): Promise<pulumi.dynamic.DiffResult>;
  create(inputs: Inputs): Promise<{ id: string; outs: Outputs }>;
  update(id: string, olds: Outputs, news: Inputs): Promise<{ outs: Outputs }>;
  read(id: string, props: Outputs): Promise<{ id: string; props: Partial<Outputs> }>;
  delete(id: string, props: Outputs): Promise<void>;
}

export interface CheckAnswer<Inputs> {
  readonly inputs: Inputs;
  readonly failures: { property: string; reason: string }[];
}

/**
 * A resource whose life a module of ours leads, loaded only when it is called. The state then holds two lines
 * instead of a copy of our code: a change of code is no change of the resource. They are written here as the SDK's
 * own dynamic.Resource would write them, which reads the source of every function anew at each preview to do so.
 */
export abstract class LazyResource extends pulumi.CustomResource {
  /**
   * @param type of the resource, `stage:Stage`
   * @param path of the module, relative to the program's folder, so no checkout's own path gets into the state
   */
  constructor(
    type: string,
    path: string,
    name: string,
    props: pulumi.Inputs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(`pulumi-nodejs:dynamic/${type}`, name, { ...props, __provider: providerText(path) }, opts);
  }
}

/** What Pulumi's process for dynamic providers runs: each call goes to the module at `path`. */
export function providerText(path: string): string {
  return `const call = (name) => async (...args) => (await import(process.cwd() + ${JSON.stringify(`/${path}`)})).default[name](...args);
exports.handler = () => Object.fromEntries(["check", "diff", "create", "update", "read", "delete"].map((name) => [name, call(name)]));
`;
}

/** Accepts every input as it is. */
export async function acceptAll<Inputs>(_olds: Partial<Inputs>, news: Inputs): Promise<CheckAnswer<Inputs>> {
  return { inputs: news, failures: [] };
}

const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** True when pulumi, at a preview, put its sign for "only known after up" anywhere into these inputs. */
export function holdsUnknown(inputs: unknown): boolean {
  return JSON.stringify(inputs).includes(UNKNOWN);
}
