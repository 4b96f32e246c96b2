import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import type { ProgramInfo, RunRequest, RunResponse } from "@pulumi/pulumi/proto/language_pb.js";
import { startNode } from "./children.ts";
import { type Libraries, resolveFrom } from "./libraries.ts";

/** The SDK's exit code for "the user has been told what is wrong": anything more would bury it. */
const TOLD = 32;

/** Handles Run: the program runs to its end, its output goes to the engine line by line. */
export function run(libraries: Libraries, engine: string) {
  return (call: ServerUnaryCall<RunRequest, RunResponse>, answer: sendUnaryData<RunResponse>): void => {
    const request = call.request;
    const info = request.getInfo();
    if (info === undefined) {
      answer({ code: libraries.grpc.status.INVALID_ARGUMENT, details: "the engine named no program" });
      return;
    }
    const child = startNode(programArguments(request, info, engine), {
      stdio: ["ignore", "inherit", "inherit"],
      env: { ...process.env, ...programEnvironment(request, info) },
    });
    call.once("cancelled", () => child.kill());
    child.once("error", (error) => answer(error));
    child.once("close", (code, signal) => {
      const response = new libraries.language.RunResponse();
      if (code === TOLD) response.setBail(true);
      else if (code !== 0) response.setError(`program ended with ${signal ?? `exit code ${code}`}`);
      answer(null, response);
    });
  };
}

function programArguments(request: RunRequest, info: ProgramInfo, engine: string): string[] {
  const folder = info.getProgramDirectory();
  const options = {
    monitor: request.getMonitorAddress(),
    engine,
    organization: request.getOrganization(),
    project: request.getProject(),
    stack: request.getStack(),
    pwd: folder,
    "root-directory": info.getRootDirectory(),
    parallel: String(request.getParallel()),
  };
  return [
    resolveFrom(folder, "@pulumi/pulumi/cmd/run"),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    info.getEntryPoint(),
    ...request.getArgsList(),
  ];
}

function programEnvironment(request: RunRequest, info: ProgramInfo): Record<string, string> {
  return {
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().toArray())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
    PULUMI_NODEJS_TYPESCRIPT: typescriptOption(info),
  };
}

/** "true" unless Pulumi.yaml's `runtime.options.typescript` is false. */
export function typescriptOption(info: ProgramInfo): string {
  return String(info.getOptions()?.toJavaScript().typescript ?? true);
}
