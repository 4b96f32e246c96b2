// The engine starts this as pulumi-language-nodejs, with its own address as the argument, and reads the port from stdout.
import type { ServerUnaryCall, ServerWritableStream, sendUnaryData } from "@grpc/grpc-js";
import type {
  InstallDependenciesRequest,
  InstallDependenciesResponse,
} from "@pulumi/pulumi/proto/language_pb.js";
import { endWithParent } from "./children.ts";
import { loadLibraries } from "./libraries.ts";
import { run } from "./run.ts";
import { runPlugin } from "./run-plugin.ts";

const engine = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
if (engine === undefined) {
  process.stderr.write("usage: pulumi-language-nodejs ENGINE_ADDRESS (started by the pulumi engine)\n");
  process.exit(1);
}
endWithParent();

const libraries = loadLibraries(process.cwd());
const { grpc, language, plugin, empty, services, version } = libraries;

/** An answer that does not depend on the question. */
function always<T>(make: () => T) {
  return (_call: ServerUnaryCall<unknown, T>, answer: sendUnaryData<T>) => answer(null, make());
}

function about() {
  const answer = new language.AboutResponse();
  answer.setExecutable(process.execPath);
  answer.setVersion(process.version);
  return answer;
}

function pluginInfo() {
  const answer = new plugin.PluginInfo();
  answer.setVersion(version);
  return answer;
}

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(services.LanguageRuntimeService, {
  handshake: always(() => new language.LanguageHandshakeResponse()),
  getPluginInfo: always(pluginInfo),
  about: always(about),
  // the plugins lie beside this host: nothing has to be fetched before a run
  getRequiredPlugins: always(() => new language.GetRequiredPluginsResponse()),
  getRequiredPackages: always(() => new language.GetRequiredPackagesResponse()),
  getProgramDependencies: always(() => new language.GetProgramDependenciesResponse()),
  cancel: always(() => new empty.Empty()),
  installDependencies: (
    stream: ServerWritableStream<InstallDependenciesRequest, InstallDependenciesResponse>,
  ) => stream.end(),
  run: run(libraries, engine),
  runPlugin: runPlugin(libraries),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
