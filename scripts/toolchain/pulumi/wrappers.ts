import { mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { layoutOf } from "./layout.ts";

/**
 * Writes the small shell scripts by which the engine and its Node parts are started. `node` is used while it exists,
 * after that the first `node` on the PATH. Scripts that are as they should be are left alone.
 */
export async function writeWrappers(root: string, node: string): Promise<void> {
  const { binDir, cli, lib, host, home } = layoutOf(root);
  await keepNoLogs(home);
  await put(join(binDir, "pulumi"), `export PULUMI_HOME=${quoted(home)}\n${startEngine(quoted(cli))}`);
  await put(join(lib, "pulumi-language-nodejs"), startNode(node, join(host, "language-host.ts")));
  await put(join(lib, "pulumi-resource-pulumi-nodejs"), startNode(node, join(host, "dynamic-provider.ts")));
}

// A low priority counts only in a session of its own, for Linux shares a core between sessions first, and only between
// those on the same core: the last one is enough for the engine. There Ctrl-C reaches it through its parent alone.
function startEngine(cli: string): string {
  const lastCore = String.raw`$(sed -n "s/^Cpus_allowed_list:.*[^0-9]\([0-9]*\)$/\1/p" /proc/self/status)`;
  const givingWay = `echo "$SSM_NICE" 2>/dev/null >/proc/self/autogroup; exec taskset -c "${lastCore}" nice -n "$SSM_NICE" "$0" "$@"`;
  return `[ "\${SSM_NICE:-0}" = 0 ] || exec setsid -w sh -c '${givingWay}' ${cli} "$@"\nexec ${cli} "$@"\n`;
}

/**
 * Pulumi writes all it does, in full, into `logs` at each run, and has no setting against it: 1 MB, 0.3 s of a preview
 * with nothing to do, and not encrypted before the passphrase is known. Where no folder can be made it does without.
 */
async function keepNoLogs(home: string): Promise<void> {
  const logs = join(home, "logs");
  if ((await stat(logs).catch(() => null))?.isFile()) return;
  await rm(logs, { recursive: true, force: true });
  await mkdir(home, { recursive: true });
  await writeFile(logs, "A file, so that Pulumi keeps no logs here.\n");
}

// The SDK sets the flag when it is loaded, and V8 refuses the compiled code that Node kept under other flags.
function startNode(node: string, file: string): string {
  return `node=${quoted(node)}\n[ -x "$node" ] || node=node\nexec "$node" --allow-natives-syntax ${quoted(file)} "$@"\n`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Through a rename, because another run may be starting the old script at this moment. */
async function put(path: string, body: string): Promise<void> {
  const script = `#!/bin/sh\n${body}`;
  if ((await readFile(path, "utf8").catch(() => null)) === script) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, script, { mode: 0o755 });
  await rename(draft, path);
}
