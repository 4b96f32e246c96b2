/** The engine. Exactly the version of the npm package \@pulumi/pulumi: one side's newer messages are unknown to the other. */
export const PULUMI_VERSION = "3.259.0";

/** The resource plugins, by name: exactly the versions of their npm packages. A further plugin gets its line here. */
export const PLUGINS = { docker: "5.2.0", random: "4.21.2" } as const;

/** Name of a resource plugin. */
export type PluginName = keyof typeof PLUGINS;

/** The plugins' names, in a fixed order. */
export const PLUGIN_NAMES = ["docker", "random"] as const satisfies readonly PluginName[];
