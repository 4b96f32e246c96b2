import type { ServerWritableStream } from "@grpc/grpc-js";
import type { RunPluginRequest, RunPluginResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { startNode } from "./children.ts";
import { type Libraries, resolveFrom } from "./libraries.ts";
import { typescriptOption } from "./run.ts";

/** Handles RunPlugin, which is how the engine starts a policy pack; ends the plugin when the engine cancels the call. */
export function runPlugin({ language, grpc }: Libraries) {
  return (stream: ServerWritableStream<RunPluginRequest, RunPluginResponse>): void => {
    const request = stream.request;
    const info = request.getInfo();
    if (info === undefined) {
      stream.emit("error", { code: grpc.status.INVALID_ARGUMENT, details: "the engine named no plugin" });
      return;
    }
    const send = (fill: (response: RunPluginResponse) => void) => {
      const response = new language.RunPluginResponse();
      fill(response);
      stream.write(response);
    };
    const child = startNode(pluginArguments(request, info.getProgramDirectory()), {
      cwd: request.getKind() === "analyzer" ? info.getProgramDirectory() : request.getPwd(),
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...environmentOf(request), PULUMI_NODEJS_TYPESCRIPT: typescriptOption(info) },
    });
    stream.once("cancelled", () => child.kill());
    child.stdout?.on("data", (bytes: Buffer) => send((response) => response.setStdout(bytes)));
    child.stderr?.on("data", (bytes: Buffer) => send((response) => response.setStderr(bytes)));
    child.once("error", (error) => stream.emit("error", error));
    child.once("close", (code) => {
      send((response) => response.setExitcode(code ?? 1));
      stream.end();
    });
  };
}

/** The SDK's two runners want the folder at different ends. */
function pluginArguments(request: RunPluginRequest, folder: string): string[] {
  if (request.getKind() === "analyzer")
    return [resolveFrom(folder, "@pulumi/pulumi/cmd/run-policy-pack"), ...request.getArgsList(), folder];
  return [resolveFrom(folder, "@pulumi/pulumi/cmd/run-plugin"), folder, ...request.getArgsList()];
}

function environmentOf(request: RunPluginRequest): Record<string, string> {
  const pairs = request.getEnvList().map((line): [string, string] => {
    const equals = line.indexOf("=");
    return [line.slice(0, equals), line.slice(equals + 1)];
  });
  return Object.fromEntries(pairs);
}
