import type * as pulumi from "@pulumi/pulumi";

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
 * A dynamic provider that only loads a module of ours when it is called. The state then holds these few
 * lines instead of a copy of our code: a change of code is no change of the resource.
 * `path` is relative to the program's folder, so no checkout's own path gets into the state.
 */
export function lazyProvider(path: string): pulumi.dynamic.ResourceProvider {
  return {
    check: async (olds: unknown, news: unknown) =>
      (await import(`${process.cwd()}/${path}`)).default.check(olds, news),
    diff: async (id: string, olds: unknown, news: unknown) =>
      (await import(`${process.cwd()}/${path}`)).default.diff(id, olds, news),
    create: async (inputs: unknown) => (await import(`${process.cwd()}/${path}`)).default.create(inputs),
    update: async (id: string, olds: unknown, news: unknown) =>
      (await import(`${process.cwd()}/${path}`)).default.update(id, olds, news),
    read: async (id: string, props: unknown) =>
      (await import(`${process.cwd()}/${path}`)).default.read(id, props),
    delete: async (id: string, props: unknown) =>
      (await import(`${process.cwd()}/${path}`)).default.delete(id, props),
  };
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
