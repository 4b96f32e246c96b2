import { join } from "node:path";
import { PLUGIN_NAMES, PLUGINS, type PluginName } from "./versions.ts";

/** Where the parts of a built Pulumi lie below its folder. */
export interface Layout {
  /** holds only `pulumi`: all else is found from there */
  readonly binDir: string;
  readonly cli: string;
  /** the language host and the dynamic provider, which the engine looks for beside the CLI */
  readonly lib: string;
  readonly host: string;
  /**
   * PULUMI_HOME: plugins in it are used silently, where the engine warns of each plugin on the PATH in every run.
   * The user's own Pulumi home stays untouched.
   */
  readonly home: string;
  plugin(name: PluginName): string;
  /** files whose checksums are kept, relative to the folder */
  readonly files: readonly string[];
}

/** The source files of the language host and the dynamic provider. */
export const HOST_FILES = [
  "children.ts",
  "dynamic-provider.ts",
  "language-host.ts",
  "libraries.ts",
  "run-plugin.ts",
  "run.ts",
] as const;

/** The layout of a built Pulumi in `root`. */
export function layoutOf(root: string): Layout {
  const plugin = (name: PluginName) =>
    join("home", "plugins", `resource-${name}-v${PLUGINS[name]}`, `pulumi-resource-${name}`);
  const files = [
    join("lib", "pulumi"),
    ...HOST_FILES.map((file) => join("lib", "host", file)),
    ...PLUGIN_NAMES.map(plugin),
  ];
  return {
    binDir: join(root, "bin"),
    cli: join(root, "lib", "pulumi"),
    lib: join(root, "lib"),
    host: join(root, "lib", "host"),
    home: join(root, "home"),
    plugin: (name) => join(root, plugin(name)),
    files,
  };
}
