import { createRequire } from "node:module";
import { join } from "node:path";

/** What the host takes from the project whose program it runs, so that one host serves checkouts of any version. */
export interface Libraries {
  readonly grpc: typeof import("@grpc/grpc-js");
  readonly language: typeof import("@pulumi/pulumi/proto/language_pb.js");
  readonly plugin: typeof import("@pulumi/pulumi/proto/plugin_pb.js");
  readonly services: typeof import("@pulumi/pulumi/proto/language_grpc_pb.js");
  readonly empty: typeof import("google-protobuf/google/protobuf/empty_pb.js");
  /** of \@pulumi/pulumi */
  readonly version: string;
}

/** Loads the libraries as seen from `folder`; throws Node's own error, which names the missing package. */
export function loadLibraries(folder: string): Libraries {
  const project = createRequire(join(folder, "program.js"));
  const sdk = createRequire(project.resolve("@pulumi/pulumi/package.json"));
  return {
    grpc: sdk("@grpc/grpc-js"),
    language: sdk("./proto/language_pb.js"),
    plugin: sdk("./proto/plugin_pb.js"),
    services: sdk("./proto/language_grpc_pb.js"),
    empty: sdk("google-protobuf/google/protobuf/empty_pb.js"),
    version: sdk("./package.json").version,
  };
}

/** The file behind `name` as seen from `folder`. */
export function resolveFrom(folder: string, name: string): string {
  return createRequire(join(folder, "program.js")).resolve(name);
}
