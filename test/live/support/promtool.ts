import { PassThrough } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { pack } from "tar-stream";
import { connectEngine } from "../../../scripts/toolchain/engine.ts";
import { ensureImages } from "../../../scripts/toolchain/images/ensure-images.ts";
import { cacheDir } from "../../../scripts/toolchain/paths.ts";

/** Runs the promtool of the platform's Prometheus on these files, which lie in the folder that it is started in. */
export async function promtool(
  files: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly said: string }> {
  const { docker } = await connectEngine();
  const images = await ensureImages({ docker, cacheDir: cacheDir(), report: () => undefined });
  const container = await docker.createContainer({
    Image: images.prometheus ?? "",
    Cmd: ["promtool", ...args],
    WorkingDir: "/var/lib/prometheus",
    Labels: { "supersmartmatch.test": "promtool" },
  });
  try {
    const archive = pack();
    for (const [name, content] of Object.entries(files)) archive.entry({ name }, content);
    archive.finalize();
    await container.putArchive(await buffer(archive), { path: "/var/lib/prometheus" });
    const output = await container.attach({ stream: true, stdout: true, stderr: true });
    const merged = new PassThrough();
    docker.modem.demuxStream(output, merged, merged);
    output.on("end", () => merged.end());
    await container.start();
    const said = await text(merged);
    const { StatusCode: code } = await container.wait();
    return { code, said };
  } finally {
    await container.remove({ force: true, v: true });
  }
}
